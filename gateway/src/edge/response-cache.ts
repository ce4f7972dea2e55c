import { createHash } from 'node:crypto';
import type { Actor } from '@hub/runtime/auth';
import { createMemoryCache, textBytes } from '@hub/runtime/memory';
import type { CachePolicy } from './request-context.js';

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
  readonly get: (key: string) => Promise<string | null>;
  readonly set: (key: string, value: string, ttlSeconds: number) => Promise<void>;
}

/** What makes two requests the same request. */
export interface CacheSubject {
  readonly actor: Actor;
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: unknown;
  readonly accept: string | undefined;
}

/** Keys of one request: its public answer and the answer of this member alone. */
export interface CacheKeys {
  readonly public: string;
  readonly private: string;
  readonly teamId: string | null;
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
/** For as long as the longest request, times the teams that write in it. */
const forgottenBytesMax = 4 * 1024 * 1024;

/** Makes an empty cache of at most `bytesMax`, bookkeeping included. */
export function createResponseCache({ bytesMax, shared, nowMs = Date.now }: ResponseCacheOptions): ResponseCache {
  const { put, look, dropTeam } = createEntries(bytesMax, nowMs);
  const forgottenAtMs = createMemoryCache<number>({
    name: 'forgotten teams',
    bytesMax: forgottenBytesMax,
    sizeOf: () => 8,
  });

  return {
    keysOf: (subject) => ({ ...makeKeys(subject), startedAtMs: nowMs() }),
    find: async (keys) => {
      const own = look(keys.private) ?? look(keys.public);
      if (own !== undefined || shared === undefined) return own;
      const answer = readShared(await shared.get(keys.public).catch(() => null));
      if (answer === undefined || answer.expiresAtMs <= nowMs()) return undefined;
      put(keys.public, { ...answer, teamId: null });
      return answer;
    },
    keep: (keys, { body, contentType, policy }) => {
      const seconds = policy.maxAgeSeconds ?? 0;
      if (seconds <= 0 || body.length > answerBytesMax) return;
      const isPublic = policy.scope === 'PUBLIC';
      // A query that began before the team's last mutation ended may have read what is no longer true.
      if (!isPublic && keys.teamId !== null && (forgottenAtMs.get(keys.teamId) ?? -1) >= keys.startedAtMs) return;
      const storedAtMs = nowMs();
      const answer = { body, contentType, scope: policy.scope, storedAtMs, expiresAtMs: storedAtMs + seconds * 1000 };
      put(isPublic ? keys.public : keys.private, { ...answer, teamId: isPublic ? null : keys.teamId });
      if (isPublic) void shared?.set(keys.public, JSON.stringify(answer), seconds).catch(() => undefined);
    },
    forgetTeam: (teamId) => {
      dropTeam(teamId);
      forgottenAtMs.set(teamId, nowMs());
    },
  };
}

interface Entries {
  readonly put: (key: string, entry: Entry) => void;
  /** Undefined when absent or at the end of its life. */
  readonly look: (key: string) => CachedAnswer | undefined;
  readonly dropTeam: (teamId: string) => void;
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
    dropTeam: (teamId) => {
      for (const key of [...(keysOfTeam.get(teamId) ?? [])]) entries.delete(key);
    },
  };
}

/**
 * A hit skips authorisation, so even a public answer is shared only among actors who may do exactly the same.
 */
function makeKeys({ actor, query, operationName, variables, accept }: CacheSubject): Omit<CacheKeys, 'startedAtMs'> {
  const request = JSON.stringify([query, operationName ?? null, variables ?? null, accept ?? null]);
  const hash = createHash('sha256').update(request).digest('base64url');
  const powers = powersOf(actor);
  if (actor.kind === 'anonymous' || actor.kind === 'system')
    return { public: `public:${powers}:${hash}`, private: `nobody:${hash}`, teamId: null };
  const member = actor.kind === 'user' ? actor.membershipId : actor.clientId;
  return {
    public: `public:${powers}:${hash}`,
    private: `${actor.teamId}:${member}:${powers}:${hash}`,
    teamId: actor.teamId,
  };
}

function powersOf(actor: Actor): string {
  switch (actor.kind) {
    case 'anonymous':
    case 'system':
      return actor.kind;
    case 'user':
      return `${actor.role}.${actor.plan}`;
    case 'partner':
      return `partner.${actor.plan}.${[...actor.permissions].toSorted().join('+')}`;
  }
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
