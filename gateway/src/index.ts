import { runService } from '@hub/runtime/service';
import { startGateway } from './start-gateway.js';

await runService({ name: 'gateway', start: startGateway });
