import { createHash } from 'node:crypto';
import {
  compileProcess,
  type Revision,
  isObject,
  member,
  textOf,
  type Json,
  type JsonObject,
  contentHash,
  NestingError,
  standardSettings,
  ownFieldsOf,
  validateRelease,
} from '../../../ocds/index.js';
import type { PageItem } from '../../../source-http/index.js';
import { emptyRow, type TeamRow } from './team-row.js';

/** A release of a team's source as it is kept: with what its package said. */
interface KeptRelease {
  readonly release: JsonObject;
  readonly version: string;
  readonly extensions: readonly string[];
}

/** Releases of one process that a page brings. */
export interface ReceivedProcess {
  readonly ocid: string;
  readonly releases: readonly KeptRelease[];
}

// A process of a team's source is kept in one row; none of an honest publisher comes near this.
const releasesMax = 500;

/** Sorts the releases of a page by process; those that cannot be imported are counted. */
export function processesOf(items: readonly PageItem[]): { processes: ReceivedProcess[]; refused: number } {
  const byOcid = new Map<string, KeptRelease[]>();
  let refused = 0;
  for (const item of items) {
    const verdict = item.kind === 'release' ? validateRelease(item.value, item.facts) : null;
    if (item.kind !== 'release' || verdict === null || !verdict.isValid) refused += 1;
    else
      byOcid.set(verdict.head.ocid, [
        ...(byOcid.get(verdict.head.ocid) ?? []),
        { release: verdict.release, version: verdict.head.version, extensions: item.facts.extensions },
      ]);
  }
  return { processes: [...byOcid].map(([ocid, releases]) => ({ ocid, releases })), refused };
}

/**
 * The row of a process: compiled from the releases stored so far and those just received, by the same rules as public
 * tenders. Releases met before change nothing; an edit behind a known id counts from then on.
 *
 * @param stored - `raw` of the row that exists; undefined when there is none.
 */
export function ocdsRow(received: ReceivedProcess, stored: Json | undefined, timeZone: string): TeamRow {
  const kept = new Map<string, KeptRelease>();
  for (const entry of [...keptIn(stored), ...received.releases]) {
    const hash = hashOf(entry.release);
    if (!kept.has(hash)) kept.set(hash, entry);
  }
  const all = [...kept].slice(-releasesMax);
  const last = new Map(all.map(([hash, { release }]) => [slotOf(release), hash]));
  const revisions = all.flatMap(([hash, entry], sequence): Revision[] => {
    const facts = { version: entry.version, publishedDate: null, extensions: entry.extensions };
    const verdict = validateRelease(entry.release, facts);
    if (!verdict.isValid) return [];
    const { releaseId, date, isSnapshot, version } = verdict.head;
    return [
      {
        id: hash,
        releaseId,
        date,
        sequence,
        isSnapshot,
        version,
        isCurrent: last.get(slotOf(entry.release)) === hash,
        release: entry.release,
        extensions: entry.extensions,
        settings: { ...standardSettings, timeZone },
      },
    ];
  });
  const { state } = compileProcess(revisions);
  return {
    ...emptyRow,
    ...ownFieldsOf(state),
    reference: state.reference?.slice(0, 500) ?? null,
    externalId: received.ocid,
    buyerName: state.buyer?.name ?? null,
    raw: all.map(([, { release, version, extensions }]) => ({ release, version, extensions: [...extensions] })),
    contentHash: createHash('sha256')
      .update(
        all
          .map(([hash]) => hash)
          .toSorted()
          .join(),
      )
      .digest('hex'),
  };
}

function keptIn(stored: Json | undefined): KeptRelease[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((entry) => {
    const release = member(entry, 'release');
    const extensions = member(entry, 'extensions');
    if (!isObject(release)) return [];
    return [
      {
        release,
        version: textOf(member(entry, 'version')) ?? '1.1',
        extensions: Array.isArray(extensions) ? extensions.filter((name) => typeof name === 'string') : [],
      },
    ];
  });
}

function slotOf(release: JsonObject): string {
  return JSON.stringify([textOf(release['id']), textOf(release['date'])]);
}

function hashOf(release: JsonObject): string {
  try {
    return contentHash(release).toString('hex');
  } catch (error) {
    if (!(error instanceof NestingError)) throw error;
    return createHash('sha256').update(JSON.stringify(release)).digest('hex');
  }
}
