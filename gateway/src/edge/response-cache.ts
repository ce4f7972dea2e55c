import { createHash } from 'node:crypto';
import type { Actor } from '@hub/runtime/auth';
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
const forgottenMax = 10_000;
/** No request runs longer than this, so an older mark can no longer matter. */
const forgottenForMs = 120_000;

/** Makes an empty cache of at most `bytesMax` (counted in UTF-16 units, so about half of the memory at worst). */
export function createResponseCache({ bytesMax, shared, nowMs = Date.now }: ResponseCacheOptions): ResponseCache {
  const entries = new Map<string, Entry>();
  const keysOfTeam = new Map<string, Set<string>>();
  const forgottenAtMs = new Map<string, number>();
  let bytes = 0;

  const drop = (key: string): void => {
    const entry = entries.get(key);
    if (entry === undefined) return;
    entries.delete(key);
    bytes -= entry.body.length;
    if (entry.teamId === null) return;
    const keys = keysOfTeam.get(entry.teamId);
    keys?.delete(key);
    if (keys?.size === 0) keysOfTeam.delete(entry.teamId);
  };

  const put = (key: string, entry: Entry): void => {
    drop(key);
    entries.set(key, entry);
    bytes += entry.body.length;
    if (entry.teamId !== null) {
      const keys = keysOfTeam.get(entry.teamId) ?? new Set();
      keysOfTeam.set(entry.teamId, keys.add(key));
    }
    for (const oldest of entries.keys()) {
      if (bytes <= bytesMax) break;
      drop(oldest);
    }
  };

  const look = (key: string): CachedAnswer | undefined => {
    const entry = entries.get(key);
    if (entry === undefined) return undefined;
    if (nowMs() < entry.expiresAtMs) return entry;
    drop(key);
    return undefined;
  };

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
      for (const key of [...(keysOfTeam.get(teamId) ?? [])]) drop(key);
      if (forgottenAtMs.size >= forgottenMax) prune(forgottenAtMs, nowMs() - forgottenForMs);
      forgottenAtMs.set(teamId, nowMs());
    },
  };
}

function prune(marks: Map<string, number>, beforeMs: number): void {
  for (const [teamId, atMs] of marks) if (atMs < beforeMs) marks.delete(teamId);
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
