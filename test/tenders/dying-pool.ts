import pg from 'pg';

/** Connections of a process that kills itself, like a power cut, once it has sent so many statements. */
export function dyingPool(connectionString: string, statements: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 3 });
  let sent = 0;
  pool.on('connect', (client) => {
    const query = client.query.bind(client);
    Object.assign(client, {
      query(...args: Parameters<typeof query>) {
        sent += 1;
        const answer = query(...args);
        // What the kernel has not taken of the statement by now is lost with the process.
        if (sent === statements) process.kill(process.pid, 'SIGKILL');
        return answer;
      },
    });
  });
  return pool;
}
