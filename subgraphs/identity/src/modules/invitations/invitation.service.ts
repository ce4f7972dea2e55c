import type { Invitation, Team } from '@hub/prisma/client';
import { membershipOf, requireTeam } from '@hub/runtime/auth';
import { oncePerKey, type TeamTransaction } from '@hub/runtime/database';
import { invitationCreated, invitationResent, invitationRevoked, recordEvent } from '@hub/runtime/events';
import {
  invalidField,
  notFound,
  pageOf,
  sliceOf,
  type InvalidInput,
  type LimitReached,
  type NotFound,
  type PageArguments,
  type PagedList,
} from '@hub/runtime/graphql';
import { queueMail } from '@hub/runtime/mail';
import type { RequestScope } from '@hub/runtime/service';
import { isUuid, uuidV7 } from '@hub/runtime/values';
import { z } from 'zod';
import type { Context } from '../../context.js';
import { peopleLimit } from '../limits/people-limit.js';
import { newEmailCode } from '../registration/email-code.js';
import { takeMail } from '../registration/mail-throttle.js';
import { mayBeInvited, type TeamSettings } from '../settings/settings.js';
import { settingsIn } from '../settings/settings.service.js';
import { tooManyAttempts, type TooManyAttempts } from '../sessions/too-many-attempts.js';
import { requireCurrentTeam } from '../teams/team.service.js';
import type { CreateInvitation, InvitationId } from './invitation-input.js';
import { invitationMail } from './invitation-mail.js';
import * as invitations from './invitation.repository.js';

interface Changed<Name extends string> {
  readonly __typename: Name;
  readonly invitation: Invitation;
  readonly team: Team;
}
type CreateOutcome = Invitation | InvalidInput | LimitReached;
type CreateResult = Changed<'CreateInvitationSuccess'> | InvalidInput | LimitReached | TooManyAttempts;
type ResendResult = Changed<'ResendInvitationSuccess'> | InvalidInput | NotFound | TooManyAttempts;
type RevokeResult = Changed<'RevokeInvitationSuccess'> | InvalidInput | NotFound;

const dayMs = 86_400_000;
const unknown = notFound('Your team has no invitation with this id.');
const isInTeam = invalidField('email', 'Somebody with this e-mail address is in the team already.', 'ALREADY_EXISTS');
const notAtDomain = invalidField('email', 'The settings of the team let only people at its own domains be invited.');
const isInvited = invalidField(
  'email',
  'This e-mail address is invited already. Send it again instead.',
  'ALREADY_EXISTS',
);
const ended = invalidField('id', 'The invitation was accepted or revoked already.', 'ENDED');

/** Invites somebody, if the plan has room for one more. The mail goes out when the invitation is committed. */
export async function createInvitation(context: Context, input: CreateInvitation): Promise<CreateResult> {
  const { actor } = context;
  const teamId = requireTeam(actor, 'An invitation needs a team.');
  const wait = await takeMail(context, input.email, teamId);
  if (wait > 0) return tooManyAttempts('Too many mails were sent to this address or by this team.', wait);
  const team = await requireCurrentTeam(context);
  const { idempotencyKey: key, ...rest } = input;
  const made = await context.database.write((tx) =>
    oncePerKey<CreateOutcome>(
      tx,
      { operation: 'createInvitation', key, input: rest, actor },
      {
        make: () => invite(tx, { context, team, input }),
        createdBy: (outcome) => ('__typename' in outcome ? null : outcome.id),
        again: (id) => invitations.findInvitation(tx, id),
      },
    ),
  );
  return '__typename' in made ? made : { __typename: 'CreateInvitationSuccess', invitation: made, team };
}

interface Inviting {
  readonly context: Context;
  readonly team: Team;
  readonly input: CreateInvitation;
}

