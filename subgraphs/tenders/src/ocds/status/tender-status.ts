import { later } from '../ocds-time.js';
import type { ClosingStatement } from '../time/closing-date.js';
import type { StatusMemory } from './status-evidence.js';
import type { NoticeKind } from '../notice/kinds.js';
import { readAwardWord, readContractWord, readTenderStatus, readTenderWord } from './read-status-word.js';
import type { StatusMeaning } from './status-words.js';
import {
  awardOutcomes,
  type AwardOutcome,
  type AwardState,
  type ContractState,
  type Lifecycle,
  type LotState,
  type StatusEvidence,
} from '../tender/tender-state.js';

/** What a user means by the status of a tender. */
export const tenderStatuses = ['PLANNED', 'OPEN', 'CLOSED', 'AWARDED', 'UNSUCCESSFUL', 'CANCELLED', 'UNKNOWN'] as const;

export type TenderStatus = (typeof tenderStatuses)[number];

/** Where a tender stands by its releases, and what says so. */
export interface Standing {
  readonly lifecycle: Lifecycle;
  readonly evidence: StatusEvidence | null;
}

interface StandingInput {
  readonly publisherStatus: string | null;
  /** What is said beside it. */
  readonly statusDetails: string | null;
  readonly noticeKind: NoticeKind;
  readonly memory: StatusMemory;
  readonly lots: readonly LotState[];
  readonly awardOutcomes: readonly AwardOutcome[];
  readonly contracts: readonly ContractState[];
  readonly closing: { readonly at: string | null; readonly statement: ClosingStatement };
  readonly opensAt: string | null;
  /** Date of the newest release. */
  readonly newestAt: string | null;
  /** The publisher leaves "planned" standing on tenders that are open. */
  readonly plannedLags: boolean;
}

/**
 * Where a tender stands, by the best evidence: what was cancelled stays cancelled until a release says otherwise; an
 * award or a contract counts by its own status; a word that is not known proves nothing; then the publisher's status,
 * and last the dates.
 */
export function readStanding(input: StandingInput): Standing {
  const { memory, lots } = input;
  if (memory.cancelledBy !== null) return { lifecycle: 'CANCELLED', evidence: memory.cancelledBy };
  const lotWords = lots.map(({ status }) => readTenderWord(status));
  if (isAll(lotWords, ['CANCELLED'])) return { lifecycle: 'CANCELLED', evidence: 'LOTS_CANCELLED' };
  const word = readTenderStatus(input.publisherStatus, input.statusDetails);
  return (
    byCancellation(input, word) ??
    byResult(input, lotWords) ??
    byNotice(input) ??
    byLots(lotWords) ??
    byStatus(input, word) ??
    byDates(input, word)
  );
}

type Word = StatusMeaning | AwardOutcome | null;

function isAll(words: readonly Word[], meanings: readonly StatusMeaning[]): boolean {
  return words.length > 0 && words.every((word) => word !== null && word !== 'UNKNOWN' && meanings.includes(word));
}

/**
 * What has become of an award: by what cancelled it, else by its status, unless what stands in the place of a winner tells
 * another end; without any of them it stands. UNKNOWN proves nothing.
 */
export function outcomeOfAward(
  { key, status }: Pick<AwardState, 'key' | 'status'>,
  told: Pick<StatusMemory, 'awardsCancelled'> & { readonly endsTold: ReadonlyMap<string, StatusMeaning> },
): AwardOutcome {
  if (told.awardsCancelled.includes(key)) return 'CANCELLED';
  const stated = status === null ? 'AWARDED' : readAwardWord(status);
  const meaning = stated === 'AWARDED' ? (told.endsTold.get(key) ?? stated) : stated;
  return awardOutcomes.find((outcome) => outcome === meaning) ?? 'UNKNOWN';
}

// An award after a cancellation that the publisher leaves standing does not open a tender again.
function byCancellation({ closing, newestAt }: StandingInput, word: StatusMeaning | null): Standing | null {
  const isAhead = closing.at !== null && newestAt !== null && closing.at > newestAt;
  return word === 'CANCELLED' && isAhead ? { lifecycle: 'CANCELLED', evidence: 'PUBLISHER_STATUS' } : null;
}

