import { readFileSync } from 'node:fs';
import { bootSingle } from '@hub/dev/boot-single';
import { singleProcessSettingsFrom } from '@hub/dev/hub-config';
import type { Life } from '@hub/dev/life';
import type { Logger } from '@hub/runtime/telemetry';

/** Serves the whole product in this one process, as `npm start` does, over the stores of a benchmark. */
export async function serveHub(life: Life, logger: Logger): Promise<void> {
  await bootSingle({
    settings: singleProcessSettingsFrom(process.env, Number(process.env['HUB_PORT'])),
    supergraphSdl: readFileSync(new URL('../../gateway/supergraph.graphql', import.meta.url), 'utf8'),
    logger,
    life,
  });
}
