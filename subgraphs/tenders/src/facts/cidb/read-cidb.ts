import {
  isFollowedByMarking,
  isNearCidb,
  isNearStorage,
  readContext,
  standsAlone,
  surroundingsOf,
  type StatementContext,
  type Surroundings,
} from './cidb-context.js';
import { readEmerging, readMention } from './cidb-mentions.js';
import { resolveStatement, type ReadDesignation, type ResolvedStatement } from './cidb-designations.js';
import { readStatements, type Statement } from './cidb-statements.js';
import { withTrailingClasses } from './cidb-trailing-classes.js';
import { tokenise } from './cidb-tokens.js';
import { spanBetween, spanOfMatch, type TextSpan } from '../text-span.js';
import type { WorksClass } from './works-classes.js';

/** A designation that a tender asks for. A missing grade or class is one that the text leaves open. */
export interface CidbDesignation {
  readonly grade: number | null;
  readonly classOfWorks: WorksClass | null;
  /** Asked of potentially emerging contractors only. */
  readonly isPotentiallyEmerging: boolean;
  /** The text says "or higher", "and above" or "minimum". */
  readonly orHigher: boolean;
  /** Designations of one number are alternatives: any one of them will do. */
  readonly alternatives: number;
  readonly span: TextSpan;
}

export interface CidbReading {
  /** Each designation once, in the order of the text. */
  readonly designations: readonly CidbDesignation[];
  /** Where the text says that no CIDB grading applies. */
  readonly notApplicable: readonly TextSpan[];
  /** Where the CIDB is named, when neither a designation nor the absence of one could be read there. */
  readonly mention: TextSpan | null;
  /** Where the text speaks of potentially emerging contractors, who may be let off a grade. */
  readonly emerging: TextSpan | null;
}

const worthReading =
  /c[il1](?:db|bd)|c\.i\.d\.b|construction\s+industry\s+dev|grad(?:e|ing)|\d\W{0,2}(?:GB|CE|EB|EP|ME|S[B-OQ])(?:PE)?(?![A-Za-z])/iu;
const notApplicable = [
  /\b(?:no|not)\s+cidb\b(?:\s+(?:grading|grade|registration|requirements?|level|certificate))*(?:\s+(?:is\s+|are\s+)?(?:required|applicable|needed))?/giu,
  /(?<![a-z])cidb\b(?:[ \t:=–-]|\(?(?:if|where)\s+applicable\)?(?:\s*\n)?|:\s*\n|grading|grade|level|designation|registration|requirements?|contractor|certificate|status|is|are){0,24}(?:n\/a|\bn\.a\.|(?:not\s+(?:applicable|required|needed|a\s+requirement)|none|nil)\b)/giu,
];

/** Reads the CIDB designations that a tender's text asks for. Lookalikes ("3 GB RAM", "5 CE marking") are left alone. */
export function readCidb(text: string): CidbReading {
  if (!worthReading.test(text)) return nothing;
  const surroundings = surroundingsOf(text, tokenise(text));
  const collected = new Map<string, CidbDesignation>();
  for (const statement of readStatements(surroundings)) {
    const context = readContext(surroundings, statement);
    const resolved = resolveStatement({
      ...surroundings,
      statement,
      isLabelled: context.isLabelled || context.namesCidb,
    });
    if (resolved === null || !isBelieved({ surroundings, statement, context, resolved })) continue;
    collect(collected, { surroundings, context, resolved: withTrailingClasses(text, resolved) });
  }
  const denials = notApplicable.flatMap((pattern) =>
    Array.from(text.matchAll(pattern), (match) => spanOfMatch(text, match)),
  );
  return {
    designations: [...collected.values()],
    notApplicable: denials,
    mention: surroundings.mentionsCidb && collected.size + denials.length === 0 ? readMention(text) : null,
    emerging: surroundings.mentionsCidb || collected.size > 0 ? readEmerging(text) : null,
  };
}

const nothing: CidbReading = { designations: [], notApplicable: [], mention: null, emerging: null };

interface Case {
  surroundings: Surroundings;
  statement: Statement;
  context: StatementContext;
  resolved: ResolvedStatement;
}

