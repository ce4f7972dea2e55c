import { calculateReadiness, readNeeds, type Readiness } from '@hub/insights/readiness';
import { bidders } from './bidders.js';
import { count, share, type Judged } from './judge-texts.js';
import type { BidderKey } from './labels.js';

type Recommendation = Readiness['recommendation'];

interface Verdict {
  readonly judged: Judged;
  readonly bidder: BidderKey;
  readonly isInLine: boolean;
  readonly isArguable: boolean;
  readonly sector: string | undefined;
  readonly recommendation: Recommendation;
  readonly acceptable: ReadonlySet<Recommendation>;
}

const opened = new Date('2025-06-01T00:00:00Z');
const closedAt = new Date('2024-01-01T00:00:00Z');

/** How well sectors are told and what is recommended, for three bidders, against labels and the acceptance below. */
export function judgeReadiness(judged: readonly Judged[], say: (line: string) => void): Record<string, number> {
  const verdicts = judged.flatMap((item) =>
    (Object.keys(bidders) as BidderKey[]).map((bidder) => verdictOf(item, bidder)),
  );
  const clear = verdicts.filter(({ isArguable, judged: { label } }) => !isArguable && label.kind !== null);
  for (const verdict of clear.filter(({ isInLine, sector }) => isInLine !== (sector === 'MET')))
    say(`${nameOf(verdict)}: sector is ${verdict.sector ?? ''}`);
  for (const verdict of verdicts.filter(({ acceptable, recommendation }) => !acceptable.has(recommendation)))
    say(`${nameOf(verdict)}: ${verdict.recommendation}, not ${[...verdict.acceptable].join(' or ')}`);
  const met = clear.filter(({ sector }) => sector === 'MET');
  const pursued = verdicts.filter(({ recommendation }) => recommendation === 'PURSUE');
  return {
    sectorMetPrecision: share(met, ({ isInLine }) => isInLine),
    sectorMetRecall: share(
      clear.filter(({ isInLine }) => isInLine),
      ({ sector }) => sector === 'MET',
    ),
    recommendationAcceptable: share(verdicts, ({ acceptable, recommendation }) => acceptable.has(recommendation)),
    acceptableInLine: share(
      verdicts.filter(({ isInLine }) => isInLine),
      ({ acceptable, recommendation }) => acceptable.has(recommendation),
    ),
    pursued: pursued.length,
    pursuePrecision: share(pursued, ({ acceptable }) => acceptable.has('PURSUE')),
    wooedOnClosed: count(judged, (item) =>
      (Object.keys(bidders) as BidderKey[]).some((bidder) => woos(readinessOf(item, bidder, true))),
    ),
    wooedOnNoTender: count(
      verdicts,
      ({ judged: { label }, recommendation }) =>
        label.kind === null && (recommendation === 'PURSUE' || recommendation === 'CONSIDER'),
    ),
  };
}

function woos({ recommendation }: Readiness): boolean {
  return recommendation === 'PURSUE' || recommendation === 'CONSIDER';
}

function nameOf({ judged: { label }, bidder }: Verdict): string {
  return `${label.id} for ${bidder}`;
}

function verdictOf(judged: Judged, bidder: BidderKey): Verdict {
  const { label } = judged;
  const { checklist, recommendation } = readinessOf(judged, bidder, false);
  const [isInLine, isArguable] = [label.bidders.has(bidder), label.arguable.has(bidder)];
  const sector = checklist.find(({ part }) => part === 'SECTOR')?.state;
  return { judged, bidder, isInLine, isArguable, sector, recommendation, acceptable: acceptableFor(judged, bidder) };
}

/** What a bid manager would accept: nothing for what is no tender, AVOID for another line, and no more than the walls allow. */
function acceptableFor({ label, tender }: Judged, bidder: BidderKey): ReadonlySet<Recommendation> {
  if (label.kind === null) return new Set(['NOTHING_TO_PURSUE', 'AVOID']);
  if (label.arguable.has(bidder)) return new Set(['PURSUE', 'CONSIDER', 'AVOID', 'UNDECIDED']);
  if (!label.bidders.has(bidder)) return new Set(['AVOID']);
  const team = bidders[bidder];
  const [grading] = label.facts.filter(({ kind }) => kind === 'CIDB');
  const holds = team.designations.some(({ grade, workClass }) => {
    const [, asked, askedClass] = /(\d)\D*([A-Z]{2})/u.exec(grading?.pattern.source ?? '') ?? [];
    return workClass === askedClass && grade >= Number(asked);
  });
  if (grading !== undefined && !holds) return new Set(['AVOID']);
  const { province } = tender.source;
  const isFar =
    province !== null &&
    province !== 'NATIONAL' &&
    !team.provinces.includes('NATIONAL') &&
    !team.provinces.includes(province);
  if (isFar) return new Set(['CONSIDER', 'AVOID']);
  return label.kind === 'WORKS' && grading === undefined ? new Set(['CONSIDER']) : new Set(['PURSUE', 'CONSIDER']);
}

function readinessOf({ tender }: Judged, bidder: BidderKey, isClosed: boolean): Readiness {
  const { source, category, procurementCategory, itemNames, noticeKind } = tender;
  const needs = {
    ...source,
    category,
    procurementCategory,
    itemNames,
    noticeKind,
    lifecycle: 'LIVE',
    closingAt: isClosed ? closedAt : null,
  };
  const rules = { gradeLimits: [], preferenceLimits: [], jointVentures: [] };
  return calculateReadiness({ team: bidders[bidder], tender: readNeeds(needs, opened), ...rules });
}
