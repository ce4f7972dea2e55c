import type { Team, Unit } from '@hub/prisma/client';
import { membershipOf, requireTeam } from '@hub/runtime/auth';
import { lockUntilCommit, oncePerKey, type TeamTransaction } from '@hub/runtime/database';
import {
  changesBetween,
  recordEvent,
  unitCreated,
  unitDeleted,
  unitMembersSet,
  unitUpdated,
} from '@hub/runtime/events';
import {
  conflictWith,
  encodeId,
  invalidField,
  limitReached,
  notFound,
  type Conflict,
  type InvalidInput,
  type LimitReached,
  type NotFound,
} from '@hub/runtime/graphql';
import { uuidV7 } from '@hub/runtime/values';
import type { Context } from '../../context.js';
import { requireCurrentTeam } from '../teams/team.service.js';
import type { CreateUnit, SetUnitMembers, UnitId, UpdateUnit } from './unit-input.js';
import { levelsMax, misplacedUnder } from './unit-tree.js';
import * as units from './unit.repository.js';

interface Changed<Name extends string> {
  readonly __typename: Name;
  readonly unit: Unit;
}
type CreateOutcome = Unit | InvalidInput | LimitReached;
type CreateResult = (Changed<'CreateUnitSuccess'> & { readonly team: Team }) | InvalidInput | LimitReached;
type UpdateResult = Changed<'UpdateUnitSuccess'> | InvalidInput | NotFound | Conflict<'UnitConflict', Unit>;
type DeleteResult =
  | { readonly __typename: 'DeleteUnitSuccess'; readonly deletedId: string; readonly team: Team }
  | InvalidInput
  | NotFound;
type MembersResult = Changed<'SetUnitMembersSuccess'> | InvalidInput | NotFound;

const unitsMax = 200;
const fields = ['name', 'description', 'parentId'] as const;

const unknown = notFound('Your team has no unit with this id.');
const nameTaken = invalidField('name', 'There is a unit of this name beside it already.', 'NAME_TAKEN');
const misplaced = {
  'no parent': invalidField('parentId', 'Your team has no unit with this id.'),
  'under itself': invalidField('parentId', 'A unit cannot be a part of itself, or of a unit under it.'),
  'too deep': invalidField('parentId', `Units can be ${levelsMax} levels deep.`),
};
const hasUnits = invalidField('id', 'There are units under it. Move or delete them first.');
const notInTeam = invalidField('memberIds', 'Not all of these are members of the team.', 'NOT_IN_TEAM');

/** Makes a unit. */
export async function createUnit(context: Context, input: CreateUnit): Promise<CreateResult> {
  const { actor, database } = context;
  const team = await requireCurrentTeam(context);
  const { idempotencyKey: key, ...sent } = input;
  const made = await database.write((tx) =>
    oncePerKey<CreateOutcome>(
      tx,
      { operation: 'createUnit', key, input: sent, actor },
      {
        make: () => insert(tx, { context, teamId: team.id, input: sent }),
        createdBy: (outcome) => ('__typename' in outcome ? null : outcome.id),
        again: (id) => units.findUnit(tx, id),
      },
    ),
  );
  return '__typename' in made ? made : { __typename: 'CreateUnitSuccess', unit: made, team };
}

interface Inserting {
  readonly context: Context;
  readonly teamId: string;
  readonly input: Omit<CreateUnit, 'idempotencyKey'>;
}

async function insert(tx: TeamTransaction, { context, teamId, input }: Inserting): Promise<CreateOutcome> {
  await lockUntilCommit(tx, `units of ${teamId}`);
  const used = await units.countUnits(tx);
  if (used >= unitsMax) return limitReached(`A team can have ${unitsMax} units.`, { max: unitsMax, used });
  const { name, description = null, parentId = null } = input;
  const refusal = await refusalAt(tx, { id: null, name, parentId });
  if (refusal !== null) return refusal;
  const [id, by] = [uuidV7(), membershipOf(context.actor)];
  await units.insertUnit(tx, {
    ...{ teamId, id, name, description, parentId },
    ...{ createdByMembershipId: by, updatedByMembershipId: by },
  });
  const unit = await units.findUnit(tx, id);
  if (unit === null) return nameTaken;
  await recordEvent(tx, unitCreated, { subjectId: id, body: { changes: changesBetween(fields, null, unit) } });
  return unit;
}

