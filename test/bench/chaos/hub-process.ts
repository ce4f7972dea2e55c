// The whole product in this one process, as `npm start` runs it, over the stores of the benchmark.
import { readFileSync } from 'node:fs';
import { bootSingle } from '@hub/dev/boot-single';
import { live } from '@hub/dev/life';
import { guardProcess } from '@hub/runtime/service';
import { createLogger } from '@hub/runtime/telemetry';

await live(async (life) => {
  const logger = createLogger({ service: 'hub' });
  guardProcess({ logger, onBroken: life.fail });
  await bootSingle({
    env: process.env,
    supergraphSdl: readFileSync(new URL('../../../gateway/supergraph.graphql', import.meta.url), 'utf8'),
    port: Number(process.env['HUB_PORT']),
    logger,
    life,
  });
  await life.ending;
  return 0;
});
