import type { RedisLink } from '../redis/redis-link.js';

// One hash tag: one slot of a cluster. Neither has a lifetime of Redis, which takes only keys that have one to make room.
const lastKey = '{activity}:last';
const unwrittenKey = '{activity}:unwritten';

/** A session is over after this, whatever was done in it. */
const keptMs = 31 * 86_400_000;
/** Most entries that one note removes of those that nobody needs any more. */
const removedAtOnce = 100;

/** When a session was last used. */
export interface LastUse {
  readonly sessionId: string;
  readonly atMs: number;
}

/** When sessions were last used. All of it is lost with Redis, and nothing waits for it. */
export interface Activity {
  /**
   * Notes that a session is used, unless it was left alone for longer than the limit: it then stays as it was. A session that
   * nothing is known of is used for the first time. Null when Redis is away. Never throws.
   */
  note(use: LastUse & { readonly idleLimitMs: number | null }): Promise<'USED' | 'IDLE' | null>;
  /** When a session was last used; null when nothing is known, or Redis is away. Never throws. */
  lastUse(sessionId: string): Promise<number | null>;
  /** Uses that were not written back yet, the oldest first; none when Redis is away. Never throws. */
  unwritten(max: number): Promise<readonly LastUse[]>;
  /** Takes note of what was written back. What was used again meanwhile waits on. Never throws. */
  written(uses: readonly LastUse[]): Promise<void>;
}

/** What does not hold without Redis, a sentence each; none while it is there. */
export function activityNotices({ state }: { readonly state: string }): readonly string[] {
  return state === 'closed'
    ? []
    : ['Redis is away: idle limits of sessions do not hold, and sessions last until their own end.'];
}

/** KEYS: last uses, and those not written back. ARGV: session, now, longest pause or 0, what is older than this goes, how many at most. */
const noteScript = `
for _, ended in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[4], 'LIMIT', 0, ARGV[5])) do
  redis.call('ZREM', KEYS[1], ended)
  redis.call('ZREM', KEYS[2], ended)
end
local last = redis.call('ZSCORE', KEYS[1], ARGV[1])
local limit = tonumber(ARGV[3])
if last and limit > 0 and tonumber(ARGV[2]) - tonumber(last) > limit then return 0 end
if not last or tonumber(last) < tonumber(ARGV[2]) then
  redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
  redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
end
return 1`;

/** KEYS: those not written back. ARGV: session and moment, as often as there are some. */
const writtenScript = `
for place = 1, #ARGV, 2 do
  local last = redis.call('ZSCORE', KEYS[1], ARGV[place])
  if last and tonumber(last) <= tonumber(ARGV[place + 1]) then redis.call('ZREM', KEYS[1], ARGV[place]) end
end
return 1`;

/** Keeps last uses in Redis, or nothing without one. */
export function createActivity(link: RedisLink | null): Activity {
  return {
    async note({ sessionId, atMs, idleLimitMs }) {
      const rest = [sessionId, atMs, idleLimitMs ?? 0, atMs - keptMs, removedAtOnce];
      const reply = await link?.attempt('note activity', (redis) =>
        redis.eval(noteScript, 2, lastKey, unwrittenKey, ...rest),
      );
      if (reply !== 0 && reply !== 1) return null;
      return reply === 1 ? 'USED' : 'IDLE';
    },
    async lastUse(sessionId) {
      const score = await link?.attempt('last use', (redis) => redis.zscore(lastKey, sessionId));
      return typeof score === 'string' ? Number(score) : null;
    },
    async unwritten(max) {
      const flat = await link?.attempt('unwritten activity', (redis) =>
        redis.zrangebyscore(unwrittenKey, '-inf', '+inf', 'WITHSCORES', 'LIMIT', 0, max),
      );
      return usesOf(flat ?? []);
    },
    async written(uses) {
      if (uses.length === 0) return;
      const rest = uses.flatMap(({ sessionId, atMs }) => [sessionId, atMs]);
      await link?.attempt('written activity', (redis) => redis.eval(writtenScript, 1, unwrittenKey, ...rest));
    },
  };
}

function usesOf(flat: readonly string[]): LastUse[] {
  return flat.flatMap((sessionId, place) => (place % 2 === 0 ? [{ sessionId, atMs: Number(flat[place + 1]) }] : []));
}
