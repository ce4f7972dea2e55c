import { createStemLookup, type StemLookup } from './write/stem-lookup.repository.js';
import type { OrganisationIds } from './write/tender-rows.js';

/** What an import has learnt and need not ask the database again. */
export interface ImportMemory {
  /** Row ids of buyers by their key. */
  readonly buyers: Map<string, string>;
  /** Row ids of suppliers' records by `recordName`. */
  readonly suppliers: Map<string, string>;
  readonly stems: StemLookup;
}

export function createImportMemory(): ImportMemory {
  return { buyers: new Map(), suppliers: new Map(), stems: createStemLookup() };
}

// Of buyers and of suppliers' records each: more than most countries have buyers, in less than ten MiB.
const organisationsKeptMax = 50_000;

/** Keeps the ids of organisations whose rows are committed: those of a transaction that was rolled back do not exist. */
export function remember(
  memory: ImportMemory,
  { buyers, suppliers }: { buyers: OrganisationIds; suppliers: OrganisationIds },
): void {
  for (const [known, ids] of [
    [memory.buyers, buyers],
    [memory.suppliers, suppliers],
  ] as const) {
    if (known.size > organisationsKeptMax) known.clear();
    for (const [key, id] of ids) known.set(key, id);
  }
}
