import { readFileSync } from 'node:fs';
import { keyFactKinds, type KeyFactKind } from '@hub/insights/key-facts';

/** A fact that a tender states, by words that must be found in what is said of it. */
export interface GoldFact {
  readonly kind: KeyFactKind;
  readonly pattern: RegExp;
  /** Neither missed when absent nor wrong when present: people would differ. */
  readonly isOptional: boolean;
}

/** The bidders of `bidders.ts`. */
export type BidderKey = 'B' | 'T' | 'S';

/** What a person who read a tender says about it. */
export interface Label {
  readonly id: string;
  readonly language: string;
  /** Null for what is no invitation to bid. */
  readonly kind: 'WORKS' | 'GOODS' | 'SERVICES' | null;
  /** In whose line of business it is. */
  readonly bidders: ReadonlySet<BidderKey>;
  /** For whom people would differ. */
  readonly arguable: ReadonlySet<BidderKey>;
  /** The text says something useful that the title does not. */
  readonly isUseful: boolean;
  readonly facts: readonly GoldFact[];
}

const kinds = { W: 'WORKS', G: 'GOODS', S: 'SERVICES', '!': null } as const;

/** Labels by hand. No text of a publisher is in them: ids, kinds and patterns alone. */
export function readLabels(): readonly Label[] {
  return [
    ...linesOf('south-african.txt').map(([id = '', kind = '', bidders = '', useful = '', facts = '']) =>
      labelOf({ id, language: 'en', kind, bidders, useful, facts }),
    ),
    ...linesOf('other-publishers.txt').map(
      ([id = '', language = '', kind = '', bidders = '', useful = '', facts = '']) =>
        labelOf({ id, language, kind, bidders, useful, facts }),
    ),
  ];
}

function linesOf(file: string): string[][] {
  const content = readFileSync(new URL(file, import.meta.url), 'utf8');
  const lines = content.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  // A pattern may hold the stroke that parts columns: only as many are cut off as there are columns before it.
  const columns = file === 'south-african.txt' ? 4 : 5;
  return lines.map((line) => {
    const parts = line.split('|');
    return [...parts.slice(0, columns), parts.slice(columns).join('|')];
  });
}

type Cells = Record<'id' | 'language' | 'kind' | 'bidders' | 'useful' | 'facts', string>;

function labelOf({ id, language, kind, bidders, useful, facts }: Cells): Label {
  const letters = [...bidders].filter((letter) => letter !== '-');
  return {
    id,
    language,
    kind: kinds[kind as keyof typeof kinds],
    bidders: new Set(letters.filter((letter) => letter === letter.toUpperCase()) as BidderKey[]),
    arguable: new Set(
      letters.filter((letter) => letter !== letter.toUpperCase()).map((letter) => letter.toUpperCase()) as BidderKey[],
    ),
    isUseful: useful === 'y',
    facts: facts
      .split(';')
      .filter((fact) => fact !== '')
      .flatMap(factOf),
  };
}

const aliases: Readonly<Record<string, KeyFactKind>> = { goals: 'PREFERENCE' };

function factOf(text: string): GoldFact[] {
  const isOptional = text.startsWith('?');
  const [name = '', ...pattern] = text.slice(isOptional ? 1 : 0).split('=');
  const kind = aliases[name] ?? keyFactKinds.find((candidate) => candidate === name.toUpperCase());
  if (kind === undefined) throw new Error(`${name} is no kind of key fact.`);
  return [{ kind, pattern: new RegExp(pattern.join('='), 'iu'), isOptional }];
}
