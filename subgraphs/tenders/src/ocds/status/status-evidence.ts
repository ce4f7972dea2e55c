import { later } from '../ocds-time.js';
import { member, memberAt, objectsIn, textOf, type JsonObject } from '../json.js';
import { tagsOf } from '../read/validate-release.js';
import { readAwardWord, readTenderStatus } from './read-status-word.js';
import type { StatusMeaning } from './status-words.js';

/** What the releases of a process have said about its end and its stage, up to one of them. */
export interface StatusMemory {
  /** How it was cancelled; null while it was not, or once a later release said otherwise. */
  readonly cancelledBy: 'PUBLISHER_STATUS' | 'CANCELLATION_RELEASED' | null;
  /** The latest closing date stated so far. */
  readonly closingAt: string | null;
  /** True while all tags have been of the planning stage. */
  readonly isPlanOnly: boolean;
  /**
   * The process was declared over, and nothing said otherwise since: bids that it still asks for by a closing date ahead are
   * none.
   */
  readonly isOver: boolean;
  /** Ids of awards that were cancelled by the tag of a release, unless a later one gives them a status. */
  readonly awardsCancelled: readonly string[];
}

export const noMemory: StatusMemory = {
  ...{ cancelledBy: null, closingAt: null, isPlanOnly: true, isOver: false, awardsCancelled: [] },
};

/** What is read of one release. */
interface Said {
  readonly release: JsonObject;
  /** Its closing date as an instant. */
  readonly closingAt: string | null;
}

/**
 * Adds a release to what is known. A cancellation holds until a later release says otherwise: by a status, a later
 * closing date or an award. That a document was added says nothing.
 */
export function rememberRelease(memory: StatusMemory, { release, closingAt }: Said): StatusMemory {
  const tags = tagsOf(release).map((tag) => tag.toLowerCase().replaceAll(/[^a-z]/gu, ''));
  const [status, details] = ['status', 'statusDetails'].map((name) => textOf(memberAt(release, 'tender', name), 100));
  const word = readTenderStatus(status ?? null, details ?? null);
  const latest = later(memory.closingAt, closingAt);
  const isPlanOnly = memory.isPlanOnly && tags.length > 0 && tags.every((tag) => tag.startsWith('planning'));
  const awardsCancelled = cancelledAwards(memory.awardsCancelled, release, tags);
  const isLaterClosing = closingAt !== null && latest !== memory.closingAt;
  const isOver = saysOver(tags, word) ?? (memory.isOver && !isLaterClosing);
  const next = { closingAt: latest, isPlanOnly, isOver, awardsCancelled };
  if (tags.some((tag) => cancellationTags.has(tag))) return { ...next, cancelledBy: 'CANCELLATION_RELEASED' };
  if (word === 'CANCELLED') return { ...next, cancelledBy: 'PUBLISHER_STATUS' };
  const saysOtherwise = word !== null || isLaterClosing || hasAward(release);
  return { ...next, cancelledBy: saysOtherwise ? null : memory.cancelledBy };
}

// A tag tells of its own release; the status beside it may be an older one that was left standing.
function saysOver(tags: readonly string[], word: StatusMeaning | null): boolean | null {
  if (tags.some((tag) => overTags.has(tag))) return true;
  return word === null ? null : overWords.has(word);
}

// No tags of the standard.
const overTags = new Set(['complete', 'completed', 'tendercomplete', 'tendercompleted', 'tenderclosed', 'closed']);

const overWords: ReadonlySet<StatusMeaning> = new Set(['OVER', 'AWARDED', 'UNSUCCESSFUL']);

// The standard's, and what publishers make of it. Awards and contracts are cancelled by tags of their own.
const cancellationTags = new Set(['tendercancellation', 'tendercancelled', 'tendercanceled', 'tenderwithdrawal']);

const awardCancellationTags = new Set(['awardcancellation', 'awardcancelled', 'awardcanceled']);

function cancelledAwards(before: readonly string[], release: JsonObject, tags: readonly string[]): readonly string[] {
  const isCancellation = tags.some((tag) => awardCancellationTags.has(tag));
  if (!isCancellation && before.length === 0) return before;
  const awards = objectsIn(member(release, 'awards'));
  const [stated, silent] = [true, false].map((hasStatus) =>
    awards
      .filter(({ status }) => (textOf(status, 100) !== null) === hasStatus)
      .flatMap(({ id }) => textOf(id, 200) ?? []),
  );
  const left = before.filter((id) => stated?.includes(id) !== true);
  return isCancellation ? [...new Set([...left, ...(silent ?? [])])] : left;
}

function hasAward(release: JsonObject): boolean {
  return objectsIn(member(release, 'awards')).some(
    (award) => readAwardWord(textOf(award['status'], 100)) === 'AWARDED',
  );
}
