// The whole product in this one process, as `npm start` runs it, over the stores of the benchmark.
import { live } from '@hub/dev/life';
import { guardProcess } from '@hub/runtime/service';
import { createLogger } from '@hub/runtime/telemetry';
import { serveHub } from '../serve-hub.js';

await live(async (life) => {
  const logger = createLogger({ service: 'hub' });
  guardProcess({ logger, onBroken: life.fail });
  await serveHub(life, logger);
  await life.ending;
  return 0;
});
