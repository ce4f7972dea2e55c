import type { HubDatabase, TeamDatabase } from '@hub/runtime/database';
import { HubError } from '@hub/runtime/errors';
import type { FileLinks } from '@hub/runtime/files';
import { readLink } from './archive-link.js';
import { findWholeArchive } from './archive.repository.js';

/** The document of an archive as JSON; null when the team has no such archive. */
export async function readDocument(database: TeamDatabase, id: string): Promise<string | null> {
  const archive = await database.read((db) => findWholeArchive(db, id));
  return archive && Buffer.from(archive.document).toString('utf8');
}

/**
 * The document that a link opens, for whoever has the link.
 * @throws HubError `NOT_FOUND`, the same for a link that was changed or has ended, and for an archive that is gone.
 */
export async function readLinkedDocument(
  databaseAs: HubDatabase['as'],
  target: string,
  at: { readonly links: FileLinks; readonly now: Date },
): Promise<string> {
  const address = readLink(target, at);
  const document =
    address === null
      ? null
      : await readDocument(
          databaseAs({ kind: 'system', name: 'workspace:archive-link', teamId: address.teamId }),
          address.id,
        );
  if (document !== null) return document;
  throw new HubError('NOT_FOUND', 'There is no document at this address, or the link has ended. Ask for a new link.');
}