async function invite(tx: TeamTransaction, { context, team, input }: Inviting): Promise<CreateOutcome> {
  const now = context.now();
  const { email } = input;
  const settings = await settingsIn(tx);
  if (!mayBeInvited(settings, email)) return notAtDomain;
  const full = await peopleLimit(tx, team.id, () => invitations.countPeopleAndInvited(tx, now));
  if (await invitations.isMember(tx, email, now)) return isInTeam;
  const pending = await invitations.findPending(tx, email);
  if (pending !== null && pending.expiresAt > now) return isInvited;
  if (full !== null) return full;
  if (pending !== null) await invitations.changePending(tx, pending.id, { status: 'REVOKED' });

  const code = newEmailCode();
  const [id, role, expiresAt] = [uuidV7(), input.role.toLowerCase(), endOf(now, settings)];
  await invitations.insertInvitation(tx, {
    ...{ teamId: team.id, id, email, role, tokenHash: code.hash, sentAt: now, expiresAt },
    createdByMembershipId: membershipOf(context.actor),
    updatedByMembershipId: membershipOf(context.actor),
  });
  await queueMail(tx, context.cipher, {
    mail: invitationMail(email, { team: team.name, code: code.text, days: settings.invitationDayCount }),
    key: `invitation:${id}`,
  });
  await recordEvent(tx, invitationCreated, { subjectId: id, body: { role, expiresAt: expiresAt.toISOString() } });
  return (await invitations.findInvitation(tx, id)) ?? isInvited;
}

/** Sends an invitation again, with another code and another end. */
export async function resendInvitation(context: Context, { id }: InvitationId): Promise<ResendResult> {
  const found = await context.loaders.invitation.load(id);
  if (found === null) return unknown;
  const team = await requireCurrentTeam(context);
  const wait = await takeMail(context, found.email, team.id);
  if (wait > 0) return tooManyAttempts('Too many mails were sent to this address or by this team.', wait);
  const [now, by] = [context.now(), membershipOf(context.actor)];
  const code = newEmailCode();
  const sent = await context.database.write(async (tx) => {
    const settings = await settingsIn(tx);
    const expiresAt = endOf(now, settings);
    if (
      !(await invitations.changePending(tx, id, {
        tokenHash: code.hash,
        sentAt: now,
        expiresAt,
        updatedByMembershipId: by,
      }))
    )
      return null;
    const mail = invitationMail(found.email, { team: team.name, code: code.text, days: settings.invitationDayCount });
    await queueMail(tx, context.cipher, { mail, key: `invitation:${id}` });
    const body = { role: found.role, expiresAt: expiresAt.toISOString() };
    await recordEvent(tx, invitationResent, { subjectId: id, body });
    return invitations.findInvitation(tx, id);
  });
  return sent === null ? ended : { __typename: 'ResendInvitationSuccess', invitation: sent, team };
}

/** Takes an invitation back: its code ends at once. */
export async function revokeInvitation(context: Context, { id }: InvitationId): Promise<RevokeResult> {
  const found = await context.loaders.invitation.load(id);
  if (found === null) return unknown;
  const updatedByMembershipId = membershipOf(context.actor);
  const revoked = await context.database.write(async (tx) => {
    if (!(await invitations.changePending(tx, id, { status: 'REVOKED', updatedByMembershipId }))) return null;
    await recordEvent(tx, invitationRevoked, { subjectId: id, body: { role: found.role } });
    return invitations.findInvitation(tx, id);
  });
  if (revoked === null) return ended;
  return { __typename: 'RevokeInvitationSuccess', invitation: revoked, team: await requireCurrentTeam(context) };
}

function endOf(sentAt: Date, { invitationDayCount }: TeamSettings): Date {
  return new Date(sentAt.getTime() + invitationDayCount * dayMs);
}

const list: PagedList<{ readonly id: string }, readonly [string]> = {
  name: 'invitations',
  position: z.tuple([z.string().refine(isUuid)]),
  positionOf: ({ id }) => [id],
};

/** A page of the team's invitations, newest first. */
export async function invitationsPage(scope: RequestScope, page: PageArguments) {
  const { after, take } = sliceOf(list, page);
  const rows = await scope.database.read((db) =>
    invitations.findInvitations(db, { take, afterId: after?.[0] ?? null }),
  );
  return pageOf(list, { rows, count: () => scope.database.read(invitations.countInvitations) }, page);
}
