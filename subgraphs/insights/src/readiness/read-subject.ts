import { kindOf, type ContractKind } from './contract-kind.js';
import { sectorsNamed, type Sector } from './sectors.js';
import { settled } from './settle-sectors.js';
import { phraseOf } from './subject-phrase.js';
import type { SubjectSource } from './subject-source.js';

/** What a tender is about, as far as sectors go. */
export interface Subject {
  /** Null where neither words nor fields tell. */
  readonly kind: ContractKind | null;
  /** The words that name what is bought: without greetings of the trade, addresses, names and side clauses. */
  readonly phrase: string;
  readonly sectors: readonly Sector[];
  /** The words name no sector that is known: those above are of the publisher's category. */
  readonly isByField: boolean;
}

/** Reads what a tender is about: its own words first, its fields where the words tell nothing. */
export function readSubject(source: SubjectSource): Subject {
  const phrase = phraseOf(source);
  const kind = kindOf(source, phrase);
  const named = namedIn(phrase);
  const inFields = [source.category, ...source.itemNames.slice(0, 5)].flatMap((text) =>
    text === null || vagueCategory.test(text)
      ? []
      : sectorsNamed(text.replace(/\(.*\)/u, '')).map(({ sector }) => sector),
  );
  const isByField = named.length === 0;
  const sectors = settled(isByField ? [...new Set(inFields)] : named, kind, phrase);
  // Whoever asks for a grade of the CIDB has works done.
  const isGraded = source.asksForGrade && !sectors.some((sector) => contracting.has(sector));
  return { kind, phrase, sectors: isGraded ? ['construction', ...sectors] : sectors, isByField };
}

const contracting: ReadonlySet<Sector> = new Set(['construction', 'electrical', 'mechanical']);
const mendedAlso: ReadonlySet<Sector> = new Set(['vehicles', 'mechanical', 'electrical', 'technology']);

/** Machines and systems are refurbished and upgraded like buildings: then the thing tells, not the verb. */
function namedIn(phrase: string): readonly Sector[] {
  const named = sectorsNamed(phrase);
  const isOther = named.some(({ sector }) => mendedAlso.has(sector));
  return named
    .filter(
      ({ sector, word }) => !(isOther && sector === 'construction' && /^(?:refurbish|rehabilit|upgrad)/iu.test(word)),
    )
    .map(({ sector }) => sector);
}

const vagueCategory =
  /^(?:services?|supplies|other|municipal)\s*:?\s*(?:general|professional|functional.*|service activities.*|professional, scientific.*)?$|other service|administrative and support|professional, scientific|other professional|^rental and leasing|wholesale and retail|architectural and engineering/iu;
