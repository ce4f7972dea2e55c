import { z } from 'zod';
import type { Answer } from './client.js';

/**
 * What a client was told: `made` it is there, `refused` nothing was changed, `unknown` either. An answer that never came
 * leaves it unknown as well.
 */
export type Told = 'made' | 'refused' | 'unknown';

/** The tables whose rows are compared with the ledger. */
export const ledgerKinds = ['entry', 'savedSearch', 'savedSearchRemoval', 'export'] as const;
export type LedgerKind = (typeof ledgerKinds)[number];

/** One write, known in the database by a mark that no other write has. */
export interface Write {
  readonly kind: LedgerKind;
  readonly mark: string;
  readonly atMs: number;
  readonly told: Told;
  /** Why it was not made. */
  readonly code: string | null;
  /** Whether the answer left open what became of it, so that the client had to look. */
  readonly wasUnknown: boolean;
}

/** A promise that the product broke, in words. */
export interface Breach {
  readonly kind: 'lost' | 'ghost' | 'doubled' | 'session';
  readonly atMs: number;
  readonly text: string;
}

/** What clients were told, and what they caught by themselves. */
export interface Ledger {
  readonly writes: readonly Write[];
  readonly breaches: readonly Breach[];
  add(write: Write): void;
  breach(breach: Breach): void;
}

/** An empty ledger. */
export function createLedger(): Ledger {
  const writes: Write[] = [];
  const breaches: Breach[] = [];
  return { writes, breaches, add: (write) => writes.push(write), breach: (breach) => breaches.push(breach) };
}

/** The one member of a result union, with its name. */
const member = z.looseObject({ __typename: z.string() });
export type Member = z.output<typeof member>;

/** What a mutation came to. */
export interface Result {
  readonly told: Told;
  readonly code: string | null;
  /** The member of the union; null when the mutation failed as a whole. */
  readonly member: Member | null;
}

/** Codes of answers that leave open what became of a write; every other answer is binding. */
const openCodes = new Set(['OUTCOME_UNKNOWN', 'RESULT_UNAVAILABLE']);

/** Reads the answer to a mutation with one field. */
export function resultOf({ status, data, codes }: Answer, field: string): Result {
  const parsed = member.safeParse(data?.[field]);
  if (parsed.success) {
    const { __typename: name } = parsed.data;
    const isMade = name.endsWith('Success');
    return { told: isMade ? 'made' : 'refused', code: isMade ? null : name, member: parsed.data };
  }
  if (status === null) return { told: 'unknown', code: 'NO_ANSWER', member: null };
  const open = codes.find((code) => openCodes.has(code));
  if (open !== undefined) return { told: 'unknown', code: open, member: null };
  return { told: 'refused', code: codes[0] ?? 'NO_CODE', member: null };
}
