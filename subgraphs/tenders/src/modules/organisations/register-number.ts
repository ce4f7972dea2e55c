import type { RegisterNumber } from '../../ocds/index.js';

/** A number of a register as the API shows it. */
export function identifierOf({ scheme, id }: RegisterNumber): { scheme: string; number: string } {
  return { scheme, number: id };
}
