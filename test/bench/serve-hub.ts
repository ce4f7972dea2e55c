import { readFileSync } from 'node:fs';
import { bootSingle } from '@hub/dev/boot-single';
import { singleProcessSettingsFrom } from '@hub/dev/hub-config';
import { live } from '@hub/dev/life';
import { createLogger } from '@hub/runtime/telemetry';

/**
 * Serves the whole product in this one process until it is told to end, as `npm start` does, over the stores of a
 * benchmark. Logs what LOG_LEVEL says.
 *
 * @param onServing - called when it answers.
 */
export async function serveHub(onServing: () => void = () => undefined): Promise<void> {
  await live(async (life) => {
    const settings = singleProcessSettingsFrom(process.env, Number(process.env['HUB_PORT']));
    await bootSingle({
      settings,
      supergraphSdl: readFileSync(new URL('../../gateway/supergraph.graphql', import.meta.url), 'utf8'),
      logger: createLogger({ service: 'hub', level: settings.telemetry.logLevel }),
      life,
    });
    onServing();
    await life.ending;
    return 0;
  });
}
