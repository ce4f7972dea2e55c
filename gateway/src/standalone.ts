import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { conformanceSettings } from './config.js';
import { createGateway } from './server.js';

const usage = `Starts the gateway on any supergraph: npm run gateway -- --supergraph FILE [--port N] [--host ADDRESS]
Subgraphs are called at the addresses in the file. Nobody is identified, nothing valid is refused, nothing is cached.`;

/** Starts on the file named by the arguments, and stops on the first signal. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      supergraph: { type: 'string' },
      port: { type: 'string', default: '4000' },
      host: { type: 'string', default: '127.0.0.1' },
    },
  });
  const port = Number(values.port);
  if (values.supergraph === undefined || !Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(usage);
  const gateway = await createGateway({
    supergraphSdl: await readFile(values.supergraph, 'utf8'),
    settings: { ...conformanceSettings, host: values.host, port },
  });
  const url = await gateway.start();
  console.log(`The gateway answers at ${url}/graphql`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void gateway.stop());
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
