import { mergeProcess, parseRelease, readNoticeUrl } from '../../ocds/index.js';
import type { SqlClient } from '../../bulk/index.js';
import { findRevisions } from './write/release.repository.js';
import { findSourceSettings } from './write/source.repository.js';

/** Where publishers show tenders, by ocid, read out of the releases that are stored. */
export async function readNoticeUrls(client: SqlClient, ocids: readonly string[]): Promise<Map<string, string | null>> {
  const settingsFor = await findSourceSettings(client);
  const revisions = (await findRevisions(client, ocids)).map(({ raw, sequence, ...row }) => ({
    ...row,
    sequence: Number(sequence),
    release: parseRelease(raw),
    settings: settingsFor(row.sourceId, row.ocid),
  }));
  return new Map(
    [...Map.groupBy(revisions, ({ ocid }) => ocid)].flatMap(([ocid, list]) => {
      const last = list.at(-1);
      return last === undefined ? [] : [[ocid, readNoticeUrl(mergeProcess(list), last.settings)] as const];
    }),
  );
}
