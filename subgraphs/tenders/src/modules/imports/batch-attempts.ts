import type { ImportMemory } from './import-memory.js';

const attemptsMax = 5;
// Deadlock, serialisation failure, lock timeout: another import was faster, and trying again helps.
const missingReference = '23503';
const passingCodes = new Set(['40P01', '40001', '55P03', missingReference]);

/** Does the work again when another import was in its way; anything else that fails, fails. */
export async function patiently<Value>(memory: ImportMemory, work: () => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const code = codeOf(error);
      if (!passingCodes.has(code) || attempt >= attemptsMax) throw error;
      // Another import has removed a supplier's record that this one remembers.
      if (code === missingReference) memory.suppliers.clear();
    }
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** True for errors that speak of the data: bad values, broken constraints, limits of a type. */
export function isRefusal(error: unknown): boolean {
  return /^(?:22|23|54)/u.test(codeOf(error));
}
