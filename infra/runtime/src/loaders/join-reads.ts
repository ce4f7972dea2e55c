/** Reads values by key for one owner, together with everybody who reads the same at this moment. */
export type JoinedRead<Value> = (
  owner: string,
  keys: readonly string[],
  readMany: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
) => Promise<ReadonlyMap<string, Value>>;

/**
 * Lets requests that ask for the same values at the same moment share one read. Nothing is kept: an answer is as
 * old as the read that was in flight, and no older. The owner (a team, or `public`) is part of every key, so teams
 * never share. A failed read fails for all who joined it.
 *
 * For readers only: who has just written must read for themselves, because a read on its way may be older.
 */
export function createJoinedRead<Value>(): JoinedRead<Value> {
  const inFlight = new Map<string, Promise<Value | undefined>>();
  return async (owner, keys, readMany) => {
    const ownedKey = (key: string): string => `${owner}\n${key}`;
    const fresh = keys.filter((key) => !inFlight.has(ownedKey(key)));
    if (fresh.length > 0) {
      const read = readMany(fresh);
      for (const key of fresh) {
        const pending = read.then((found) => found.get(key)).finally(() => inFlight.delete(ownedKey(key)));
        pending.catch(() => undefined);
        inFlight.set(ownedKey(key), pending);
      }
    }
    const found = await Promise.all(keys.map(async (key) => [key, await inFlight.get(ownedKey(key))] as const));
    return new Map(found.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
  };
}
