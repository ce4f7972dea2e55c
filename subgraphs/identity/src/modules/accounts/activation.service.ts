import { membershipOf, requireTeam } from '@hub/runtime/auth';
import { accountDeactivated, accountReactivated, recordEvent } from '@hub/runtime/events';
import { invalidField, notFound, type InvalidInput, type NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { findMember, lockMember } from '../memberships/membership.repository.js';
import { refusalByOwners, refusalByReach } from '../memberships/owner-rules.js';
import type { MemberMapper } from '../teams/schema.mappers.js';
import type { DeactivateAccount, ReactivateAccount } from './account-input.js';
import { setAccountActive } from './account.repository.js';

type Refused = InvalidInput | NotFound;
type Switched<Name extends string> = { readonly __typename: Name; readonly member: MemberMapper } | Refused;

const unknown = notFound('Your team has no member with this id.');
const elsewhere = invalidField('id', 'This person is in other teams as well. Remove them from your team instead.');

/** Deactivates the account of a member; the database ends its sessions with it. */
export async function deactivateAccount(
  context: Context,
  { id, reason }: DeactivateAccount,
): Promise<Switched<'DeactivateAccountSuccess'>> {
  const outcome = await switchAccount(context, { id, reason, isActive: false });
  return '__typename' in outcome ? outcome : { __typename: 'DeactivateAccountSuccess', member: outcome };
}

/** Lets the person of a deactivated account sign in again. */
export async function reactivateAccount(
  context: Context,
  { id }: ReactivateAccount,
): Promise<Switched<'ReactivateAccountSuccess'>> {
  const outcome = await switchAccount(context, { id, reason: null, isActive: true });
  return '__typename' in outcome ? outcome : { __typename: 'ReactivateAccountSuccess', member: outcome };
}

interface Switching {
  readonly id: string;
  readonly reason: string | null;
  readonly isActive: boolean;
}

async function switchAccount(context: Context, { id, reason, isActive }: Switching): Promise<MemberMapper | Refused> {
  const { actor } = context;
  const teamId = requireTeam(actor, 'Members are of a team.');
  if (id === membershipOf(actor)) return invalidField('id', 'This is you. Ask somebody else to do it.');
  const outcome = await context.database.write(async (tx): Promise<MemberMapper | Refused> => {
    const current = await lockMember(tx, { teamId, id });
    if (current === null) return unknown;
    const { accountId, role } = current;
    const by = actor.kind === 'user' ? actor.role : null;
    const owners = { id, by, before: role, after: isActive ? role : null, now: context.now(), path: 'id' };
    const refused = refusalByReach(actor, [role], 'id') ?? (await refusalByOwners(tx, owners));
    if (refused !== null) return refused;
    const came = await setAccountActive(tx, accountId, isActive);
    if (came === 'UNKNOWN') return unknown;
    if (came === 'ELSEWHERE') return elsewhere;
    if (came === 'SAME') return current;
    const event = { subjectId: accountId, body: { accountId, memberId: id }, persons: [accountId], reason };
    await recordEvent(tx, isActive ? accountReactivated : accountDeactivated, event);
    return (await findMember(tx, id)) ?? unknown;
  });
  context.loaders.member.clear(id);
  return outcome;
}
