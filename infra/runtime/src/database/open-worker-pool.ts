import pg from 'pg';
import { ownRoleOnly } from './checks/own-role.js';
import { outliveConnections } from './connections/broken-connections.js';
import { lifetimeSecondsMax } from './connections/lifetime.js';

/** A pool of svc_worker for one part of the worker. */
export interface WorkerPoolOptions {
  /** Database URL of svc_worker. */
  readonly url: string;
  /** The part, as the server lists it: `hub:svc_worker:heart`. */
  readonly part: 'events' | 'heart' | 'queue' | 'stale-tags';
  readonly answerMaxMs: number;
  /** Default 1. */
  readonly max?: number;
  /** Settings of its sessions: `-c name=value`. */
  readonly sessionOptions?: string;
  readonly onLost?: (error: Error) => void;
}

/** Opens it without waiting for a connection. Each connection is refused unless it is of svc_worker. */
export function openWorkerPool({
  url,
  part,
  answerMaxMs,
  max = 1,
  sessionOptions,
  onLost,
}: WorkerPoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 2_000,
    maxLifetimeSeconds: lifetimeSecondsMax,
    // A connection whose other end is gone without a word would be waited for for ever.
    keepAlive: true,
    verify: ownRoleOnly('svc_worker'),
    query_timeout: answerMaxMs,
    application_name: `hub:svc_worker:${part}`,
    ...(sessionOptions !== undefined && { options: sessionOptions }),
  });
  outliveConnections(pool, onLost);
  return pool;
}
