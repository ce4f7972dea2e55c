// `npm run start:distributed`: the same as `npm start`, as seven processes: gateway, five subgraphs and worker.
import { bootDistributed } from './hub/boot-distributed.js';
import { refuseMoreConnectionsThanThereAre } from './hub/connection-budget.js';
import { choosePort } from './hub/hub-port.js';
import { prepareHub } from './hub/prepare-hub.js';
import { checkoutRoot } from './checkout-root.js';
import { live, tellStarted } from './life.js';
import { createSteps } from './steps.js';

const profile = 'start';

await live(async (life) => {
  const steps = createSteps();
  const loadMeanwhile = (): Promise<unknown> => import('./hub/greeting.js');
  const prepared = await prepareHub({ root: checkoutRoot, profile, env: process.env, life, steps, loadMeanwhile });
  const { stores, env, supergraph } = prepared;
  await refuseMoreConnectionsThanThereAre(stores.postgres.url, env);
  const { port, note } = await choosePort(env['HUB_PORT']);
  // While the step is shown its line has to stay the last one; afterwards the processes speak for themselves.
  const screen = { log: (line: string): void => void process.stdout.write(`${line}\n`) };
  const direct = screen.log;
  const url = await steps.run('Starting seven processes', async (log) => {
    screen.log = log;
    return bootDistributed({
      root: checkoutRoot,
      env,
      supergraphFile: supergraph.path,
      port,
      life,
      log: (line) => screen.log(line),
    });
  });
  screen.log = direct;
  const { greeting } = await import('./hub/greeting.js');
  process.stdout.write(`\n${greeting({ stores, url, notes: note })}`);
  tellStarted();
  await life.ending;
  process.stdout.write('\nStopping: each process finishes its requests first, the gateway before the others.\n');
  return 0;
});
