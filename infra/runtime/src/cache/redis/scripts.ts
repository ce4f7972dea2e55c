/**
 * Stores a value if its key still holds what was read before. KEYS: the key. ARGV: the SHA-1 of what was read, the
 * lifetime in milliseconds, the value. A key that vanished meanwhile is not filled: what vanished may have been the
 * mark of an invalidation, put out to make room.
 */
export const fillScript = `
local current = redis.call('GET', KEYS[1])
if not current or redis.sha1hex(current) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[2])
return 1`;

/*
 * What must not be put out to make room (locks, counters) has no lifetime of Redis, because a volatile policy takes only
 * keys that have one. It lies in a hash, beside a sorted set of the moments at which its fields end. Each write removes
 * some fields that have ended. Both keys of a pair carry one hash tag, so they are in one slot of a cluster.
 */
const keptPrelude = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for _, ended in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, 20)) do
  redis.call('HDEL', KEYS[1], ended)
  redis.call('ZREM', KEYS[2], ended)
end
local field = ARGV[1]
local ends = tonumber(redis.call('ZSCORE', KEYS[2], field) or '0')
local kept = nil
if ends > now then kept = redis.call('HGET', KEYS[1], field) end
local function keep(value, until_ms)
  redis.call('HSET', KEYS[1], field, value)
  redis.call('ZADD', KEYS[2], until_ms, field)
end
local function forget()
  redis.call('HDEL', KEYS[1], field)
  redis.call('ZREM', KEYS[2], field)
end
`;

/** Takes a lock that nobody holds. ARGV: field, our token, milliseconds. */
export const acquireScript = `${keptPrelude}
if kept then return 0 end
keep(ARGV[2], now + ARGV[3])
return 1`;

/** Gives back a lock that is still ours. ARGV: field, our token. */
export const releaseScript = `${keptPrelude}
if kept ~= ARGV[2] then return 0 end
forget()
return 1`;

/** Extends a lock that is still ours. ARGV: field, our token, milliseconds. */
export const extendScript = `${keptPrelude}
if kept ~= ARGV[2] then return 0 end
keep(ARGV[2], now + ARGV[3])
return 1`;

/** Counts within a window that starts with the first count. ARGV: field, milliseconds, how many to add. */
export const countScript = `${keptPrelude}
local count = tonumber(kept or '0') or 0
if not kept then ends = now + ARGV[2] end
keep(count + ARGV[3], ends)
return {count + ARGV[3], ends - now}`;

/**
 * Keeps the highest number of a period, and forgets it when the period ends; a later period replaces an earlier one.
 * ARGV: field, end of the period in milliseconds since 1970, the number, milliseconds until that end.
 */
export const keepHighestScript = `${keptPrelude}
local last, number = tonumber(ARGV[2]), tonumber(ARGV[3])
if kept then
  local keptLast, keptNumber = string.match(kept, '^(%d+) (%d+)$')
  if keptLast and (tonumber(keptLast) > last or (tonumber(keptLast) == last and tonumber(keptNumber) >= number)) then
    return 0
  end
end
keep(ARGV[2] .. ' ' .. ARGV[3], now + ARGV[4])
return 1`;
