// The whole product in this one process, as `npm start` runs it, for a benchmark that brings its own stores.
import { readFileSync } from 'node:fs';
import { bootSingle } from '@hub/dev/boot-single';
import { singleProcessSettingsFrom } from '@hub/dev/hub-config';
import { live } from '@hub/dev/life';
import { createLogger } from '@hub/runtime/telemetry';

await live(async (life) => {
  await bootSingle({
    settings: singleProcessSettingsFrom(process.env, Number(process.env['HUB_PORT'])),
    supergraphSdl: readFileSync(new URL('../../../gateway/supergraph.graphql', import.meta.url), 'utf8'),
    logger: createLogger({ service: 'bench', level: 'warn' }),
    life,
  });
  await life.ending;
  return 0;
});
