// Replays the quarantine as a process of its own, which kills itself like a power cut when it has sent so many statements.
import { replayQuarantine } from '@hub/tenders/quarantine';
import { dyingPool } from './dying-pool.js';
import { testWeb } from './web-kit.js';

const [connectionString = '', statements = ''] = process.argv.slice(2);
const pool = dyingPool(connectionString, Number(statements));
const way = testWeb({ pool });
const { signal } = new AbortController();
await replayQuarantine({ pool, web: way.web, source: null, reason: null, signal });
await way.close();
await pool.end();
