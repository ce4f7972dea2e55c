import { decodeId, idOf, valuesOf } from '@hub/runtime/graphql';
import { z } from 'zod';
import type { InputMaybe, ProjectArchiveFilter } from '../../types.generated.js';
import { expectedVersionOf } from '../base/input-parts.js';
import type { ArchiveConditions } from './archive-list.repository.js';

export const archiveProjectInput = z.object({ id: idOf('Project'), expectedVersion: expectedVersionOf('project') });
export const restoreArchivedProjectInput = z.object({ id: idOf('ProjectArchive') });

/** Conditions of a list. @throws HubError `BAD_USER_INPUT` for a malformed id. */
export function archiveConditionsOf(filter: InputMaybe<ProjectArchiveFilter>): ArchiveConditions {
  const { ids, projectIds, archivedByIds } = filter ?? {};
  return {
    ids: valuesOf(ids?.map((id) => decodeId('ProjectArchive', id))),
    projectIds: valuesOf(projectIds?.map((id) => decodeId('Project', id))),
    membershipIds: valuesOf(archivedByIds?.map((id) => decodeId('Member', id))),
  };
}
