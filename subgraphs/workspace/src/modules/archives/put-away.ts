import { createHash } from 'node:crypto';
import type { Project } from '@hub/prisma/client';
import { membershipOf } from '@hub/runtime/auth';
import type { TeamTransaction } from '@hub/runtime/database';
import { projectArchived, recordEvent } from '@hub/runtime/events';
import { encodeId, limitReached, type LimitReached } from '@hub/runtime/graphql';
import type { RequestScope } from '@hub/runtime/service';
import { formatVersion, hidePeople, idsIn } from '../../project-document/people.js';
import * as archives from './archive.repository.js';

/** A project is in the archive, and nowhere else. */
export interface Archived {
  readonly __typename: 'ArchiveProjectSuccess';
  readonly deletedId: string;
  readonly archive: archives.Archive;
}

/** What the table takes as well. */
const bytesMax = 20_000_000;

/** Writes out a project that the transaction has locked, with all that belongs to it, and only then takes it away. */
export async function putAway(
  { actor }: Pick<RequestScope, 'actor'>,
  { tx, current }: { readonly tx: TeamTransaction; readonly current: Project },
): Promise<Archived | LimitReached> {
  await archives.lockWholeProject(tx, current.id);
  const { json, counts } = await archives.writeOut(tx, { id: current.id, formatVersion });
  const people = await archives.keysOfMembers(tx, idsIn(json));
  const document = Buffer.from(hidePeople(json, people), 'utf8');
  if (document.length > bytesMax)
    return limitReached('This project is too large for the archive.', { max: bytesMax, used: document.length });
  const { teamId, id: projectId, name, reference, kind, status, version } = current;
  const sha256 = createHash('sha256').update(document).digest();
  const archive = await archives.insertArchive(
    tx,
    {
      ...{ teamId, projectId, name, reference, kind, status, projectVersion: version, formatVersion, ...counts },
      ...{ document, byteSize: document.length, sha256, archivedByMembershipId: membershipOf(actor) },
    },
    people,
  );
  await archives.removeProject(tx, projectId);
  const body = { version, archiveId: archive.id, sha256: sha256.toString('hex'), changes: [] };
  await recordEvent(tx, projectArchived, { subjectId: projectId, body });
  return { __typename: 'ArchiveProjectSuccess', deletedId: encodeId('Project', projectId), archive };
}
