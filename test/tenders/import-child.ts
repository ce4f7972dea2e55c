// Imports a file as a process of its own, which kills itself like a power cut when it has sent so many statements.
import { importReleases } from '@hub/tenders/import-releases';
import { dyingPool } from './dying-pool.js';

const [target = '', connectionString = '', statements = ''] = process.argv.slice(2);
const pool = dyingPool(connectionString, Number(statements));
await importReleases({ target, pool, source: null, signal: new AbortController().signal });
await pool.end();
