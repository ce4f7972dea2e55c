// Stops the stores that a product which was killed has left running, for the caller of the product.
import { parseArgs } from 'node:util';
import { checkoutRoot } from './checkout-root.js';
import { stopLeftStores } from './stores/stop-left-stores.js';

const { values } = parseArgs({
  options: { profile: { type: 'string', default: 'start' }, root: { type: 'string', default: checkoutRoot } },
});
const stopped = await stopLeftStores({ root: values.root, profile: values.profile });
if (stopped.length > 0) process.stdout.write(`Stopped what was left running: ${stopped.join(', ')}.\n`);
