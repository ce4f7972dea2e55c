/** Does the work when it is first asked for, and gives everybody the same answer. */
export function once<Value>(work: () => Promise<Value>): () => Promise<Value> {
  let answer: Promise<Value> | null = null;
  return () => (answer ??= work());
}
