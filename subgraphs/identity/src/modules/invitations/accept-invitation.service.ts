import { randomUUID } from 'node:crypto';
import type { Invitation, Team } from '@hub/prisma/client';
import type { AccessTokenSubject } from '@hub/runtime/auth';
import type { TeamTransaction } from '@hub/runtime/database';
import { HubError } from '@hub/runtime/errors';
import { invitationAccepted, recordEvent } from '@hub/runtime/events';
import { invalidField, type InvalidInput, type LimitReached } from '@hub/runtime/graphql';
import { uuidV7 } from '@hub/runtime/values';
import type { Context } from '../../context.js';
import { peopleLimit } from '../limits/people-limit.js';
import { countPeople } from '../limits/people.repository.js';
import { isOver } from '../memberships/member-status.js';
import { hashOf } from '../registration/email-code.js';
import { provePerson, type Person } from '../registration/prove-person.js';
import { insertAccount, insertMembership, theTeam } from '../registration/registration.repository.js';
import {
  asPlan,
  asRole,
  newSession,
  openSession,
  type NewSession,
  type Tokens,
} from '../sessions/new-session.service.js';
import type { AcceptInvitation } from './invitation-input.js';
import * as invitations from './invitation.repository.js';

type Refused = InvalidInput | LimitReached;
interface Joined {
  readonly team: Team;
  readonly session: NewSession;
}
type AcceptResult =
  { readonly __typename: 'AcceptInvitationSuccess'; readonly team: Team; readonly tokens: Tokens } | Refused;

const codeEnded = invalidField('code', 'This code has ended or was used. Ask for another invitation.', 'ENDED');

const suspended = invalidField('code', 'This team is suspended. Ask its owner.', 'INACTIVE');

/** Makes who holds the code a member of the team, signed in to it. The account is made with it where there is none. */
export async function acceptInvitation(context: Context, input: AcceptInvitation): Promise<AcceptResult> {
  const place = await context.database.readPublic((db) => invitations.findByCode(db, hashOf(input.code)));
  if (place === null) return codeEnded;
  const { team_id: teamId, id } = place;
  const database = context.databaseAs({ kind: 'system', name: 'identity:invitations', teamId }, context);
  const invitation = await database.read((db) => invitations.findInvitation(db, id));
  if (invitation === null || !isOpen(invitation, context.now())) return codeEnded;
  const person = await provePerson(context, { ...input, email: invitation.email });
  if ('__typename' in person) return person;
  const joined = await database.write((tx) => join(tx, { context, invitation, person, code: input.code }));
  if ('__typename' in joined) return joined;
  const { team, session } = joined;
  return { __typename: 'AcceptInvitationSuccess', team, tokens: await session.tokens() };
}

interface Joining {
  readonly context: Context;
  readonly invitation: Invitation;
  readonly person: Person;
  readonly code: string;
}

async function join(tx: TeamTransaction, { context, invitation, person, code }: Joining): Promise<Joined | Refused> {
  const { teamId, id } = invitation;
  const now = context.now();
  const full = await peopleLimit(tx, teamId, () => countPeople(tx, now));
  // Read behind the lock: it may have been sent again, revoked or accepted since.
  const current = await invitations.findInvitation(tx, id);
  const isSame = current !== null && Buffer.compare(current.tokenHash, hashOf(code)) === 0;
  if (!isSame || !isOpen(current, now)) return codeEnded;
  const known = await invitations.findMembershipOf(tx, person.accountId);
  if (full !== null && (known === null || isOver(known.expiresAt, now))) return full;

  const team = await theTeam(tx, teamId);
  if (team.suspendedAt !== null) return suspended;
  const membershipId = known?.id ?? uuidV7();
  const role = known !== null && !isOver(known.expiresAt, now) ? known.role : current.role;
  const { accountId } = person;
  if (person.isNew && !(await insertAccount(tx, { ...person.row, emailVerifiedAt: now }))) throw atOnce();
  if (known === null) {
    const { createdByMembershipId } = current;
    await insertMembership(tx, {
      teamId,
      id: membershipId,
      accountId,
      role,
      isDefault: person.isNew,
      createdByMembershipId,
    });
  } else if (isOver(known.expiresAt, now)) await invitations.renewMembership(tx, known.id, role);
  const change = { status: 'ACCEPTED', acceptedMembershipId: membershipId };
  if (!(await invitations.changePending(tx, id, change))) throw atOnce();

  const subject: AccessTokenSubject = {
    ...{ accountId, teamId, membershipId, sessionId: randomUUID() },
    ...{ role: asRole(role), plan: asPlan(team.plan) },
  };
  const session = newSession(context, subject);
  await openSession(tx, session);
  const body = { accountId, membershipId, sessionId: subject.sessionId, role, isNewAccount: person.isNew };
  await recordEvent(tx, invitationAccepted, { subjectId: id, body, persons: [accountId] });
  return { team, session };
}

function isOpen({ status, expiresAt }: Invitation, now: Date): boolean {
  return status === 'PENDING' && expiresAt > now;
}

function atOnce(): HubError {
  return new HubError('CONFLICT', 'The same code is being used at this moment. Nothing was changed.');
}
