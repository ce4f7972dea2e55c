// `npm run bench -- <name>`: finds or starts the stores, then runs the benchmark of that name against them.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { checkoutRoot } from './checkout-root.js';
import { hubEnvironment } from './hub/hub-environment.js';
import { live } from './life.js';
import { createSteps } from './steps.js';
import { startStores } from './stores/start-stores.js';

const profile = 'bench';

await live(async ({ signal, onEnd }) => {
  const steps = createSteps(process.stderr);
  const stores = await steps.run('stores', (log) => startStores({ root: checkoutRoot, profile, signal, log }));
  onEnd(() => stores.stop());
  const env = hubEnvironment({ root: checkoutRoot, profile, stores, env: process.env });
  const script = join(checkoutRoot, 'test', 'bench', 'run.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...process.argv.slice(2)], {
    cwd: checkoutRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
  });
  signal.addEventListener('abort', () => child.kill('SIGTERM'), { once: true });
  return new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
});
