import { createMemoryCache, textBytes } from '@hub/runtime/memory';
import { answerKeysOf, type AnswerKeys, type CacheSubject } from './answer-keys.js';
import { createForgottenAnswers } from './forgotten-answers.js';
import type { CachePolicy } from '../request-context.js';

/** A kept answer, ready to send. */
export interface CachedAnswer {
  readonly body: string;
  readonly contentType: string;
  readonly scope: CachePolicy['scope'];
  readonly storedAtMs: number;
  readonly expiresAtMs: number;
}

/** A second place for public answers, shared by gateways. It may vanish: a failure is a miss. */
export interface SharedAnswers {
  /** What is kept under a key; after a miss, `keep` stores an answer unless what it may have read has changed since. */
  readonly look: (key: string) => Promise<SharedLook>;
  /** Tells what may be old from now on, here or in another process (`isRemote`). */
  readonly onForgotten?: (listener: (what: 'everything' | { teamId: string }, isRemote: boolean) => void) => void;
}

/** What was found in the second place. */
export interface SharedLook {
  readonly text: string | null;
  readonly keep: (text: string, ttlSeconds: number) => void;
}

/** One request on its way: its keys, and where a public answer to it would be shared. */
export interface CacheKeys extends AnswerKeys {
  readonly startedAtMs: number;
}

export interface ResponseCacheOptions {
  readonly bytesMax: number;
  readonly shared?: SharedAnswers | undefined;
  readonly nowMs?: () => number;
}

/** Keeps whole answers. Tenant answers are kept for one member of one team and only in this process. */
export interface ResponseCache {
  readonly keysOf: (subject: CacheSubject) => CacheKeys;
  readonly find: (keys: CacheKeys) => Promise<CachedAnswer | undefined>;
  readonly keep: (
    keys: CacheKeys,
    answer: { body: string; contentType: string; policy: Readonly<CachePolicy> },
  ) => void;
  /** Called after a mutation of the team: nobody in it may read what was true before. */
  readonly forgetTeam: (teamId: string) => void;
}

interface Entry extends CachedAnswer {
  readonly teamId: string | null;
}

const answerBytesMax = 512 * 1024;

/** Makes an empty cache of at most `bytesMax`, bookkeeping included. */
export function createResponseCache({ bytesMax, shared, nowMs = Date.now }: ResponseCacheOptions): ResponseCache {
  const { put, look, dropTeam, dropAll } = createEntries(bytesMax, nowMs);
  const forgotten = createForgottenAnswers(nowMs);
  const looks = new WeakMap<CacheKeys, SharedLook>();
  const forget = (teamId: string | null, isRemote: boolean): void => {
    if (teamId === null) dropAll();
    else dropTeam(teamId);
    forgotten.note(teamId, isRemote);
  };
  shared?.onForgotten?.((what, isRemote) => forget(what === 'everything' ? null : what.teamId, isRemote));

  return {
    keysOf: (subject) => ({ ...answerKeysOf(subject), startedAtMs: nowMs() }),
    find: async (keys) => {
      const own = look(keys.private) ?? look(keys.public);
      if (own !== undefined || shared === undefined) return own;
      const found = await shared.look(keys.public).catch(() => null);
      if (found !== null) looks.set(keys, found);
      const answer = readShared(found?.text ?? null);
      if (answer === undefined || answer.expiresAtMs <= nowMs()) return undefined;
      // What was read from there may have been changed while it was on its way.
      if (!forgotten.isTooLate(null, keys.startedAtMs)) put(keys.public, { ...answer, teamId: null });
      return answer;
    },
    keep: (keys, { body, contentType, policy }) => {
      const seconds = policy.maxAgeSeconds ?? 0;
      if (seconds <= 0 || body.length > answerBytesMax) return;
      const isPublic = policy.scope === 'PUBLIC';
      // A query that began before the last change was known may have read what is no longer true.
      if (forgotten.isTooLate(isPublic ? null : keys.teamId, keys.startedAtMs)) return;
      const storedAtMs = nowMs();
      const answer = { body, contentType, scope: policy.scope, storedAtMs, expiresAtMs: storedAtMs + seconds * 1000 };
      put(isPublic ? keys.public : keys.private, { ...answer, teamId: isPublic ? null : keys.teamId });
      if (isPublic) looks.get(keys)?.keep(JSON.stringify(answer), seconds);
    },
    forgetTeam: (teamId) => forget(teamId, false),
  };
}

interface Entries {
  readonly put: (key: string, entry: Entry) => void;
  /** Undefined when absent or at the end of its life. */
  readonly look: (key: string) => CachedAnswer | undefined;
  readonly dropTeam: (teamId: string) => void;
  readonly dropAll: () => void;
}

/** Answers by key, and which of them are a team's. */
function createEntries(bytesMax: number, nowMs: () => number): Entries {
  const keysOfTeam = new Map<string, Set<string>>();
  const entries = createMemoryCache<Entry>({
    name: 'answers',
    bytesMax,
    // The key stands a second time in the list of its team.
    sizeOf: ({ body, contentType }, key) => textBytes(body) + textBytes(contentType) + textBytes(key),
    onRemoved: ({ teamId }, key) => {
      if (teamId === null) return;
      const keys = keysOfTeam.get(teamId);
      keys?.delete(key);
      if (keys?.size === 0) keysOfTeam.delete(teamId);
    },
  });
  return {
    put: (key, entry) => {
      entries.set(key, entry);
      if (entry.teamId === null || !entries.has(key)) return;
      keysOfTeam.set(entry.teamId, (keysOfTeam.get(entry.teamId) ?? new Set<string>()).add(key));
    },
    look: (key) => {
      const entry = entries.get(key);
      if (entry === undefined || nowMs() < entry.expiresAtMs) return entry;
      entries.delete(key);
      return undefined;
    },
    dropAll: () => entries.clear(),
    dropTeam: (teamId) => {
      for (const key of [...(keysOfTeam.get(teamId) ?? [])]) entries.delete(key);
    },
  };
}

function readShared(text: string | null): CachedAnswer | undefined {
  if (text === null) return undefined;
  try {
    const { body, contentType, scope, storedAtMs, expiresAtMs } = JSON.parse(text);
    const isWhole = typeof body === 'string' && typeof contentType === 'string' && scope === 'PUBLIC';
    return isWhole && Number.isFinite(storedAtMs) && Number.isFinite(expiresAtMs)
      ? { body, contentType, scope, storedAtMs, expiresAtMs }
      : undefined;
  } catch {
    return undefined;
  }
}
