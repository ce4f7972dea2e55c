// `npm start`: stores, schema, demo, supergraph, then the whole product in this process, until Ctrl-C.
import { join } from 'node:path';
import { choosePort } from './hub/hub-port.js';
import { prepareHub } from './hub/prepare-hub.js';
import { checkoutRoot } from './checkout-root.js';
import { live, tellStarted } from './life.js';
import { createSteps } from './steps.js';

const profile = 'start';

await live(async (life) => {
  const steps = createSteps();
  const loadMeanwhile = (): Promise<unknown> => import('./hub/boot-single.js');
  const prepared = await prepareHub({ root: checkoutRoot, profile, env: process.env, life, steps, loadMeanwhile });
  const { stores, env, supergraph } = prepared;
  const { bootSingle } = await import('./hub/boot-single.js');
  const { singleProcessSettingsFrom } = await import('./hub/hub-config.js');
  const { createDevelopmentLogger } = await import('./hub/development-logger.js');
  const { greeting } = await import('./hub/greeting.js');
  const { port, note } = await choosePort(env['HUB_PORT']);
  const settings = singleProcessSettingsFrom(env, port);
  const path = join(checkoutRoot, '.data', profile, 'hub.log');
  const { logger, close } = createDevelopmentLogger({ service: 'hub', path, level: settings.telemetry.logLevel });
  life.onEnd(close);
  const url = await steps.run('Starting gateway, five subgraphs and worker', () =>
    bootSingle({ settings, supergraphSdl: supergraph.sdl, logger, life }),
  );
  process.stdout.write(`\n${greeting({ stores, url, notes: [...note, `The log is ${path}.`] })}`);
  tellStarted();
  await life.ending;
  process.stdout.write('\nStopping: requests in flight are finished first.\n');
  return 0;
});
