// `npm run hub -- <command>`: commands on the product of this checkout.
import { isAbsolute, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '@hub/prisma/migrate';
import { urlOfRole } from '@hub/runtime/database';
import { runImport } from '@hub/tenders/import';
import { checkoutRoot } from './checkout-root.js';
import { hubEnvironment } from './hub/hub-environment.js';
import { live, type Life } from './life.js';
import { createSteps } from './steps.js';
import { startStores } from './stores/start-stores.js';
import { UsageError } from './usage-error.js';

const usage = `npm run hub -- import <file, folder or URL> [--source NAME]
  Imports OCDS releases into the database of this checkout: release packages, record packages, bare releases, JSON Lines,
  gzip. Ctrl-C and the same command again lose and double nothing.`;

const exitCodes = { done: 0, stopped: 130 } as const;

await live(async (life) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { source: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  const [command, target, ...rest] = positionals;
  if (values.help === true) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (command !== 'import' || target === undefined || rest.length > 0) throw new UsageError(usage);
  return importInto({ target: resolveTarget(target), source: values.source ?? null, life });
});

async function importInto({
  target,
  source,
  life,
}: {
  target: string;
  source: string | null;
  life: Life;
}): Promise<number> {
  const steps = createSteps(process.stderr);
  const log = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const { signal } = life;
  const profile = 'start';
  const stores = await steps.run('Finding or starting the stores', (say) =>
    startStores({ root: checkoutRoot, profile, signal, log: say }),
  );
  life.onEnd(() => stores.stop());
  const env = hubEnvironment({ root: checkoutRoot, profile, stores, env: process.env });
  const rolePassword = env['DATABASE_ROLE_PASSWORD'] ?? '';
  await steps.run('Migrating the database', (say) => migrate({ url: stores.postgres.url, rolePassword, log: say }));
  const databaseUrl = urlOfRole(stores.postgres.url, 'svc_worker', rolePassword);
  const { status } = await runImport({ target, databaseUrl, source, log, signal });
  return status === 'STOPPED' ? exitCodes.stopped : exitCodes.done;
}

/** A path is meant from where the person typed it, not from where npm runs us. */
function resolveTarget(target: string): string {
  if (/^https?:\/\//.test(target) || isAbsolute(target)) return target;
  return resolve(process.env['HUB_CALLED_FROM'] ?? process.cwd(), target);
}
