import { impactOf, type Impact } from './changes/change-impacts.js';
import { diffReleases, tagChanges } from './changes/diff-releases.js';
import { diffStates, type FieldChange } from './changes/diff-states.js';
import { copyOf, type JsonObject } from './json.js';
import type { MergeRules } from './merge/merge-rules.js';
import { createMerger, type ReleaseMerger } from './merge/merge-releases.js';
import { normaliseTender } from './tender/normalise-tender.js';
import { earlier, compareOcdsDates, readIsoInstant } from './ocds-time.js';
import { ocdsMergeRules, type MergeRulesLookup } from './merge/ocds-merge-rules.js';
import { createStageLookup } from './merge/stages.js';
import type { SourceSettings } from './source-settings.js';
import { lifecycleToldAt } from './status/status-at.js';
import type { Lifecycle, TenderState } from './tender/tender-state.js';
import { readBareClosing } from './tender/read-dates.js';
import { noMemory, rememberRelease, type StatusMemory } from './status/status-evidence.js';

/** One content that a release has had. Edits behind an unchanged id and date are further revisions of it. */
export interface Revision {
  /** Row id. */
  id: string;
  releaseId: string;
  /** As published. */
  date: string;
  /** Order of arrival among the revisions of one ocid. */
  sequence: number;
  isCurrent: boolean;
  isSnapshot: boolean;
  release: JsonObject;
  version: string;
  extensions: readonly string[];
  settings: SourceSettings;
  /** Knows the extensions that were fetched; when left out, those that are built in. */
  mergeRules?: MergeRulesLookup;
}

/** What one revision changed. */
export interface VersionStep {
  version: number;
  revisionId: string;
  /** Release date as published. */
  date: string;
  isSilent: boolean;
  impact: Impact;
  changes: FieldChange[];
}

export interface CompiledProcess {
  state: TenderState;
  /** The compiled release that the state is read from: publishers' fields, merged and not normalised. */
  compiled: JsonObject;
  /** From version 2 on: version 1 is the first release itself. */
  steps: VersionStep[];
  /** Releases that count towards the state. */
  releaseCount: number;
}

/**
 * The state of a tender and how it came about. The answer depends on the set of revisions only, never on the order
 * in which they are given.
 *
 * @param revisions - all revisions of one ocid, at least one.
 */
export function compileProcess(revisions: readonly Revision[]): CompiledProcess {
  const rules = rulesFor(revisions);
  const stages = createStageLookup();
  const active = new Map<string, Revision>();
  const steps: VersionStep[] = [];
  let merger: ReleaseMerger | null = null;
  let memory = noMemory;
  let state: TenderState | null = null;
  let before: JsonObject = {};
  let compiled: JsonObject = {};
  let toldBefore: Lifecycle = 'UNKNOWN';
  for (const revision of revisions.toSorted(inOrder)) {
    const slot = stages.slotOf(revision);
    const isSilent = active.has(slot);
    active.set(slot, revision);
    if (isSilent || revision.isSnapshot || merger === null) {
      const counted = sinceSnapshot([...active.values()]);
      merger = refold(counted, rules);
      memory = counted.reduce(rememberRevision, noMemory);
    } else {
      merger.append(revision.release);
      memory = rememberRevision(memory, revision);
    }
    compiled = merger.compiled();
    const next = normaliseTender({ compiled, settings: revision.settings, memory });
    const toldNow = lifecycleToldAt(next, readIsoInstant(revision.date));
    if (state !== null) {
      // A tender is published once: with its first release, or before it where a later one says so.
      next.publishedAt = earlier(state.publishedAt, next.publishedAt);
      const told = diffStates({ ...state, lifecycle: toldBefore }, { ...next, lifecycle: toldNow });
      const found = [...told, ...diffReleases(before, compiled, told)];
      const changes = found.length > 0 ? found : tagChanges(revision.release);
      steps.push({
        version: steps.length + 2,
        revisionId: revision.id,
        date: revision.date,
        isSilent,
        impact: impactOf(changes),
        changes,
      });
    }
    state = next;
    toldBefore = toldNow;
    // The merger goes on with its own object. The last state is compared with nothing.
    if (steps.length + 1 < revisions.length) before = copyOf(compiled);
  }
  if (state === null) throw new Error('A process without releases cannot be compiled.');
  return { state, compiled, steps, releaseCount: active.size };
}

/**
 * The compiled release of a process as publishers' words make it: their fields, merged and not normalised. It is what
 * the state of `compileProcess` is read from.
 *
 * @param revisions - all revisions of one ocid, at least one.
 */
export function mergeProcess(revisions: readonly Revision[]): JsonObject {
  return refold(sinceSnapshot(activeRevisions(revisions)), rulesFor(revisions)).compiled();
}

/** Of each release the content that counts, oldest first. */
export function activeRevisions<Kept extends Revision>(revisions: readonly Kept[]): readonly Kept[] {
  const stages = createStageLookup();
  return [...new Map(revisions.toSorted(inOrder).map((revision) => [stages.slotOf(revision), revision])).values()];
}

// A snapshot states the whole process, so what is older does not shine through it.
function sinceSnapshot(revisions: readonly Revision[]): readonly Revision[] {
  return revisions.slice(
    Math.max(
      0,
      revisions.findLastIndex(({ isSnapshot }) => isSnapshot),
    ),
  );
}

function refold(revisions: readonly Revision[], rules: MergeRules): ReleaseMerger {
  const merger = createMerger(rules);
  for (const { release } of revisions) merger.append(release);
  return merger;
}

function rememberRevision(memory: StatusMemory, { release, settings }: Revision): StatusMemory {
  return rememberRelease(memory, { release, closingAt: readBareClosing(release, settings) });
}

// One set of rules for the whole process: the newest version in it, and every extension that any release names.
function rulesFor(revisions: readonly Revision[]): MergeRules {
  const rulesFor = revisions.find((revision) => revision.mergeRules !== undefined)?.mergeRules ?? ocdsMergeRules;
  const version = revisions.every((revision) => revision.version.startsWith('1.0')) ? '1.0' : '1.1';
  return rulesFor(
    version,
    revisions.flatMap(({ extensions }) => extensions),
  );
}

function inOrder(left: Revision, right: Revision): number {
  return (
    compareOcdsDates(left.date, right.date) ||
    Number(left.isSnapshot) - Number(right.isSnapshot) ||
    compareText(left.releaseId, right.releaseId) ||
    compareText(left.date, right.date) ||
    Number(left.isCurrent) - Number(right.isCurrent) ||
    left.sequence - right.sequence
  );
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
