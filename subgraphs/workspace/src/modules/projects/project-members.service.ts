import type { ProjectMember } from '@hub/prisma/client';
import { projectMembersSet, recordEvent } from '@hub/runtime/events';
import type { InvalidInput, NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { existingMemberIds } from '../members/member.repository.js';
import { notInTeam } from '../members/not-in-team.js';
import { changingProject } from './change-project.service.js';
import type { SetProjectMembers } from './project-input.js';
import { findMembers, replaceMembers } from './project.repository.js';
import type { ProjectChanged, ProjectConflict } from './project-results.js';

type Result = ProjectChanged<'SetProjectMembersSuccess'> | InvalidInput | NotFound | ProjectConflict;
type Part = Pick<ProjectMember, 'membershipId' | 'role' | 'expiresAt'>;

/** Makes these the members of a project, and nobody else. */
export function setProjectMembers(context: Context, input: SetProjectMembers): Promise<Result> {
  const members: Part[] = input.members.map(({ memberId, role, expiresAt }) => ({
    membershipId: memberId,
    role,
    expiresAt: expiresAt ?? null,
  }));
  return changingProject<Result>(context, input, async ({ tx, current, write }) => {
    const ids = members.map(({ membershipId }) => membershipId);
    const known = await existingMemberIds(tx, ids, context.now());
    const stranger = ids.findIndex((id) => !known.has(id));
    if (stranger >= 0) return notInTeam(`members.${stranger}.memberId`);
    const [before, after] = [namesOf(await findMembers(tx, [current.id])), namesOf(members)];
    if (before === after) return { __typename: 'SetProjectMembersSuccess', project: current };
    await replaceMembers(tx, current, members);
    const project = await write({});
    const changes = [{ field: 'members', before, after }];
    await recordEvent(tx, projectMembersSet, { subjectId: project.id, body: { version: project.version, changes } });
    return { __typename: 'SetProjectMembersSuccess', project };
  });
}

/** Who works on a project, as one text that is equal for equal members. */
function namesOf(members: readonly Part[]): string | null {
  if (members.length === 0) return null;
  return members
    .map(({ membershipId, role, expiresAt }) =>
      [membershipId, role, expiresAt?.toISOString()].filter(Boolean).join(' '),
    )
    .toSorted()
    .join(', ');
}
