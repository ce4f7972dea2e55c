import { keyFactKinds, type KeyFact } from '../../key-facts/index.js';

/** A key fact as clients get it: stated, or named as not stated. */
export interface KeyFactNow extends Omit<KeyFact, 'line'> {
  readonly isStated: boolean;
  readonly text: string | null;
}

const unstated = { isStated: false, text: null, codes: [], number: null, at: null, isCompulsory: null, span: null };

/** A fact that is stated. */
export function statedFact({ line, ...fact }: KeyFact): KeyFactNow {
  return { ...fact, isStated: true, text: line };
}

/** All that is stated, in the order of kinds, and one entry for each kind that is not. */
export function factsOfEachKind(facts: readonly KeyFact[]): KeyFactNow[] {
  return keyFactKinds.flatMap((kind): KeyFactNow[] => {
    const stated = facts.filter((fact) => fact.kind === kind);
    return stated.length === 0 ? [{ kind, ...unstated }] : stated.map(statedFact);
  });
}
