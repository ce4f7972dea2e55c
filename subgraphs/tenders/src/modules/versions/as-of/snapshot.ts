import type { BriefingSession } from '@hub/prisma/client';
import { compileProcess, instantOf, type Revision, type TenderState } from '../../../ocds/index.js';

/** A tender as its releases said at an instant. */
export interface Snapshot {
  readonly at: Date;
  /** The tender's row. */
  readonly tenderId: string;
  readonly state: TenderState;
  readonly version: number;
  readonly releaseCount: number;
  /** The source of the release that came last. */
  readonly sourceId: string | undefined;
}

/**
 * Merges releases as the importer does.
 *
 * @param revisions - all revisions of one ocid that are dated up to the instant; without any there is no tender yet.
 */
export function snapshotOf(
  revisions: readonly (Revision & { readonly sourceId: string })[],
  { at, tenderId }: { readonly at: Date; readonly tenderId: string },
): Snapshot | null {
  if (revisions.length === 0) return null;
  const { state, steps, releaseCount } = compileProcess(revisions);
  const newest = revisions.toSorted((left, right) => left.sequence - right.sequence).at(-1);
  return { at, tenderId, state, version: steps.length + 1, releaseCount, sourceId: newest?.sourceId };
}

// The API shows parts of a snapshot and parts of a stored tender alike; no row of a snapshot has a tender of its own.
const noTender = '';

/** Meetings of a state, in the order in which a tender lists its own. */
export function briefingsOf({ briefings }: TenderState): BriefingSession[] {
  return briefings
    .map((row) => ({ ...row, tenderId: noTender, heldAt: instantOf(row.heldAt) }))
    .toSorted((left, right) => timeOf(left.heldAt) - timeOf(right.heldAt) || (left.key < right.key ? -1 : 1));
}

function timeOf(instant: Date | null): number {
  return instant?.getTime() ?? Number.MAX_SAFE_INTEGER;
}
