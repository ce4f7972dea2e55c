import type { Activity, ActivityParticipant, Prisma } from '@hub/prisma/client';
import { ofCurrentTeam, type ReadClient, type TeamTransaction } from '@hub/runtime/database';

/** What people change of an activity. */
export type ActivityFields = Omit<
  Prisma.ActivityUncheckedUpdateManyInput,
  'teamId' | 'id' | 'projectId' | 'entryId' | 'version' | 'createdAt' | 'updatedAt'
>;

/** A person who takes part, as they are to be. */
export type Part = Pick<ActivityParticipant, 'membershipId' | 'name' | 'email' | 'part' | 'answer' | 'answeredAt'>;

export function findActivitiesByIds(db: ReadClient, ids: readonly string[]): Promise<Activity[]> {
  return db.activity.findMany({ where: { ...ofCurrentTeam(), id: { in: [...ids] } } });
}

export function findActivity(tx: TeamTransaction, id: string): Promise<Activity | null> {
  return tx.activity.findFirst({ where: { id } });
}

/** {@link findActivity}, which nobody else changes until the transaction ends. */
export async function lockActivity(tx: TeamTransaction, id: string): Promise<Activity | null> {
  await tx.$queryRaw`select from workspace.activity where id = ${id}::uuid for no key update`;
  return findActivity(tx, id);
}

/** True while an activity can be seen: what belongs to a project in the bin is out of sight with it. */
export async function parentIsLive(
  tx: TeamTransaction,
  {
    projectId,
    entryId,
  }: { readonly projectId?: string | null | undefined; readonly entryId?: string | null | undefined },
): Promise<boolean> {
  if (projectId != null) return (await tx.project.count({ where: { id: projectId, deletedAt: null } })) === 1;
  return entryId != null && (await tx.entry.count({ where: { id: entryId } })) === 1;
}

export async function insertActivity(tx: TeamTransaction, data: Prisma.ActivityCreateManyInput): Promise<Activity> {
  const [activity] = await tx.activity.createManyAndReturn({ data: [data] });
  if (activity === undefined) throw new Error('The database added no activity.');
  return activity;
}

/** Changes an activity that the transaction has locked, and counts the change. */
export async function changeActivity(tx: TeamTransaction, { id }: Activity, fields: ActivityFields): Promise<Activity> {
  const [activity] = await tx.activity.updateManyAndReturn({
    where: { id },
    data: { ...fields, version: { increment: 1 } },
  });
  if (activity === undefined) throw new Error('The database changed no activity.');
  return activity;
}

export function findParticipants(
  db: ReadClient | TeamTransaction,
  activityIds: readonly string[],
): Promise<ActivityParticipant[]> {
  return db.activityParticipant.findMany({
    where: { ...ofCurrentTeam(), activityId: { in: [...activityIds] } },
    orderBy: { id: 'asc' },
  });
}

/** Makes these the participants of an activity, and nobody else. */
export async function replaceParticipants(
  tx: TeamTransaction,
  { teamId, id: activityId }: Activity,
  parts: readonly Part[],
): Promise<void> {
  await tx.activityParticipant.deleteMany({ where: { activityId } });
  if (parts.length === 0) return;
  await tx.activityParticipant.createMany({ data: parts.map((part) => ({ teamId, activityId, ...part })) });
}

/** Keeps the answer of a member. */
export async function changeAnswer(
  tx: TeamTransaction,
  { activityId, membershipId }: { readonly activityId: string; readonly membershipId: string },
  { answer, answeredAt }: Pick<Part, 'answer' | 'answeredAt'>,
): Promise<void> {
  await tx.activityParticipant.updateMany({ where: { activityId, membershipId }, data: { answer, answeredAt } });
}

/** Time zone in which the team works. */
export async function findTeamZone(tx: TeamTransaction): Promise<string> {
  const rows = await tx.$queryRaw<{ zone: string }[]>`
    select t.time_zone as zone from identity.team t where t.id = (select app.current_team_id())`;
  return rows[0]?.zone ?? 'Africa/Johannesburg';
}
