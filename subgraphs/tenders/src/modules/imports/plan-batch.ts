import type { StoredRelease, ReleaseToWrite, RevisionMark } from './write/release.repository.js';
import { createStageLookup, slotOf, type JsonObject } from '../../ocds/index.js';
import type { PreparedRelease } from './prepare-release.js';

/** What a batch of releases changes, given what is stored. */
export interface BatchPlan {
  /** New contents, in order of arrival. */
  releases: ReleaseToWrite[];
  /** Stored revisions whose standing changes. */
  marks: RevisionMark[];
  /** Processes whose tender must be compiled again. */
  touched: Set<string>;
  releasesNew: number;
  releasesChanged: number;
  releasesUnchanged: number;
}

interface Entry {
  id: string;
  observedAt: number | null;
  isCurrent: boolean;
  /** Null for a revision that is already stored. */
  release: ReleaseToWrite | null;
  /** The release that it is a content of. */
  slot: string;
}

/**
 * Decides what each incoming release means: new, an edit behind a known id and date, or nothing new. Of several
 * contents of one release the last to arrive counts, unless its package is older than the other's.
 */
export function planBatch(
  incoming: readonly PreparedRelease[],
  stored: readonly (StoredRelease & { release?: JsonObject })[],
  sourceIdFor: (release: PreparedRelease) => string,
): BatchPlan {
  const plan: BatchPlan = {
    releases: [],
    marks: [],
    touched: new Set(),
    releasesNew: 0,
    releasesChanged: 0,
    releasesUnchanged: 0,
  };
  const byContent = new Map<string, Entry>();
  const current = new Map<string, Entry>();
  const stages = createStageLookup();
  const slotFor = (of: { ocid: string; releaseId: string; date: string; release?: JsonObject }): string =>
    stages.slotOf({ releaseId: `${of.releaseId}\n${of.ocid}`, date: of.date, release: of.release ?? null });
  for (const row of stored) {
    const entry = {
      slot: slotFor(row),
      id: row.id,
      observedAt: row.observedAt?.getTime() ?? null,
      isCurrent: row.isCurrent,
      release: null,
    };
    byContent.set(contentKey(row), entry);
    if (row.isCurrent) current.set(entry.slot, entry);
  }
  const marked = new Set<Entry>();
  for (const prepared of incoming) {
    const seenAt = prepared.observedAt === null ? null : Date.parse(prepared.observedAt);
    const known = byContent.get(contentKey(prepared));
    const slot = known?.slot ?? slotFor(prepared);
    const holder = current.get(slot);
    if (known !== undefined) {
      plan.releasesUnchanged += 1;
      if (known === holder || (holder !== undefined && !isSeenAgainLater(known, holder, seenAt))) continue;
      known.observedAt = seenAt ?? known.observedAt;
      takeOver(known, holder, marked);
      current.set(slot, known);
      plan.touched.add(prepared.ocid);
      continue;
    }
    const isOlder = holder !== undefined && isBefore(seenAt, holder.observedAt);
    const release: ReleaseToWrite = { ...prepared, sourceId: sourceIdFor(prepared), isCurrent: !isOlder };
    const entry: Entry = { slot, id: release.id, observedAt: seenAt, isCurrent: !isOlder, release };
    byContent.set(contentKey(prepared), entry);
    plan.releases.push(release);
    plan.touched.add(prepared.ocid);
    if (holder === undefined) plan.releasesNew += 1;
    else plan.releasesChanged += 1;
    if (isOlder) continue;
    takeOver(entry, holder, marked);
    current.set(slot, entry);
  }
  plan.marks = [...marked].map(({ id, isCurrent, observedAt }) => ({
    id,
    isCurrent,
    observedAt: observedAt === null ? null : new Date(observedAt).toISOString(),
  }));
  return plan;
}

function takeOver(entry: Entry, holder: Entry | undefined, marked: Set<Entry>): void {
  setCurrent(entry, true, marked);
  if (holder !== undefined) setCurrent(holder, false, marked);
}

function setCurrent(entry: Entry, isCurrent: boolean, marked: Set<Entry>): void {
  entry.isCurrent = isCurrent;
  if (entry.release === null) marked.add(entry);
  else {
    entry.release.isCurrent = isCurrent;
    entry.release.observedAt = entry.observedAt === null ? null : new Date(entry.observedAt).toISOString();
  }
}

// A publisher may take an edit back: the old content is then seen in a package newer than all that went before.
function isSeenAgainLater(known: Entry, holder: Entry, seenAt: number | null): boolean {
  return isBefore(known.observedAt, seenAt) && isBefore(holder.observedAt, seenAt);
}

function isBefore(left: number | null, right: number | null): boolean {
  return left !== null && right !== null && left < right;
}

function contentKey({ ocid, releaseId, hash }: { ocid: string; releaseId: string; hash: Buffer }): string {
  return `${hash.toString('latin1')}${releaseId}\n${ocid}`;
}

/** Stored rows of releases of which contents other than theirs arrive: whether those are edits or stages, their bytes tell. */
export function contested(incoming: readonly PreparedRelease[], stored: readonly StoredRelease[]): StoredRelease[] {
  const known = new Set(stored.map(contentKey));
  const bySlot = Map.groupBy(stored, slotKey);
  const slots = incoming.flatMap((prepared) => {
    const rows = bySlot.get(slotKey(prepared)) ?? [];
    return rows.length > 1 || (rows.length === 1 && !known.has(contentKey(prepared))) ? [rows] : [];
  });
  return [...new Set(slots.flat())];
}

function slotKey({ ocid, releaseId, date }: { ocid: string; releaseId: string; date: string }): string {
  return `${slotOf({ releaseId, date })}\n${ocid}`;
}
