import type { Pool, PoolClient } from 'pg';
import { socketOf } from './client-socket.js';
import { watchServer } from './server-watch.js';
import { openWaitingRoom } from './waiting-room.js';

/** Keeps a pool from waiting for a server that says nothing. */
export interface SilenceGuard {
  /** A connection, unless the server is away or turns out to be. */
  acquire(): Promise<PoolClient>;
  /** Ends connections that are left without waiting for the server. */
  close(): void;
}

const tickMs = 100;
/** Longer than most statements take: time to ask the server itself whether it is there. */
const suspicionMs = 500;
/** Longer than any statement may take, so that a connection that says nothing for so long is no longer there. */
const silenceMaxMs = 6_000;

/** The words by which callers of the pool know that the database cannot be reached. */
const silent = 'Connection terminated: the server is silent.';

/**
 * A server that is stopped, or behind a network that swallows packets, refuses nothing: whoever asks it would wait for as
 * long as the longest statement may take. So a connection in use on which nothing has passed for half a second, and
 * somebody who waits for one as long, make the pool ask the server itself. If that is silent too, all connections are
 * ended, whoever waits is told, and nobody asks again until the server has answered. A server that answers is left to
 * finish a long statement; a connection that stays silent beside it has been lost on the way, and is ended after six
 * seconds.
 *
 * @param connect - how the pool itself gives a connection; it may take longer than the patience.
 */
export function guardAgainstSilence(
  pool: Pool,
  { connect, patienceMs }: { connect: () => Promise<PoolClient>; patienceMs: number },
): SilenceGuard {
  const { connectionString = '', application_name: name = 'hub' } = pool.options;
  const clients = new Set<PoolClient>();
  const ears = new Map<PoolClient, Ear>();
  let whenAway = Promise.withResolvers<never>();
  whenAway.promise.catch(() => undefined);

  const endAll = (): void => {
    for (const client of clients) socketOf(client)?.destroy(new Error(silent));
    whenAway.reject(new Error(silent));
    whenAway = Promise.withResolvers<never>();
    whenAway.promise.catch(() => undefined);
  };
  const watch = watchServer({
    connectionString,
    applicationName: `${name}:watch`,
    // A pool without a limit belongs to a test of other things.
    patienceMs: patienceMs || 30_000,
    onAway: endAll,
  });
  const room = openWaitingRoom({ patienceMs, suspicionMs, onSuspicion: watch.suspect });
  pool.on('acquire', (client) => ears.set(client, earOf(client)));
  pool.on('release', (_error, client) => ears.delete(client));
  pool.on('remove', (client) => {
    clients.delete(client);
    ears.delete(client);
  });
  pool.on('connect', (client) => void clients.add(client));
  const ticking = setInterval(() => {
    for (const ear of ears.values()) {
      const silentMs = ear.tick();
      if (silentMs === suspicionMs) watch.suspect();
      if (silentMs === silenceMaxMs) ear.end();
    }
    room.tick(tickMs);
  }, tickMs).unref();

  return {
    async acquire() {
      if (watch.isAway) throw new Error(silent);
      const { givenUp, leave } = room.enter();
      const connecting = connect();
      try {
        return await Promise.race([connecting, whenAway.promise, givenUp]);
      } catch (error) {
        // Nobody waits for it any more.
        connecting.then((client) => client.release()).catch(() => undefined);
        throw error;
      } finally {
        leave();
      }
    },
    close() {
      clearInterval(ticking);
      watch.close();
      endAll();
    },
  };
}

/** Listens to one connection while it is in use. */
interface Ear {
  /** For how long nothing has passed. Counted in ticks: where this process stood still, the silence was its own. */
  tick(): number;
  /** Ends the connection. */
  end(): void;
}

function earOf(client: PoolClient): Ear {
  const socket = socketOf(client);
  let heard = socket?.bytesRead;
  let silentMs = 0;
  return {
    tick() {
      silentMs = heard === socket?.bytesRead ? silentMs + tickMs : 0;
      heard = socket?.bytesRead;
      return silentMs;
    },
    end: () => void socket?.destroy(new Error(silent)),
  };
}
