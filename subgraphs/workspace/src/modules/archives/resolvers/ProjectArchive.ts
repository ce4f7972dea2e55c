import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import type { ProjectArchiveResolvers } from '../../../types.generated.js';
import { storedName } from '../../base/stored-name.js';
import { memberReference } from '../../members/member-reference.js';
import { linkTo } from '../archive-link.js';
import { kinds, statuses } from '../../projects/enums.js';

export const ProjectArchive: ProjectArchiveResolvers = {
  __resolveReference: referenceTo('ProjectArchive', (row, { loaders }: Context) => loaders.projectArchive.load(row)),
  id: ({ id }) => encodeId('ProjectArchive', id),
  projectId: ({ projectId }) => encodeId('Project', projectId),
  kind: ({ kind }) => storedName(kinds, kind),
  status: ({ status }) => storedName(statuses, status),
  sha256: ({ sha256 }) => Buffer.from(sha256).toString('hex'),
  documentUrl: ({ id }, _args, { publicUrl }) => `${publicUrl}/archives/${encodeId('ProjectArchive', id)}`,
  downloadUrl: ({ teamId, id }, _args, { publicUrl, archiveLinks: links, now }) =>
    `${publicUrl}${linkTo({ teamId, id }, { links, now: now() })}`,
  archivedBy: ({ archivedByMembershipId }) => memberReference(archivedByMembershipId),
};
