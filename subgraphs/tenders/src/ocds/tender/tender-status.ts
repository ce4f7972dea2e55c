import type { AwardState, ContractState, Lifecycle } from './tender-state.js';

/** What a user means by the status of a tender. */
export const tenderStatuses = ['PLANNED', 'OPEN', 'CLOSED', 'AWARDED', 'UNSUCCESSFUL', 'CANCELLED', 'UNKNOWN'] as const;

export type TenderStatus = (typeof tenderStatuses)[number];

interface LifecycleInput {
  publisherStatus: string | null;
  lastTags: readonly string[];
  awards: readonly AwardState[];
  contracts: readonly ContractState[];
  hasDates: boolean;
}

const cancelled = new Set(['cancelled', 'canceled', 'withdrawn']);
const withoutResult = new Set(['unsuccessful', 'cancelled']);

/**
 * Where a tender stands by its releases. Publishers' own statuses lag behind ("planning" on a tender that is open),
 * so beside cancellation and failure only awards and dates count.
 */
export function readLifecycle({ publisherStatus, lastTags, awards, contracts, hasDates }: LifecycleInput): Lifecycle {
  const status = publisherStatus ?? '';
  if (cancelled.has(status) || lastTags.includes('tenderCancellation')) return 'CANCELLED';
  if (awards.some((award) => !withoutResult.has(award.status ?? '')) || contracts.length > 0) return 'AWARDED';
  if (status === 'unsuccessful') return 'UNSUCCESSFUL';
  if (status === 'complete') return 'COMPLETE';
  if (hasDates || status === 'active') return 'LIVE';
  return status === 'planning' || status === 'planned' || lastTags.includes('planning') ? 'PLANNED' : 'UNKNOWN';
}

interface StatusInput {
  lifecycle: Lifecycle;
  opensAt: Date | null;
  closingAt: Date | null;
}

/** Status at an instant. A tender closes at its closing time, to the millisecond. */
export function tenderStatusAt({ lifecycle, opensAt, closingAt }: StatusInput, now: Date): TenderStatus {
  if (lifecycle === 'COMPLETE') return 'CLOSED';
  if (lifecycle !== 'LIVE') return lifecycle;
  if (closingAt !== null && closingAt <= now) return 'CLOSED';
  return opensAt !== null && opensAt > now ? 'PLANNED' : 'OPEN';
}
