/** The row that a message of several statements answers with, where one of them answers with one. */
export function rowIn(answers: unknown): unknown {
  const results: unknown[] = Array.isArray(answers) ? answers : [answers];
  return results.flatMap((result) => rowsOf(result))[0];
}

function rowsOf(result: unknown): unknown[] {
  const rows: unknown = typeof result === 'object' && result !== null ? Reflect.get(result, 'rows') : undefined;
  return Array.isArray(rows) ? rows : [];
}
