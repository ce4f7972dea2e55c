// Imports a file as a process of its own, which kills itself like a power cut when it has sent so many statements.
import pg from 'pg';
import { importReleases } from '@hub/tenders/import-releases';

const [target = '', connectionString = '', statements = ''] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString, max: 3 });
let sent = 0;
pool.on('connect', (client) => {
  const query = client.query.bind(client);
  Object.assign(client, {
    query(...args: Parameters<typeof query>) {
      sent += 1;
      const answer = query(...args);
      // What the kernel has not taken of the statement by now is lost with the process.
      if (sent === Number(statements)) process.kill(process.pid, 'SIGKILL');
      return answer;
    },
  });
});
await importReleases({ target, pool, source: null, signal: new AbortController().signal });
await pool.end();
