/** Reads values by key for one owner, together with everybody who reads the same at this moment. */
export type JoinedRead<Value> = (
  owner: string,
  keys: readonly string[],
  readMany: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
) => Promise<ReadonlyMap<string, Value>>;

/**
 * Lets requests that ask for the same values at the same moment share one read. Nothing is kept: an answer is
 * never older than the question that was on its way. The owner (a team, or `public`) is part of every key, so teams
 * never share. A failed read fails for all who joined it.
 *
 * For readers only: who has just written must read for themselves, because a read on its way may be older.
 */
export function createJoinedRead<Value>(): JoinedRead<Value> {
  const flights = new Map<string, Promise<Value | undefined>>();
  return async (owner, keys, readMany) => {
    const flightKey = (key: string): string => `${owner}\n${key}`;
    const fresh = keys.filter((key) => !flights.has(flightKey(key)));
    if (fresh.length > 0) {
      const read = readMany(fresh);
      for (const key of fresh) {
        const flight = read.then((found) => found.get(key)).finally(() => flights.delete(flightKey(key)));
        flight.catch(() => undefined);
        flights.set(flightKey(key), flight);
      }
    }
    const found = await Promise.all(keys.map(async (key) => [key, await flights.get(flightKey(key))] as const));
    return new Map(found.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])));
  };
}
