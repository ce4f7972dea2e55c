// The whole product in this one process, as `npm start` runs it, for a benchmark that brings its own stores.
import { live } from '@hub/dev/life';
import { createLogger } from '@hub/runtime/telemetry';
import { serveHub } from '../serve-hub.js';

await live(async (life) => {
  await serveHub(life, createLogger({ service: 'bench', level: 'warn' }));
  await life.ending;
  return 0;
});
