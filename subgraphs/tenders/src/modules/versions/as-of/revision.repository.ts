import type { ReadClient } from '@hub/runtime/database';
import {
  type Revision,
  parseRelease,
  type JsonObject,
  mergeRulesLookup,
  ocdsMergeRules,
  type MergeRulesLookup,
  settingsLookup,
  type SettingsLookup,
  unpackRelease,
} from '../../../ocds/index.js';
import { unknownIn } from '../../imports/web/extension-lookup.repository.js';

/** A stored revision, and the process that it belongs to. */
export type StoredRevision = Revision & {
  readonly ocid: string;
  readonly sourceId: string;
  /** When we got it. */
  readonly receivedAt: Date;
};

/** All revisions of some processes that are dated up to an instant, or all there are, ready for merging. */
export async function findRevisionsUpTo(
  db: ReadClient,
  { ocids, at }: { ocids: readonly string[]; at: Date | null },
): Promise<StoredRevision[]> {
  const rows = await db.release.findMany({
    where: { ocid: { in: [...ocids] }, ...(at !== null && { releasedAt: { lte: at } }) },
    select: {
      id: true,
      ocid: true,
      releaseId: true,
      publishedDate: true,
      sequence: true,
      isCurrent: true,
      isSnapshot: true,
      version: true,
      extensions: true,
      sourceId: true,
      receivedAt: true,
      raw: true,
    },
  });
  if (rows.length === 0) return [];
  const settings = await findSettings(db);
  const mergeRules = await findMergeRules(
    db,
    rows.flatMap(({ extensions }) => extensions),
  );
  return rows.map(({ raw, publishedDate, sequence, sourceId, ...row }) => ({
    ...row,
    date: publishedDate,
    sourceId,
    sequence: Number(sequence),
    release: parseRelease(unpackRelease(raw)),
    settings: settings(sourceId, row.ocid),
    mergeRules,
  }));
}

// The importer merges by what is stored of the extensions, and so must everybody who merges again.
async function findMergeRules(db: ReadClient, named: readonly string[]): Promise<MergeRulesLookup> {
  const unknown = unknownIn(named);
  if (unknown.length === 0) return ocdsMergeRules;
  const found = await db.extension.findMany({ where: { url: { in: unknown } }, select: { url: true, patch: true } });
  const fetched = new Map<string, JsonObject>();
  for (const { url, patch } of found) if (isPatch(patch)) fetched.set(url, patch);
  return mergeRulesLookup(fetched);
}

function isPatch(patch: unknown): patch is JsonObject {
  return typeof patch === 'object' && patch !== null && !Array.isArray(patch);
}

async function findSettings(db: ReadClient): Promise<SettingsLookup> {
  return settingsLookup(await db.source.findMany({ select: { id: true, ocidPrefix: true, settings: true } }));
}
