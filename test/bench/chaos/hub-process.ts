// The whole product in this one process, as `npm start` runs it, over the stores of the benchmark.
import { readFileSync } from 'node:fs';
import { bootSingle } from '@hub/dev/boot-single';
import { singleProcessSettingsFrom } from '@hub/dev/hub-config';
import { live } from '@hub/dev/life';
import { guardProcess } from '@hub/runtime/service';
import { createLogger } from '@hub/runtime/telemetry';

await live(async (life) => {
  const logger = createLogger({ service: 'hub' });
  guardProcess({ logger, onBroken: life.fail });
  await bootSingle({
    settings: singleProcessSettingsFrom(process.env, Number(process.env['HUB_PORT'])),
    supergraphSdl: readFileSync(new URL('../../../gateway/supergraph.graphql', import.meta.url), 'utf8'),
    logger,
    life,
  });
  await life.ending;
  return 0;
});
