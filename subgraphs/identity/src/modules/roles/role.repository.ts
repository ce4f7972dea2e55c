import type { Prisma, Role, RoleAssignment } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';

/** A role as it is made. */
export type NewRole = Pick<
  Role,
  'teamId' | 'id' | 'name' | 'description' | 'permissions' | 'createdByMembershipId' | 'updatedByMembershipId'
>;

export function findRole(db: ReadClient | TeamTransaction, id: string): Promise<Role | null> {
  return db.role.findFirst({ where: { id } });
}

export function findRolesByIds(db: ReadClient, ids: readonly string[]): Promise<Role[]> {
  return db.role.findMany({ where: { id: { in: [...ids] } } });
}

/** Roles, oldest first. */
export function findRoles(
  db: ReadClient,
  { take, afterId }: { take: number; afterId: string | null },
): Promise<Role[]> {
  return db.role.findMany({ where: afterId === null ? {} : { id: { gt: afterId } }, orderBy: { id: 'asc' }, take });
}

export function countRoles(db: ReadClient | TeamTransaction): Promise<number> {
  return db.role.count();
}

/** The role, kept as it is by everybody else until the transaction ends; null when there is none. */
export async function lockRole(tx: TeamTransaction, id: string): Promise<Role | null> {
  await tx.$queryRaw`select from identity.role where id = ${id}::uuid for update`;
  return findRole(tx, id);
}

/** True when another role of the team has the name, in whatever case. */
export async function isNameTaken(
  tx: TeamTransaction,
  { name, butNot }: { name: string; butNot?: string },
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from identity.role where lower(name) = lower(${name}) and id is distinct from ${butNot ?? null}::uuid`;
  return rows.length > 0;
}

export async function insertRole(tx: TeamTransaction, role: NewRole): Promise<void> {
  await tx.role.createMany({ data: [role] });
}

export async function changeRole(
  tx: TeamTransaction,
  {
    id,
    ...change
  }: { id: string } & Pick<Role, 'name' | 'description' | 'permissions' | 'version' | 'updatedByMembershipId'>,
): Promise<void> {
  await tx.role.updateMany({ where: { id }, data: change });
}

export async function deleteRoleRow(tx: TeamTransaction, id: string): Promise<void> {
  await tx.role.deleteMany({ where: { id } });
}

/** Which assignments are meant; undefined is no condition. */
export interface AssignmentConditions {
  readonly ids: string[] | undefined;
  readonly membershipIds: string[] | undefined;
  readonly roleIds: string[] | undefined;
  readonly projectIds: string[] | undefined;
}

function whereOf({ ids, membershipIds, roleIds, projectIds }: AssignmentConditions): Prisma.RoleAssignmentWhereInput {
  return {
    ...(ids && { id: { in: ids } }),
    ...(membershipIds && { membershipId: { in: membershipIds } }),
    ...(roleIds && { roleId: { in: roleIds } }),
    ...(projectIds && { projectId: { in: projectIds } }),
  };
}

/** Assignments, oldest first. */
export function findAssignments(
  db: ReadClient,
  { conditions, take, afterId }: { conditions: AssignmentConditions; take: number; afterId: string | null },
): Promise<RoleAssignment[]> {
  const where = { AND: [whereOf(conditions), afterId === null ? {} : { id: { gt: afterId } }] };
  return db.roleAssignment.findMany({ where, orderBy: { id: 'asc' }, take });
}

export function countAssignments(db: ReadClient | TeamTransaction, conditions: AssignmentConditions): Promise<number> {
  return db.roleAssignment.count({ where: whereOf(conditions) });
}

export function findAssignment(db: ReadClient | TeamTransaction, id: string): Promise<RoleAssignment | null> {
  return db.roleAssignment.findFirst({ where: { id } });
}

export function findAssignmentsByIds(db: ReadClient, ids: readonly string[]): Promise<RoleAssignment[]> {
  return db.roleAssignment.findMany({ where: { id: { in: [...ids] } } });
}

/** Where a member has a role: everywhere, or in one project. */
export type AssignmentPlace = Pick<RoleAssignment, 'membershipId' | 'roleId' | 'projectId'>;

/** The assignment of a role to a member in a place, kept as it is until the transaction ends. */
export async function lockAssignmentAt(
  tx: TeamTransaction,
  { membershipId, roleId, projectId }: AssignmentPlace,
): Promise<RoleAssignment | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from identity.role_assignment where membership_id = ${membershipId}::uuid and role_id = ${roleId}::uuid
      and project_id is not distinct from ${projectId}::uuid for update`;
  return rows[0] === undefined ? null : findAssignment(tx, rows[0].id);
}

export async function insertAssignment(
  tx: TeamTransaction,
  assignment: Omit<RoleAssignment, 'createdAt' | 'updatedAt'>,
): Promise<void> {
  await tx.roleAssignment.createMany({ data: [assignment] });
}

export async function changeAssignment(
  tx: TeamTransaction,
  { id, ...change }: Pick<RoleAssignment, 'id' | 'expiresAt' | 'updatedByMembershipId'>,
): Promise<void> {
  await tx.roleAssignment.updateMany({ where: { id }, data: change });
}

/** Answers whether it was there. */
export async function deleteAssignment(tx: TeamTransaction, id: string): Promise<boolean> {
  return (await tx.roleAssignment.deleteMany({ where: { id } })).count === 1;
}

/** True for a project of the team that is not in the bin. */
export async function isProject(tx: TeamTransaction, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select from workspace.project where team_id = (select app.current_team_id()) and id = ${id}::uuid and deleted_at is null`;
  return rows.length > 0;
}

/** True when the team has this member, whose membership has not ended. */
export async function isMembership(tx: TeamTransaction, id: string, now: Date): Promise<boolean> {
  const where = { id, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
  return (await tx.membership.count({ where })) > 0;
}
