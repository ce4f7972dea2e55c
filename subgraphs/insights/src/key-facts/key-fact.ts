import { z } from 'zod';

/** What a key fact is about, in the order in which bidders ask. */
export const keyFactKinds = [
  'CLOSING',
  'BRIEFING',
  'PLACE',
  'PERIOD',
  'QUANTITY',
  'VALUE',
  'CIDB',
  'BBBEE',
  'REGISTRATION',
  'EXPERIENCE',
  'FUNCTIONALITY',
  'PREFERENCE',
  'DOCUMENTS',
  'VALIDITY',
  'FEE',
  'SUBMISSION',
  'CONTACT_OFFICE',
] as const;

export type KeyFactKind = (typeof keyFactKinds)[number];

/** Words of a published text: that field's `slice(start, end)` is `text`. */
export const factSpan = z.object({
  field: z.enum(['TITLE', 'DESCRIPTION', 'SPECIAL_CONDITIONS']),
  start: z.int().min(0),
  end: z.int().min(0),
  text: z.string().max(500),
});

export type FactSpan = z.output<typeof factSpan>;

/** One fact that the tender states. */
export const keyFact = z.object({
  kind: z.enum(keyFactKinds),
  /** One short line for people. */
  line: z.string().min(1).max(200),
  /** What machines compare: `P36M`, `7CE`, `PSIRA`, `80/20`, `SBD 4`, `EMAIL`. */
  codes: z.array(z.string().max(60)).max(20),
  /** The number it comes to: months, points, days, an amount. */
  number: z.number().nullable(),
  at: z.date().nullable(),
  /** Of a briefing: whether it must be attended; null for all else. */
  isCompulsory: z.boolean().nullable(),
  /** Null where a field of the publisher says it. */
  span: factSpan.nullable(),
});

export type KeyFact = z.output<typeof keyFact>;

/** What key facts are read from. */
export interface KeyFactSource {
  readonly title: string;
  readonly description: string | null;
  readonly specialConditions: string | null;
  readonly closingAt: Date | null;
  /** Zone of the buyer: an IANA name, or an offset such as +02:00; null means UTC. */
  readonly timeZone: string | null;
  readonly valueAmount: string | null;
  readonly valueCurrency: string | null;
  readonly province: string | null;
  readonly deliveryLocation: string | null;
  readonly buyerName: string | null;
  readonly briefings: readonly {
    readonly heldAt: Date | null;
    readonly isCompulsory: boolean;
    readonly venue: string | null;
  }[];
  /** What the tenders subgraph has read and stored. */
  readonly cidb: StatedCidb | null;
  readonly bbbee: StatedBbbee | null;
  readonly preference: StatedPreference | null;
  readonly briefing: StatedBriefing | null;
}

interface StatedText {
  readonly field: FactSpan['field'];
  readonly text: string;
  readonly start?: number;
  readonly end?: number;
}

interface StatedCidb {
  readonly designations: readonly {
    readonly grade: number | null;
    readonly classOfWorks: string | null;
    readonly isPotentiallyEmerging: boolean;
    readonly span: StatedText;
  }[];
  readonly notApplicable: readonly StatedText[];
}

/** B-BBEE levels that a bidder must hold, and mentions of small enterprises. */
export interface StatedBbbee {
  readonly levels: readonly { readonly best: number; readonly worst: number; readonly span: StatedText }[];
  readonly enterprises: readonly {
    readonly kind: 'EME' | 'QSE';
    readonly isCondition: boolean;
    readonly span: StatedText;
  }[];
}

export interface StatedPreference {
  readonly systems: readonly { readonly system: '80/20' | '90/10'; readonly span: StatedText }[];
  readonly goals: readonly { readonly goal: string; readonly points: number | null; readonly span: StatedText }[];
}

export interface StatedBriefing {
  readonly isCompulsory: boolean;
  readonly span: StatedText;
}

/** A fact with what most facts leave empty. */
export function factOf(kind: KeyFactKind, line: string, rest: Partial<Omit<KeyFact, 'kind' | 'line'>> = {}): KeyFact {
  return { kind, line: shortLine(line), codes: [], number: null, at: null, isCompulsory: null, span: null, ...rest };
}

const lineLengthMax = 200;

/** On one line, cut between words where it is too long. */
export function shortLine(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ').trim();
  if (line.length <= lineLengthMax) return line;
  return `${line
    .slice(0, lineLengthMax - 1)
    .replace(/\s\S*$/u, '')
    .replace(/[\s,;:–-]+$/u, '')}…`;
}
