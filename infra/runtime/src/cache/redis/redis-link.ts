import { Redis, ReplyError } from 'ioredis';
import { CircuitOpenError, createCircuit, type CircuitState } from '../../circuit/circuit.js';
import { withDeadline } from '../../circuit/deadline.js';
import { withStoreSpan, type Logger, type StoreWatch } from '../../telemetry/telemetry.js';
import { connectionOptions, withinAttempt } from './redis-connection.js';

/** How to reach Redis. */
export interface RedisLinkOptions {
  readonly url: string;
  readonly logger: Logger;
  /** Longest wait for one answer. */
  readonly commandTimeoutMs: number;
  readonly onState: (state: CircuitState) => void;
  /** Says once that Redis is away, and once that it is back. */
  readonly watch: StoreWatch;
  /** Runs on a reconnected client before others may use it again. */
  readonly beforeClose: (redis: Redis) => Promise<void>;
}

/** A Redis connection that is either quick or absent. */
export interface RedisLink {
  readonly state: CircuitState;
  /** Runs commands; null when Redis is away or fails. Never throws. */
  attempt<T>(what: string, commands: (redis: Redis) => Promise<T>): Promise<T | null>;
  /** Settles when the first attempt to connect has ended, well or not. */
  readonly attempted: Promise<void>;
  /** Rejects when Redis does not answer now. For health only. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Fruitless probes after which the socket itself is suspected: a black hole never closes it. */
const reconnectAfterProbes = 4;

const lastResortFactor = 10;

/** Work that had to wait may take many commands: all keys may have to go. */
const beforeCloseFactor = 50;

const unfitReply = /^(?:NOAUTH|WRONGPASS|NOPERM|LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|MISCONF|BUSY)\b/u;

/** A refused write (memory full, wrong type) is no outage: reads still work. */
function isOutage(error: unknown): boolean {
  return !(error instanceof ReplyError) || (error instanceof Error && unfitReply.test(error.message));
}

const tooLate = (): Error => new Error('Redis did not answer in time.');

/**
 * Opens a link. Does not wait for the connection and never throws: an unreachable server is a state, not an error. Long
 * because the client, its probe and its circuit each need the other two.
 */
export function openRedisLink(options: RedisLinkOptions): RedisLink {
  const { url, logger, commandTimeoutMs, onState, watch, beforeClose } = options;
  const redis = new Redis(url, {
    ...connectionOptions,
    autoResendUnfulfilledCommands: false,
    // The library's clock runs on while this process stands still, so it is for its own questions alone: a connection
    // that was accepted and is never greeted has to be given up.
    commandTimeout: lastResortFactor * commandTimeoutMs,
  });
  const inTime = <T>(commands: () => Promise<T>): Promise<T> => withDeadline(commandTimeoutMs, commands, tooLate);
  const ping = (): Promise<unknown> => inTime(() => redis.ping());
  let fruitless = 0;
  const probe = async (): Promise<void> => {
    try {
      await ping();
      fruitless = 0;
    } catch (error) {
      fruitless += 1;
      if (fruitless % reconnectAfterProbes === 0 && redis.status === 'ready') redis.disconnect(true);
      throw error;
    }
  };
  const circuit = createCircuit({
    probe,
    initialState: 'open',
    isOutage,
    beforeClose: () => withDeadline(beforeCloseFactor * commandTimeoutMs, () => beforeClose(redis), tooLate),
    onState,
    watch,
  });
  // Without a listener an unreachable server would end the process; the circuit already tells the story.
  redis.on('error', (error: Error) =>
    logger.debug({ event: 'cache_connection', reason: error.name }, 'Redis connection error.'),
  );
  redis.on('ready', () => void circuit.probeNow());
  redis.on('close', () => circuit.trip());
  const connected = redis.connect().then(
    () => circuit.probeNow(),
    () => undefined,
  );
  const attempted = withinAttempt(connected);

  return {
    get state() {
      return circuit.state;
    },
    attempted,
    async attempt(what, commands) {
      try {
        return await circuit.run(() =>
          withStoreSpan({ system: 'redis', operation: what }, () => inTime(() => commands(redis))),
        );
      } catch (error) {
        if (!(error instanceof CircuitOpenError)) {
          logger.debug(
            { event: 'cache_failure', what, reason: error instanceof Error ? error.name : 'unknown' },
            'Redis did not serve.',
          );
        }
        return null;
      }
    },
    async ping() {
      await ping();
    },
    async close() {
      circuit.stop();
      redis.disconnect();
    },
  };
}
