import type { ReadClient } from '@hub/runtime/database';
import type { Revision } from '../../releases/compile-process.js';
import { isObject, parseJson, type JsonObject } from '../../releases/json.js';
import { settingsBook, type SettingsBook } from '../../releases/settings-book.js';

/** A stored revision, and the process that it belongs to. */
export type StoredRevision = Revision & { readonly ocid: string };

/** All revisions of some processes that are dated up to an instant, ready for merging. */
export async function findRevisionsUpTo(
  db: ReadClient,
  { ocids, at }: { ocids: readonly string[]; at: Date },
): Promise<StoredRevision[]> {
  const rows = await db.release.findMany({
    where: { ocid: { in: [...ocids] }, releasedAt: { lte: at } },
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
      raw: true,
    },
  });
  if (rows.length === 0) return [];
  const settings = await findSettings(db);
  return rows.map(({ raw, publishedDate, sequence, sourceId, ...row }) => ({
    ...row,
    date: publishedDate,
    sequence: Number(sequence),
    release: objectOf(raw),
    settings: settings(sourceId, row.ocid),
  }));
}

async function findSettings(db: ReadClient): Promise<SettingsBook> {
  return settingsBook(await db.source.findMany({ select: { id: true, ocidPrefix: true, settings: true } }));
}

function objectOf(raw: Uint8Array): JsonObject {
  const value = parseJson(Buffer.from(raw));
  if (!isObject(value)) throw new Error('A stored release is not a JSON object.');
  return value;
}
