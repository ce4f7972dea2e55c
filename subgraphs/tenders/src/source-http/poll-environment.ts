import { list, loadConfig, onOff, type Environment } from '@hub/runtime/config';
import type { BulkPool } from '@hub/runtime/database';
import type { FieldCipher } from '@hub/runtime/encryption';
import type { RequestScope } from '@hub/runtime/service';
import type { Dispatcher } from 'undici';
import { z } from 'zod';
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

const budgetMs = 240_000;
const timeoutMs = 60_000;
const bodyBytesMax = 64 * 1024 * 1024;

/** Settings of polling. */
export interface PollSettings {
  readonly hostsAllowed: readonly string[];
  readonly isScheduled: boolean;
}

const fields = z.object({
  SOURCE_POLLING: onOff().default(false),
  SOURCE_HOSTS_ALLOWED: list('portal.internal').default([]),
});

/**
 * Settings of polling. `SOURCE_POLLING` is `on` or `off`, and off where it is absent: an installation calls portals only
 * when somebody has decided so. `SOURCE_HOSTS_ALLOWED` lists private hosts that may be called all the same.
 *
 * @throws ConfigError when SOURCE_POLLING is another word.
 */
export function pollSettingsFrom(env: Environment): PollSettings {
  const { SOURCE_POLLING: isScheduled, SOURCE_HOSTS_ALLOWED: hosts } = loadConfig(fields, env);
  return { isScheduled, hostsAllowed: hosts.map((host) => host.toLowerCase()) };
}

/** What polling needs, from its settings and the stores. */
export function pollEnvironment(options: {
  readonly settings: PollSettings;
  readonly bulk: () => BulkPool;
  readonly cipher: FieldCipher;
}): PollEnvironment {
  const { settings, bulk, cipher } = options;
  return {
    ...settings,
    bulk,
    cipher,
    budgetMs,
    timeoutMs,
    bodyBytesMax,
    dispatcher: guardedAgent(settings),
    clock: machineClock,
  };
}
