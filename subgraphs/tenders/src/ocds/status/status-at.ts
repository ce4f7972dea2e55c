import type { Lifecycle, StatusEvidence, TenderState } from '../tender/tender-state.js';
import type { TenderStatus } from './tender-status.js';

/** What the status of a tender at an instant follows from. */
export interface StatusInput {
  readonly lifecycle: Lifecycle;
  readonly opensAt: Date | null;
  readonly closingAt: Date | null;
  /** Until when it is taken for open at most, whatever its closing date is; null for without end. */
  readonly presumedUntil: Date | null;
}

/** What the status of a tender follows from, as its releases say. */
export function statusInputOf({ lifecycle, opensAt, closingAt, presumedUntil }: TenderState): StatusInput {
  return {
    lifecycle,
    opensAt: instantOf(opensAt),
    closingAt: instantOf(closingAt),
    presumedUntil: instantOf(presumedUntil),
  };
}

/** ISO text of a state as an instant. */
export function instantOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

/**
 * Where an instant can lie among the dates of a tender. Without a closing date it is PRESUMED to be open while the last
 * sign of life is recent. SILENT is one that was open for too long after that sign, or was declared over, whatever its
 * closing date says.
 */
export const moments = ['PRESUMED', 'AFTER_CLOSING', 'BEFORE_OPENING', 'BEFORE_CLOSING', 'SILENT'] as const;

export type Moment = (typeof moments)[number];

export function momentOf({ opensAt, closingAt, presumedUntil }: Omit<StatusInput, 'lifecycle'>, now: Date): Moment {
  if (closingAt !== null && closingAt <= now) return 'AFTER_CLOSING';
  if (opensAt !== null && opensAt > now) return 'BEFORE_OPENING';
  if (presumedUntil !== null && presumedUntil <= now) return 'SILENT';
  return closingAt === null ? 'PRESUMED' : 'BEFORE_CLOSING';
}

const liveStatuses: Readonly<Record<Moment, TenderStatus>> = {
  BEFORE_CLOSING: 'OPEN',
  AFTER_CLOSING: 'CLOSED',
  BEFORE_OPENING: 'PLANNED',
  PRESUMED: 'OPEN',
  SILENT: 'UNKNOWN',
};

/** The status that a lifecycle is at a moment. An award does not end bidding that is still open: there may be others. */
export function statusOf(lifecycle: Lifecycle, moment: Moment): TenderStatus {
  if (lifecycle === 'LIVE') return liveStatuses[moment];
  if (lifecycle === 'AWARDED' && moment === 'BEFORE_CLOSING') return 'OPEN';
  return lifecycle === 'COMPLETE' ? 'CLOSED' : lifecycle;
}

/**
 * What history tells of a lifecycle at the date of a release: that a part was awarded while bids could still be handed in
 * is told by the award, for the tender stays open.
 *
 * @param at - as ISO text in UTC; null where no date is known.
 */
export function lifecycleToldAt(state: TenderState, at: string | null): Lifecycle {
  if (state.lifecycle !== 'AWARDED' || at === null) return state.lifecycle;
  return momentOf(statusInputOf(state), new Date(at)) === 'BEFORE_CLOSING' ? 'LIVE' : 'AWARDED';
}

/** Status at an instant. A tender closes at its closing time, to the millisecond. */
export function tenderStatusAt({ lifecycle, ...dates }: StatusInput, now: Date): TenderStatus {
  return statusOf(lifecycle, momentOf(dates, now));
}

/** Why a tender has its status. */
export type StatusReason =
  StatusEvidence | 'CLOSING_AHEAD' | 'CLOSING_PASSED' | 'OPENS_LATER' | 'NO_CLOSING_STATED' | 'SILENT_TOO_LONG';

const liveReasons: Readonly<Record<Moment, StatusReason>> = {
  BEFORE_CLOSING: 'CLOSING_AHEAD',
  AFTER_CLOSING: 'CLOSING_PASSED',
  BEFORE_OPENING: 'OPENS_LATER',
  PRESUMED: 'NO_CLOSING_STATED',
  SILENT: 'SILENT_TOO_LONG',
};

/** Why a tender has its status at an instant. */
export function statusReasonAt(
  { lifecycle, evidence, ...dates }: StatusInput & { readonly evidence: StatusEvidence | null },
  now: Date,
): StatusReason {
  const moment = momentOf(dates, now);
  if (lifecycle === 'LIVE' || (lifecycle === 'AWARDED' && moment === 'BEFORE_CLOSING')) return liveReasons[moment];
  if (evidence !== null) return evidence;
  if (lifecycle === 'UNKNOWN') return 'NOTHING_STATED';
  return lifecycle === 'AWARDED' ? 'AWARD_PUBLISHED' : 'PUBLISHER_STATUS';
}
