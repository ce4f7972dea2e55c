import type { BulkPool } from '@hub/runtime/database';
import type { FieldCipher } from '@hub/runtime/encryption';
import type { RequestScope } from '@hub/runtime/service';
import type { Dispatcher } from 'undici';
import { guardedAgent } from './address-guard.js';
import { machineClock, type Clock } from './clock.js';

/** What polling needs beside the scope of its job. */
export interface PollEnvironment {
  /** Connections for the importer. */
  readonly bulk: () => BulkPool;
  readonly cipher: FieldCipher;
  readonly dispatcher: Dispatcher;
  /** Waiting and spreading; the time itself is the scope's. */
  readonly clock: Pick<Clock, 'sleep' | 'random'>;
  /** Private hosts that may be called all the same. */
  readonly hostsAllowed: readonly string[];
  /** True when the schedule is to be followed. Polling on request works either way. */
  readonly isScheduled: boolean;
  /** Time after which a poll stops at the end of a page and queues itself again, so that it never holds a worker for long. */
  readonly budgetMs: number;
  readonly timeoutMs: number;
  readonly bodyBytesMax: number;
}

/** The part of a job's scope that polling uses. */
export type PollScope = Pick<RequestScope, 'actor' | 'database' | 'now' | 'logger'>;

/** A poll that has not moved for so long is dead, and another process may take over. */
export const leaseMs = 900_000;

const budgetMs = 240_000;
const timeoutMs = 60_000;
const bodyBytesMax = 64 * 1024 * 1024;

/** Private hosts that may be called all the same. */
export function hostsAllowedFrom(env: Readonly<Record<string, string | undefined>>): string[] {
  return (env['SOURCE_HOSTS_ALLOWED'] ?? '')
    .split(',')
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== '');
}

/**
 * What polling needs, from the settings of the process. `SOURCE_HOSTS_ALLOWED` lists private hosts that may be called;
 * `SOURCE_POLLING` is `on` or `off`, and off where it is absent in development: a checkout that is tried out should not
 * call portals by itself.
 */
export function pollEnvironmentFrom(options: {
  env: Readonly<Record<string, string | undefined>>;
  bulk: () => BulkPool;
  cipher: FieldCipher;
}): PollEnvironment {
  const { env, bulk, cipher } = options;
  const hostsAllowed = hostsAllowedFrom(env);
  const polling = env['SOURCE_POLLING'] ?? (env['HUB_ENVIRONMENT'] === 'development' ? 'off' : 'on');
  return {
    bulk,
    cipher,
    hostsAllowed,
    budgetMs,
    timeoutMs,
    bodyBytesMax,
    dispatcher: guardedAgent({ hostsAllowed }),
    clock: machineClock,
    isScheduled: polling === 'on',
  };
}
