import type { TeamDatabase } from '@hub/runtime/database';
import { findWholeArchive } from './archive.repository.js';

/** The document of an archive as JSON; null when the team has no such archive. */
export async function readDocument(database: TeamDatabase, id: string): Promise<string | null> {
  const archive = await database.read((db) => findWholeArchive(db, id));
  return archive && Buffer.from(archive.document).toString('utf8');
}
