import { activeRevisions, mergeProcess, type Revision } from '../compile-process.js';
import { compareOcdsDates } from '../ocds-time.js';
import { isObject, textOf, type Json, type JsonObject } from '../json.js';
import { repairRelease } from './repair-release.js';
import { findCode, noted, repairDate, type RepairNotes } from './repair-value.js';
import type { RepairCounts } from './repairs.js';
import { releaseTags } from './ocds-codes.js';
import { tagsOf } from '../read/validate-release.js';

/** All that is kept of one process. */
export interface KeptProcess {
  readonly ocid: string;
  /** All revisions of the ocid, at least one. */
  readonly revisions: readonly Revision[];
}

/** A release that is valid OCDS 1.1, and what was repaired for that. */
export interface PublishedRelease {
  readonly release: JsonObject;
  readonly repairs: RepairCounts;
}

/** The compiled release of a process, merged from its kept releases by our merge, and valid. */
export function compiledReleaseOf({ ocid, revisions }: KeptProcess): PublishedRelease {
  const notes = notesFor(revisions);
  const merged = mergeProcess(revisions);
  const date = dateOf(merged['date'] ?? newestDate(revisions), notes);
  const release = repairRelease(merged, notes);
  return { release: { ...release, ocid, id: `${ocid}-${date}`, date, tag: ['compiled'] }, repairs: notes.counts };
}

/** The releases that make up a process, valid and otherwise as published, oldest first. */
export function embeddedReleasesOf({ ocid, revisions }: KeptProcess): JsonObject[] {
  const notes = notesFor(revisions);
  const used = new Set<string>();
  return activeRevisions(revisions)
    .map((revision) => {
      const { date, release } = revision;
      const releaseId = ownId(revision, used);
      const { tag = null, ...rest } = release;
      const repaired = repairRelease(rest, notes);
      const isoDate = dateOf(date, notes);
      // An address would make it a link to a release as well, and it can be one of the two only.
      Reflect.deleteProperty(repaired, 'url');
      return { ...repaired, ocid, id: releaseId, date: isoDate, tag: tagsFor(tag, repaired, notes) };
    })
    .toSorted((left, right) => Date.parse(left.date) - Date.parse(right.date));
}

// Ids are unique within a process; stages that were given one id get their tags behind it.
function ownId({ releaseId, release }: Revision, used: Set<string>): string {
  let id = releaseId;
  for (let copy = 1; used.has(id); copy += 1)
    id = [releaseId, ...tagsOf(release), ...(copy > 1 ? [copy] : [])].join('-');
  used.add(id);
  return id;
}

function notesFor(revisions: readonly Revision[]): RepairNotes {
  return { counts: new Map(), timeZone: revisions.at(-1)?.settings.timeZone ?? 'UTC' };
}

function newestDate(revisions: readonly Revision[]): string | null {
  return (
    revisions
      .map(({ date }) => date)
      .toSorted(compareOcdsDates)
      .at(-1) ?? null
  );
}

// The importer takes no release without a date that can be read.
function dateOf(value: Json | undefined, notes: RepairNotes): string {
  const date = repairDate(textOf(value), notes);
  if (date === undefined) throw new Error('A kept release has no date.');
  return date;
}

const sections = { contracts: 'contract', awards: 'award', tender: 'tender', planning: 'planning' } as const;

/** Tags that the standard knows; without any, what the release holds says what it is about. */
function tagsFor(published: Json, release: JsonObject, notes: RepairNotes): string[] {
  const tags = Array.isArray(published) ? published : [published];
  const known = tags.map((tag) => findCode(tag, releaseTags, notes)).filter((tag) => tag !== undefined);
  if (known.length > 0) return [...new Set(known)];
  const [section] = Object.entries(sections).filter(([name]) => hasContent(release[name]));
  return noted(notes.counts, 'TAG_DERIVED', [section?.[1] ?? 'tender']);
}

function hasContent(value: Json | undefined): boolean {
  return Array.isArray(value) || isObject(value);
}
