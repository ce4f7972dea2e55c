import { Prisma, type GateDecision, type Project, type ProjectMember, type StageChange } from '@hub/prisma/client';
import { ofCurrentTeam, type ReadClient, type TeamTransaction } from '@hub/runtime/database';
import type { Children } from '../lists/children.repository.js';

/** What people and steps change of a project. */
export type ProjectFields = Omit<
  Prisma.ProjectUncheckedUpdateManyInput,
  'teamId' | 'id' | 'kind' | 'tenderId' | 'teamTenderId' | 'version' | 'createdAt' | 'updatedAt'
>;

export function findProjectsByIds(db: ReadClient, ids: readonly string[]): Promise<Project[]> {
  return db.project.findMany({ where: { ...ofCurrentTeam(), id: { in: [...ids] } } });
}

export function findProject(tx: TeamTransaction, id: string): Promise<Project | null> {
  return tx.project.findFirst({ where: { id } });
}

/** {@link findProject}, which nobody else changes until the transaction ends. */
export async function lockProject(tx: TeamTransaction, id: string): Promise<Project | null> {
  await tx.$queryRaw`select from workspace.project where id = ${id}::uuid for no key update`;
  return findProject(tx, id);
}

/** How many projects of the team count against its plan. */
export async function countLiveProjects(tx: TeamTransaction): Promise<number> {
  return tx.project.count({ where: { deletedAt: null, status: { not: 'ARCHIVED' } } });
}

export async function insertProject(tx: TeamTransaction, data: Prisma.ProjectUncheckedCreateInput): Promise<Project> {
  const [project] = await tx.project.createManyAndReturn({ data: [data] });
  if (project === undefined) throw new Error('The database added no project.');
  return project;
}

/** Changes a project that the transaction has locked. */
export async function changeProject(
  tx: TeamTransaction,
  { id }: Project,
  { version, ...fields }: ProjectFields & { version?: { increment: number } },
): Promise<Project> {
  const [project] = await tx.project.updateManyAndReturn({
    where: { id },
    data: { ...fields, ...(version && { version }) },
  });
  if (project === undefined) throw new Error('The database changed no project.');
  return project;
}

export function findMembers(db: ReadClient | TeamTransaction, projectIds: readonly string[]): Promise<ProjectMember[]> {
  return db.projectMember.findMany({
    where: { ...ofCurrentTeam(), projectId: { in: [...projectIds] } },
    orderBy: [{ createdAt: 'asc' }, { membershipId: 'asc' }],
  });
}

/** Makes these the members of a project, and nobody else. */
export async function replaceMembers(
  tx: TeamTransaction,
  { teamId, id: projectId }: Project,
  members: readonly { membershipId: string; role: string; expiresAt: Date | null }[],
): Promise<void> {
  await tx.projectMember.deleteMany({ where: { projectId } });
  if (members.length === 0) return;
  await tx.projectMember.createMany({ data: members.map((member) => ({ ...member, teamId, projectId })) });
}

export function insertStageChange(tx: TeamTransaction, data: Prisma.StageChangeCreateManyInput): Promise<unknown> {
  return tx.stageChange.createMany({ data: [data] });
}

export async function insertGateDecision(
  tx: TeamTransaction,
  data: Prisma.GateDecisionCreateManyInput,
): Promise<GateDecision> {
  const [decision] = await tx.gateDecision.createManyAndReturn({ data: [data] });
  if (decision === undefined) throw new Error('The database added no decision.');
  return decision;
}

export function findStageChangesByIds(db: ReadClient, ids: readonly string[]): Promise<StageChange[]> {
  return db.stageChange.findMany({ where: { ...ofCurrentTeam(), id: { in: [...ids] } } });
}

export function findGateDecisionsByIds(db: ReadClient, ids: readonly string[]): Promise<GateDecision[]> {
  return db.gateDecision.findMany({ where: { ...ofCurrentTeam(), id: { in: [...ids] } } });
}

export const stepsOfProjects: Children = {
  table: Prisma.sql`workspace.stage_change`,
  parent: Prisma.sql`project_id`,
};

export const decisionsOfProjects: Children = {
  table: Prisma.sql`workspace.gate_decision`,
  parent: Prisma.sql`project_id`,
};
