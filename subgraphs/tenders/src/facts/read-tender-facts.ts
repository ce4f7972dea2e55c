import { factTextOf, type FactSpan, type TenderTexts } from './fact-text.js';
import { readBbbee } from './read-bbbee.js';
import { readBriefing } from './read-briefing.js';
import { readCidb } from './cidb/read-cidb.js';
import { readPreference } from './read-preference.js';
import type { BbbeeFacts, BriefingFact, CidbFacts, PreferenceFacts, TenderFacts } from './tender-facts.js';
import type { TextSpan } from './text-span.js';

/**
 * Raise it when a reader comes to read another thing in some text or release: tenders read by older versions are read
 * again. 2: the address of the notice.
 */
export const readerVersion = 2;

// No tender says so much; a text that was made to would fill the row.
const listMax = 50;

/** What facts are read from. */
export interface ReadableTender extends TenderTexts {
  /** The publisher states briefings in fields of their own, so none is read out of text. */
  readonly hasBriefings: boolean;
}

type Locate = (span: TextSpan) => FactSpan;

/** Reads what the free text of a tender says, each fact with the field and the words it came from. */
export function readTenderFacts(tender: ReadableTender): TenderFacts {
  const { text, locate } = factTextOf(tender);
  return {
    cidb: cidbIn(text, locate),
    bbbee: bbbeeIn(text, locate),
    preference: preferenceIn(text, locate),
    briefing: tender.hasBriefings ? null : briefingIn(text, locate),
  };
}

function cidbIn(text: string, locate: Locate): CidbFacts | null {
  const { designations, notApplicable, mention, emerging } = readCidb(text);
  if (designations.length + notApplicable.length === 0 && mention === null) return null;
  return {
    designations: designations.slice(0, listMax).map(({ orHigher, span, ...designation }) => ({
      ...designation,
      isOrHigher: orHigher,
      span: locate(span),
    })),
    notApplicable: notApplicable.slice(0, listMax).map(locate),
    mention: mention && locate(mention),
    emerging: emerging && locate(emerging),
  };
}

function bbbeeIn(text: string, locate: Locate): BbbeeFacts | null {
  const { levels, enterprises } = readBbbee(text);
  if (levels.length + enterprises.length === 0) return null;
  return { levels: levels.slice(0, listMax).map(placed(locate)), enterprises: enterprises.map(placed(locate)) };
}

function preferenceIn(text: string, locate: Locate): PreferenceFacts | null {
  const { systems, goals, proof } = readPreference(text);
  if (systems.length + goals.length === 0) return null;
  return {
    systems: systems.map(placed(locate)),
    goals: goals.slice(0, listMax).map(placed(locate)),
    proof: proof.slice(0, listMax).map(locate),
  };
}

function briefingIn(text: string, locate: Locate): BriefingFact | null {
  const briefing = readBriefing(text);
  return briefing && placed(locate)(briefing);
}

function placed(locate: Locate) {
  return <Fact extends { readonly span: TextSpan }>(fact: Fact): Fact & { span: FactSpan } => ({
    ...fact,
    span: locate(fact.span),
  });
}

/**
 * What a tender is found by: the lowest grade of each class among alternatives, such as `CE7`, `*6` (any class), `GB*`
 * (any grade), `CE6PE` (potentially emerging contractors only).
 */
export function cidbKeys({ cidb }: TenderFacts): string[] {
  const lowest = new Map<string, { head: string; grade: number | null; tail: string }>();
  for (const { grade, classOfWorks, isPotentiallyEmerging, alternatives } of cidb?.designations ?? []) {
    const [head, tail] = [classOfWorks ?? '*', isPotentiallyEmerging ? 'PE' : ''];
    const group = `${alternatives}${head}${tail}`;
    const known = lowest.get(group);
    if (known === undefined || (grade !== null && (known.grade ?? grade + 1) > grade))
      lowest.set(group, { head, grade, tail });
  }
  return [...new Set(Array.from(lowest.values(), ({ head, grade, tail }) => `${head}${grade ?? '*'}${tail}`))];
}
