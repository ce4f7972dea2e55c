import type { Team } from '@hub/prisma/client';
import { membershipOf, requireTeam, type Actor, type Role } from '@hub/runtime/auth';
import type { TeamTransaction } from '@hub/runtime/database';
import { changesBetween, memberRemoved, membershipChanged, recordEvent, teamLeft } from '@hub/runtime/events';
import {
  conflictWith,
  encodeId,
  invalidField,
  notFound,
  type Conflict,
  type InvalidInput,
  type LimitReached,
  type NotFound,
} from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { peopleLimit } from '../limits/people-limit.js';
import { countPeople } from '../limits/people.repository.js';
import type { MemberMapper } from '../teams/schema.mappers.js';
import { requireCurrentTeam } from '../teams/team.service.js';
import { isOver } from './member-status.js';
import type { MemberId, OwnTeam, UpdateMembership } from './membership-input.js';
import * as memberships from './membership.repository.js';
import { refusalByOwners, refusalByReach } from './owner-rules.js';

type Refused = InvalidInput | NotFound | LimitReached | Conflict<'MemberConflict', MemberMapper>;
type UpdateResult = { readonly __typename: 'UpdateMembershipSuccess'; readonly member: MemberMapper } | Refused;
type DeleteResult =
  | { readonly __typename: 'DeleteMembershipSuccess'; readonly deletedId: string; readonly team: Team }
  | InvalidInput
  | NotFound;
type LeaveResult = { readonly __typename: 'LeaveTeamSuccess'; readonly leftTeam: string } | InvalidInput;

const unknown = notFound('Your team has no member with this id.');
const inPast = invalidField(
  'expiresAt',
  'expiresAt must be in the future. Remove the member to end it now.',
  'OUT_OF_RANGE',
);
const ownersStay = invalidField('expiresAt', 'The membership of an owner has no end. Change the role first.');

/** Changes role and end of a membership, if it still has the version that the change was made on. */
export async function updateMembership(context: Context, input: UpdateMembership): Promise<UpdateResult> {
  const teamId = requireTeam(context.actor, 'Members are of a team.');
  const outcome = await context.database.write((tx) => change(tx, { context, teamId, input }));
  context.loaders.member.clear(input.id);
  return '__typename' in outcome ? outcome : { __typename: 'UpdateMembershipSuccess', member: outcome };
}

interface Changing {
  readonly context: Context;
  readonly teamId: string;
  readonly input: UpdateMembership;
}

async function change(tx: TeamTransaction, { context, teamId, input }: Changing): Promise<MemberMapper | Refused> {
  const { id, expectedVersion } = input;
  const now = context.now();
  const current = await memberships.lockMember(tx, { teamId, id });
  if (current === null) return unknown;
  if (current.version !== expectedVersion) return conflictWith('MemberConflict', 'member', current);
  const after = {
    role: input.role?.toLowerCase() ?? current.role,
    expiresAt: input.expiresAt === undefined ? current.expiresAt : input.expiresAt,
  };
  const changes = changesBetween(['role', 'expiresAt'], current, after);
  if (changes.length === 0) return current;
  const owners = { id, by: roleOf(context.actor), before: current.role, after: after.role, now };
  const path = input.role === undefined ? 'id' : 'role';
  const refused =
    refusalByReach(context.actor, [current.role, after.role], path) ?? (await refusalByOwners(tx, { ...owners, path }));
  if (refused !== null) return refused;
  if (after.role === 'owner' && after.expiresAt !== null) return ownersStay;
  if (input.expiresAt !== undefined && isOver(after.expiresAt, now)) return inPast;
  // Somebody whose time was over takes a place again.
  if (isOver(current.expiresAt, now) && !isOver(after.expiresAt, now)) {
    const full = await peopleLimit(tx, teamId, () => countPeople(tx, now));
    if (full !== null) return full;
  }
  const version = expectedVersion + 1;
  await memberships.changeMember(tx, id, { ...after, version, updatedByMembershipId: membershipOf(context.actor) });
  const { accountId } = current;
  await recordEvent(tx, membershipChanged, {
    subjectId: id,
    body: { accountId, version, changes },
    persons: [accountId],
  });
  return (await memberships.findMember(tx, id)) ?? unknown;
}

/** Removes a member. Their sessions in the team go with the membership. */
export async function deleteMembership(context: Context, { id }: MemberId): Promise<DeleteResult> {
  const { actor } = context;
  const teamId = requireTeam(actor, 'Members are of a team.');
  if (id === membershipOf(actor)) return invalidField('id', 'This is you. Leave the team instead.');
  const refused = await context.database.write(async (tx) => {
    const current = await memberships.lockMember(tx, { teamId, id });
    if (current === null) return unknown;
    const { role, accountId } = current;
    const owners = { id, by: roleOf(actor), before: role, after: null, now: context.now(), path: 'id' };
    const owned = refusalByReach(actor, [role], 'id') ?? (await refusalByOwners(tx, owners));
    if (owned !== null) return owned;
    await memberships.deleteMember(tx, id);
    await recordEvent(tx, memberRemoved, { subjectId: id, body: { accountId, role }, persons: [accountId] });
    return null;
  });
  if (refused !== null) return refused;
  context.loaders.member.clear(id);
  const deletedId = encodeId('Member', id);
  return { __typename: 'DeleteMembershipSuccess', deletedId, team: await requireCurrentTeam(context) };
}

/** Ends the person's own membership of the team in use. */
export async function leaveTeam(context: Context, input: OwnTeam): Promise<LeaveResult> {
  const { actor } = context;
  const teamId = requireTeam(actor, 'Only a member can leave a team.');
  const { slug } = await requireCurrentTeam(context);
  if (input.team !== slug) return invalidField('team', 'This is not the short name of the team in use.');
  const id = membershipOf(actor) ?? '';
  const refused = await context.database.write(async (tx) => {
    const current = await memberships.lockMember(tx, { teamId, id });
    const role = current?.role ?? roleOf(actor) ?? '';
    const owners = { id, by: roleOf(actor), before: role, after: null, now: context.now(), path: 'team' };
    const owned = await refusalByOwners(tx, owners);
    if (current === null || owned !== null) return owned;
    await memberships.deleteMember(tx, id);
    const { accountId } = current;
    await recordEvent(tx, teamLeft, { subjectId: id, body: { accountId, role }, persons: [accountId] });
    return null;
  });
  return refused ?? { __typename: 'LeaveTeamSuccess', leftTeam: slug };
}

function roleOf(actor: Actor): Role | null {
  return actor.kind === 'user' ? actor.role : null;
}