/** Why a unit cannot be where it is to be, under the name that it is to have. Behind the lock of the team's units. */
async function refusalAt(
  tx: TeamTransaction,
  { id, name, parentId }: { id: string | null; name: string; parentId: string | null },
): Promise<InvalidInput | null> {
  const problem = misplacedUnder(await units.findPlaces(tx), { id, parentId });
  if (problem !== null) return misplaced[problem];
  return (await units.isUnitNameTaken(tx, { name, parentId, butNot: id })) ? nameTaken : null;
}

/** Changes a unit if it still has the version that the change was made on. What is under it moves along. */
export async function updateUnit(
  { actor, database }: Context,
  { id, expectedVersion, ...change }: UpdateUnit,
): Promise<UpdateResult> {
  const teamId = requireTeam(actor, 'A unit needs a team.');
  return database.write(async (tx): Promise<UpdateResult> => {
    await lockUntilCommit(tx, `units of ${teamId}`);
    const current = await units.findUnit(tx, id);
    if (current === null) return unknown;
    if (current.version !== expectedVersion) return conflictWith('UnitConflict', 'unit', current);
    const next = { ...current, ...change };
    const changes = changesBetween(fields, current, next);
    if (changes.length === 0) return { __typename: 'UpdateUnitSuccess', unit: current };
    const { name, description, parentId } = next;
    const refusal = await refusalAt(tx, { id, name, parentId });
    if (refusal !== null) return refusal;
    const [version, updatedByMembershipId] = [current.version + 1, membershipOf(actor)];
    await units.changeUnit(tx, { id, name, description, parentId, version, updatedByMembershipId });
    await recordEvent(tx, unitUpdated, { subjectId: id, body: { changes } });
    return { __typename: 'UpdateUnitSuccess', unit: (await units.findUnit(tx, id)) ?? next };
  });
}

/** Deletes a unit without units under it. Its people stay in the team. */
export async function deleteUnit(context: Context, { id }: UnitId): Promise<DeleteResult> {
  const teamId = requireTeam(context.actor, 'A unit needs a team.');
  const refusal = await context.database.write(async (tx) => {
    await lockUntilCommit(tx, `units of ${teamId}`);
    const current = await units.findUnit(tx, id);
    if (current === null) return unknown;
    if ((await units.findPlaces(tx)).some(({ parentId }) => parentId === id)) return hasUnits;
    const members = (await units.findUnitMemberIds(tx, id)).length;
    await units.deleteUnitRow(tx, id);
    const body = { members, changes: changesBetween(fields, current, null) };
    await recordEvent(tx, unitDeleted, { subjectId: id, body });
    return null;
  });
  if (refusal !== null) return refusal;
  return { __typename: 'DeleteUnitSuccess', deletedId: encodeId('Unit', id), team: await requireCurrentTeam(context) };
}

/** Makes these members all who are in a unit. */
export async function setUnitMembers(
  { actor, database, now }: Context,
  { id, memberIds }: SetUnitMembers,
): Promise<MembersResult> {
  const teamId = requireTeam(actor, 'A unit needs a team.');
  return database.write(async (tx): Promise<MembersResult> => {
    await lockUntilCommit(tx, `units of ${teamId}`);
    const unit = await units.findUnit(tx, id);
    if (unit === null) return unknown;
    const known = await units.findMemberships(tx, memberIds, now());
    if (known.length < memberIds.length) return notInTeam;
    const before = await units.findUnitMemberIds(tx, id);
    const joined = memberIds.filter((one) => !before.includes(one));
    const left = before.filter((one) => !memberIds.includes(one));
    if (joined.length + left.length > 0) {
      await units.changeUnitMembers(tx, { teamId, unitId: id, joined, left });
      await recordEvent(tx, unitMembersSet, { subjectId: id, body: { joined, left } });
    }
    return { __typename: 'SetUnitMembersSuccess', unit };
  });
}
