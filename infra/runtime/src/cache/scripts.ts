/**
 * Stores each value unless its key changed since it was read.
 *
 * KEYS: the keys. ARGV: for each key three values: the SHA-1 of what was read (empty for nothing), the lifetime in
 * milliseconds, the value. Answers how many were stored. A key that vanished meanwhile may be filled, because an
 * invalidation never deletes: it leaves a mark that outlives every read in flight.
 */
export const fillScript = `
local stored = 0
for i, key in ipairs(KEYS) do
  local seen, ttl, value = ARGV[i * 3 - 2], ARGV[i * 3 - 1], ARGV[i * 3]
  local current = redis.call('GET', key)
  if not current or redis.sha1hex(current) == seen then
    redis.call('SET', key, value, 'PX', ttl)
    stored = stored + 1
  end
end
return stored`;

/** Deletes a lock that is still ours. KEYS: the lock. ARGV: our token. */
export const releaseScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/** Extends a lock that is still ours. KEYS: the lock. ARGV: our token, milliseconds. */
export const extendScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0`;

/** Counts within a window that starts with the first count. KEYS: the counter. ARGV: milliseconds, how many to add. */
export const countScript = `
local count = redis.call('INCRBY', KEYS[1], ARGV[2])
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return {count, left}`;

/**
 * Keeps the highest number of a period, and forgets it when the period ends; a later period replaces an earlier one.
 * KEYS: where. ARGV: end of the period in milliseconds since 1970, the number, milliseconds until that end.
 */
export const keepHighestScript = `
local kept = redis.call('GET', KEYS[1])
local ends, number = tonumber(ARGV[1]), tonumber(ARGV[2])
if kept then
  local keptEnds, keptNumber = string.match(kept, '^(%d+) (%d+)$')
  if keptEnds and (tonumber(keptEnds) > ends or (tonumber(keptEnds) == ends and tonumber(keptNumber) >= number)) then
    return 0
  end
end
redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. ARGV[2], 'PX', ARGV[3])
return 1`;
