/**
 * Does something to each of some rows in the order of their ids, so that two who change the same rows wait for each other
 * and never in a circle. Answers in the order of the input.
 */
export async function inOrderOfIds<Sent extends { readonly id: string }, Result>(
  sent: readonly Sent[],
  change: (one: Sent) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<string, Result>();
  for (const one of sent.toSorted((left, right) => (left.id < right.id ? -1 : 1)))
    results.set(one.id, await change(one));
  return sent.flatMap(({ id }) => {
    const result = results.get(id);
    return result === undefined ? [] : [result];
  });
}
