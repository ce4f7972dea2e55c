import type { Unit } from '@hub/prisma/client';
import type { ReadClient, TeamTransaction } from '@hub/runtime/database';
import { personSelect } from '../teams/team.repository.js';
import type { PlacedUnit } from './unit-tree.js';

interface Page {
  readonly take: number;
  readonly afterId: string | null;
}

const behind = (afterId: string | null) => (afterId === null ? {} : { id: { gt: afterId } });

export function findUnit(db: ReadClient | TeamTransaction, id: string): Promise<Unit | null> {
  return db.unit.findFirst({ where: { id } });
}

export function findUnitsByIds(db: ReadClient, ids: readonly string[]): Promise<Unit[]> {
  return db.unit.findMany({ where: { id: { in: [...ids] } } });
}

/** Units, oldest first. */
export function findUnits(db: ReadClient, { take, afterId }: Page): Promise<Unit[]> {
  return db.unit.findMany({ where: behind(afterId), orderBy: { id: 'asc' }, take });
}

export function countUnits(db: ReadClient | TeamTransaction): Promise<number> {
  return db.unit.count();
}

/** Where all units of the team hang. */
export function findPlaces(tx: TeamTransaction): Promise<PlacedUnit[]> {
  return tx.unit.findMany({ select: { id: true, parentId: true } });
}

/** True when another unit beside this place has the name, in whatever case. */
export async function isUnitNameTaken(
  tx: TeamTransaction,
  { name, parentId, butNot }: { name: string; parentId: string | null; butNot: string | null },
): Promise<boolean> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from identity.unit where lower(name) = lower(${name}) and parent_id is not distinct from ${parentId}::uuid
      and id is distinct from ${butNot}::uuid`;
  return rows.length > 0;
}

export async function insertUnit(
  tx: TeamTransaction,
  unit: Omit<Unit, 'version' | 'createdAt' | 'updatedAt'>,
): Promise<void> {
  await tx.unit.createMany({ data: [unit] });
}

export async function changeUnit(
  tx: TeamTransaction,
  { id, ...change }: Pick<Unit, 'id' | 'name' | 'description' | 'parentId' | 'version' | 'updatedByMembershipId'>,
): Promise<void> {
  await tx.unit.updateMany({ where: { id }, data: change });
}

export async function deleteUnitRow(tx: TeamTransaction, id: string): Promise<void> {
  await tx.unit.deleteMany({ where: { id } });
}

/** Members of a unit, oldest membership first. */
export function findUnitMembers(db: ReadClient, { unitId, take, afterId }: Page & { unitId: string }) {
  const where = { ...behind(afterId), units: { some: { unitId } } };
  return db.membership.findMany({ where, orderBy: { id: 'asc' }, take, include: personSelect });
}

export function countUnitMembers(db: ReadClient, unitId: string): Promise<number> {
  return db.unitMember.count({ where: { unitId } });
}

/** Ids of the memberships in a unit, in order. */
export async function findUnitMemberIds(tx: TeamTransaction, unitId: string): Promise<string[]> {
  const rows = await tx.unitMember.findMany({ where: { unitId }, select: { membershipId: true } });
  return rows.map(({ membershipId }) => membershipId).sort();
}

/** Those of some memberships that the team has and that have not ended. */
export async function findMemberships(tx: TeamTransaction, ids: readonly string[], now: Date): Promise<string[]> {
  const where = { id: { in: [...ids] }, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
  return (await tx.membership.findMany({ where, select: { id: true } })).map(({ id }) => id);
}

export async function changeUnitMembers(
  tx: TeamTransaction,
  {
    teamId,
    unitId,
    joined,
    left,
  }: { teamId: string; unitId: string; joined: readonly string[]; left: readonly string[] },
): Promise<void> {
  await tx.unitMember.deleteMany({ where: { unitId, membershipId: { in: [...left] } } });
  await tx.unitMember.createMany({ data: joined.map((membershipId) => ({ teamId, unitId, membershipId })) });
}