function byResult(
  { awardOutcomes: awardWords, contracts, closing, newestAt }: StandingInput,
  lotWords: readonly Word[],
): Standing | null {
  if (awardWords.includes('AWARDED')) return { lifecycle: 'AWARDED', evidence: 'AWARD_PUBLISHED' };
  const contractWords = contracts.map(({ status }) => (status === null ? 'AWARDED' : readContractWord(status)));
  if (contractWords.includes('AWARDED')) return { lifecycle: 'AWARDED', evidence: 'CONTRACT_PUBLISHED' };
  if (isAll(lotWords, ['CANCELLED', 'UNSUCCESSFUL']))
    return { lifecycle: 'UNSUCCESSFUL', evidence: 'LOTS_WITHOUT_RESULT' };
  // While bids can still be handed in, the result of a part says nothing about the rest.
  const wasOver = closing.at === null || newestAt === null || closing.at <= newestAt;
  return wasOver && isAll(awardWords, ['UNSUCCESSFUL'])
    ? { lifecycle: 'UNSUCCESSFUL', evidence: 'AWARDS_WITHOUT_RESULT' }
    : null;
}

// Where every lot has ended, there is nothing left to bid for, whatever the closing date says.
function byLots(lotWords: readonly Word[]): Standing | null {
  if (!lotsAreOver(lotWords)) return null;
  return { lifecycle: lotWords.includes('AWARDED') ? 'AWARDED' : 'COMPLETE', evidence: 'PUBLISHER_STATUS' };
}

const endsOfLots: readonly StatusMeaning[] = ['OVER', 'AWARDED', 'CANCELLED', 'UNSUCCESSFUL'];

function lotsAreOver(lotWords: readonly Word[]): boolean {
  return isAll(lotWords, endsOfLots);
}

/** True for a process that is over by its own words, or by those of each of its lots. */
export function isDeclaredOver({ memory, lots }: Pick<StandingInput, 'memory' | 'lots'>): boolean {
  return memory.isOver || lotsAreOver(lots.map(({ status }) => readTenderWord(status)));
}

// What tells of an end is no tender to bid for, whatever its dates are.
function byNotice({ noticeKind }: StandingInput): Standing | null {
  if (noticeKind === 'CANCELLATION') return { lifecycle: 'CANCELLED', evidence: 'NOTICE_KIND' };
  const isOver = noticeKind === 'REGRET' || noticeKind === 'AWARD';
  return isOver ? { lifecycle: 'COMPLETE', evidence: 'NOTICE_KIND' } : null;
}

const ends: Partial<Record<StatusMeaning, Lifecycle>> = {
  AWARDED: 'AWARDED',
  UNSUCCESSFUL: 'UNSUCCESSFUL',
  OVER: 'COMPLETE',
};

function byStatus(input: StandingInput, word: StatusMeaning | null): Standing | null {
  const end = word === null ? undefined : ends[word];
  if (end !== undefined) return { lifecycle: end, evidence: 'PUBLISHER_STATUS' };
  if (word === 'PLANNED' && !(input.plannedLags && hasDates(input)))
    return { lifecycle: 'PLANNED', evidence: 'PUBLISHER_STATUS' };
  if (input.memory.isOver) return { lifecycle: 'COMPLETE', evidence: 'PUBLISHER_STATUS' };
  // Dates in a plan are estimates.
  return word === null && input.memory.isPlanOnly ? { lifecycle: 'PLANNED', evidence: 'PLANNING_RELEASED' } : null;
}

function byDates(input: StandingInput, word: StatusMeaning | null): Standing {
  if (input.closing.statement === 'UNREADABLE') return { lifecycle: 'UNKNOWN', evidence: 'CLOSING_UNREADABLE' };
  if (hasDates(input) || word === 'ACTIVE') return { lifecycle: 'LIVE', evidence: null };
  return { lifecycle: 'UNKNOWN', evidence: 'NOTHING_STATED' };
}

function hasDates({ opensAt, closing }: StandingInput): boolean {
  return opensAt !== null || closing.at !== null;
}

// Tenders are advertised for three to twelve weeks; after that a notice without a closing date is more likely dead than open.
export const presumedOpenDays = 90;

// The list of open tenders holds none of which nothing was heard for longer, however far ahead their closing date is.
const heardOfMonths = 18;

/**
 * Until when a tender may be taken for open at most. One that states no closing date: for 90 days after the newest thing
 * that is known of it. One that states one: for 18 months, and no longer than until it was declared over. Null where a
 * closing date before that decides.
 */
export function presumedUntil(
  input: Pick<StandingInput, 'closing' | 'opensAt' | 'newestAt'> & { readonly isOver: boolean },
): string | null {
  const { closing, opensAt, newestAt, isOver } = input;
  if (newestAt === null) return null;
  if (closing.at === null) return isoDaysAfter(later(opensAt, newestAt) ?? newestAt, presumedOpenDays);
  const last = isOver ? newestAt : isoMonthsAfter(newestAt, heardOfMonths);
  return last < closing.at ? last : null;
}

function isoDaysAfter(from: string, days: number): string {
  return new Date(Date.parse(from) + days * 86_400_000).toISOString();
}

function isoMonthsAfter(from: string, months: number): string {
  const date = new Date(from);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString();
}
