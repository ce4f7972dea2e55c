import type { StatedCidb } from '../facts/stated-cidb.js';
import { placeOf, readDemands, type KeyFactSource } from '../key-facts/index.js';
import { readSubject } from './read-subject.js';
import type { Obstacle, TenderNeeds } from './readiness.js';

/** What the needs of a tender are read from. */
export interface NeedsSource extends KeyFactSource {
  readonly cidb: StatedCidb | null;
  readonly category: string | null;
  readonly procurementCategory: string | null;
  readonly itemNames: readonly string[];
  /** PLANNED, LIVE and what comes after, as the tenders subgraph reads it. */
  readonly lifecycle: string;
  readonly noticeKind: string;
}

/** Reads what a tender asks of bidders, at an instant: dates become yes or no, so that a score changes when they pass and not every day. */
export function readNeeds(source: NeedsSource, now: Date): TenderNeeds {
  return needsAt(readTexts(source), source, now);
}

/** What was read out of texts, with what the clock says. */
export function needsAt(texts: StatedNeeds, source: NeedsSource, now: Date): TenderNeeds {
  return { obstacle: obstacleOf(source, now), ...texts };
}

/** What a tender asks of bidders, whatever the time is. */
export type StatedNeeds = Omit<TenderNeeds, 'obstacle'>;

/** Reads what a tender asks of bidders out of its texts and fields: the slow part of a score. */
export function readTexts(source: NeedsSource): StatedNeeds {
  const facts = readDemands(source);
  const experience = facts.find(({ kind }) => kind === 'EXPERIENCE');
  const place = placeOf(source.province, source.deliveryLocation);
  const level = source.bbbee?.levels[0];
  const { kind, phrase, sectors, isByField } = readSubject({
    ...source,
    asksForGrade: (source.cidb?.designations.length ?? 0) > 0,
  });
  const isNational = source.province === 'NATIONAL';
  return {
    kind,
    subject: phrase,
    sectors,
    isSectorByField: isByField,
    province: source.province ?? place.province,
    likelyProvince: isNational && place.by !== null ? place.province : null,
    valueAmount: source.valueAmount,
    valueCurrency: source.valueCurrency,
    cidb: source.cidb,
    bbbeeWorstLevel: level?.worst ?? null,
    bbbeeQuote: level === undefined ? null : level.span.text.replaceAll(/\s+/gu, ' ').slice(0, 200),
    onlyEnterprises: [
      ...new Set(
        (source.bbbee?.enterprises ?? []).filter(({ isCondition }) => isCondition).map(({ kind: name }) => name),
      ),
    ],
    registrations: (facts.find((fact) => fact.kind === 'REGISTRATION')?.codes ?? []).filter((code) => !open.has(code)),
    experienceYears: experience?.number ?? null,
    experienceQuote: experience?.span?.text.replaceAll(/\s+/gu, ' ').trim() ?? null,
  };
}

// Anybody can enrol there, also after the award.
const open = new Set(['CSD', 'SUPPLIER DATABASE']);

// Papers of meetings, registers of what was received and posts to be filled are published like tenders.
const papers = new RegExp(
  [
    String.raw`^\W*(?:presentations?|minutes|slides|poster|copy[\s-]of|archived|folder|letter\s+to|notice\s+of\s+(?:intention\s+to\s+)?awards?|list\s+of\s+(?:awards?|suppliers|bidders|tenderers)|draft\s+(?:annual|service)|(?:final\s+)?\d{4}/\d{4}\s+(?:draft|final)|tenders?\s+rec(?:ei|ie)ved)\b`,
    String.raw`^\W*(?:updated\s+)?closing\b(?!\s+date)`,
    String.raw`\b(?:attendance|opening|closing|briefing|quotations?|bids?|tenders?|awards?)\s+registers?\b`,
    String.raw`\b(?:perfomance|performance)\s+agreement$|\b(?:ordinary|special|council)\s+(?:council\s+)?meetings?\b.*\b(?:notice|\d{4})|\bawarded[\s-]projects?\b|\b(?:monthly\s+)?bids?\s+received\b|\btenders?\s+awarded\b`,
    String.raw`\bclosing\s+date\b.*\bextended\b|\bdeadline\s+passed\b`,
    String.raw`^\W*(?:internal\s+|external\s+)?adv(?:ert)?\s+(?:of|for)\s+(?:the\s+)?(?:post\b|vacanc|manager|director|intern\b|mfma\s+intern|clerk|driver)`,
  ].join('|'),
  'iu',
);
const calledOff = /\b(?:has|have|is|are|was)\s+(?:hereby\s+)?(?:been\s+)?cancelled\b/iu;
const noTender = new Set(['CORRECTION', 'CANCELLATION', 'REGRET', 'AWARD']);
const ended: Readonly<Record<string, Obstacle>> = {
  CANCELLED: 'CANCELLED',
  AWARDED: 'AWARDED',
  UNSUCCESSFUL: 'CLOSED',
  COMPLETE: 'AWARDED',
};

function obstacleOf({ title, lifecycle, noticeKind, closingAt, briefings }: NeedsSource, now: Date): Obstacle | null {
  const byStatus = ended[lifecycle];
  if (byStatus !== undefined) return byStatus;
  // Cancelled and advertised again in one notice is a tender.
  const isAgain = /\bre-?advert/iu.test(title);
  if ((noticeKind === 'CANCELLATION' || calledOff.test(title)) && !isAgain) return 'CANCELLED';
  if ((noTender.has(noticeKind) || papers.test(title)) && !isAgain) return 'NO_TENDER';
  if (closingAt !== null && closingAt <= now) return 'CLOSED';
  const compulsory = briefings.filter(({ isCompulsory, heldAt }) => isCompulsory && heldAt !== null);
  const isPast = compulsory.length > 0 && compulsory.every(({ heldAt }) => heldAt !== null && heldAt <= now);
  return isPast ? 'BRIEFING_PAST' : null;
}
