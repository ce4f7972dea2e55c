import type { ChainableCommander, Redis } from 'ioredis';

/**
 * Sends commands in one round trip and answers their replies in order. Each is about one key: keys of one read lie in
 * different slots, and a cluster refuses a command that names two of them.
 *
 * @throws the first error among the replies.
 */
export async function inOneTrip(redis: Redis, add: (pipeline: ChainableCommander) => void): Promise<unknown[]> {
  const pipeline = redis.pipeline();
  add(pipeline);
  if (pipeline.length === 0) return [];
  const results = (await pipeline.exec()) ?? [];
  return results.map(([error, reply]) => {
    if (error !== null) throw error;
    return reply;
  });
}

/** Replies that are texts; null for anything else. */
export function textsOf(replies: readonly unknown[]): (string | null)[] {
  return replies.map((reply) => (typeof reply === 'string' ? reply : null));
}
