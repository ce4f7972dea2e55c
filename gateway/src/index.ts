import { runService } from '@hub/runtime/service';
import { readGatewaySettings } from './config.js';
import { startGateway } from './start-gateway.js';

await runService({ name: 'gateway', settings: readGatewaySettings, start: startGateway });