function isBelieved({ surroundings, statement, context, resolved }: Case): boolean {
  const [first] = resolved.designations;
  if (first === undefined || isFollowedByMarking(surroundings, resolved.end)) return false;
  if (first.classOfWorks === null) return isGradeBelieved({ surroundings, statement, context, resolved });
  if (first.grade === null) {
    const isClosed =
      resolved.orHigher ||
      !/^[ \t]*[A-Za-z\d]/u.test(surroundings.text.slice(resolved.end, resolved.end + 6)) ||
      context.namesClass;
    return context.namesCidb && (context.isLabelled || context.namesClass) && isClosed;
  }
  if (context.namesCidb) return true;
  const couldBeStorage =
    resolved.designations.every(({ classOfWorks }) => classOfWorks === 'GB') && isNearStorage(surroundings, resolved);
  if (couldBeStorage) return false;
  const isLabelled = context.isGrading || (context.isLabelled && surroundings.mentionsCidb);
  return isLabelled || resolved.orHigher || isPlainBelieved(surroundings, resolved);
}

/** A designation without a label or "or higher" needs the CIDB in the text, or works and a place of its own. */
function isPlainBelieved(surroundings: Surroundings, { start, end, designations }: ResolvedStatement): boolean {
  const isSpaced = /^\d+\s/u.test(surroundings.text.slice(start, end));
  if (
    surroundings.mentionsCidb &&
    (!isSpaced || (isNearCidb(surroundings, start) && standsAlone(surroundings, { start, end, isSpaced: false })))
  )
    return true;
  if (!surroundings.mentionsWorks) return false;
  const isDistinctive =
    designations.length > 1 || designations.some(({ isPotentiallyEmerging }) => isPotentiallyEmerging);
  return isDistinctive || standsAlone(surroundings, { start, end, isSpaced });
}

const units =
  /^\s*(?:%|percent|years?|yrs?|months?|days?|weeks?|hours?|points?|copies|references?|projects?|km|m\b|mm\b|sites?|of\s+\d)/iu;

/** A grade alone means something only beside the CIDB's name, and not when it numbers a clause or counts something. */
function isGradeBelieved({ surroundings: { text, mentionsCidb }, context, resolved }: Case): boolean {
  const { designations, orHigher, end } = resolved;
  const behind = text.slice(end, end + 20);
  const clause =
    /^[.)]\s+\p{Lu}/u.test(behind) &&
    new RegExp(`(?:^|\\s)${(designations.at(-1)?.grade ?? 0) + 1}[.)]\\s`, 'u').test(text.slice(end, end + 1_500));
  if (!context.isLed || clause || units.test(behind)) return false;
  return (
    (context.namesCidb && (context.isLabelled || orHigher)) ||
    (mentionsCidb && context.isLabelled && orHigher && context.isGrading)
  );
}

interface Collecting {
  surroundings: Surroundings;
  context: StatementContext;
  resolved: ResolvedStatement;
}

/** Adds a statement's designations. One that was read before keeps its group, and draws the statement's others into it. */
function collect(
  collected: Map<string, CidbDesignation>,
  { surroundings: { text }, context, resolved }: Collecting,
): void {
  const groups = new Map<number, number>();
  const isPartial = resolved.designations.some(({ grade, classOfWorks }) => grade === null || classOfWorks === null);
  const span = spanBetween(text, isPartial ? context.start : resolved.start, resolved.end);
  const orHigher = resolved.orHigher || context.isMinimum;
  const spare = Math.max(0, ...Array.from(collected.values(), ({ alternatives }) => alternatives)) + 1;
  for (const designation of resolved.designations) {
    const known = collected.get(keyOf(designation)) ?? relative(collected, designation);
    if (known !== undefined && !groups.has(designation.group)) groups.set(designation.group, known.alternatives);
  }
  for (const { group, ...designation } of resolved.designations) {
    const key = keyOf({ ...designation, group });
    const known = collected.get(key);
    if (known !== undefined && (known.orHigher || !orHigher)) continue;
    const alternatives = known?.alternatives ?? groups.get(group) ?? spare + group;
    collected.set(key, { ...designation, orHigher, alternatives, span });
  }
}

function keyOf({ grade, classOfWorks, isPotentiallyEmerging }: ReadDesignation): string {
  return `${grade ?? ''}${classOfWorks ?? ''}${isPotentiallyEmerging ? ' PE' : ''}`;
}

/** The designation that a potentially emerging contractor is let off: the same class, of this grade or a higher one. */
function relative(
  collected: ReadonlyMap<string, CidbDesignation>,
  { grade, classOfWorks, isPotentiallyEmerging }: ReadDesignation,
): CidbDesignation | undefined {
  if (!isPotentiallyEmerging) return undefined;
  return [...collected.values()].find(
    (other) =>
      !other.isPotentiallyEmerging && other.classOfWorks === classOfWorks && (other.grade ?? 0) >= (grade ?? 0),
  );
}
