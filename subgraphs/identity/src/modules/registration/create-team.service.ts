import { randomUUID } from 'node:crypto';
import type { EmailToken, Team } from '@hub/prisma/client';
import type { AccessTokenSubject } from '@hub/runtime/auth';
import type { TeamTransaction } from '@hub/runtime/database';
import { HubError } from '@hub/runtime/errors';
import { recordEvent, teamCreated } from '@hub/runtime/events';
import { invalidField, type InvalidInput } from '@hub/runtime/graphql';
import { uuidV7 } from '@hub/runtime/values';
import type { Context } from '../../context.js';
import {
  newSession,
  openSession,
  signInMember,
  type NewSession,
  type Tokens,
} from '../sessions/new-session.service.js';
import { hashOf } from './email-code.js';
import { provePerson, type Person } from './prove-person.js';
import type { CreateTeam } from './registration-input.js';
import * as registration from './registration.repository.js';

interface Created {
  readonly __typename: 'CreateTeamSuccess';
  readonly team: Team;
  readonly tokens: Tokens;
}
type CreateResult = Created | InvalidInput;

const codeEnded = invalidField('code', 'This code has ended or was used. Request a new one.', 'ENDED');
const slugTaken = invalidField('slug', 'Another team has this short name. Choose another one.', 'NAME_TAKEN');

/** Makes a team on the free plan with its owner, who is signed in to it. The account is made with it where there is none. */
export async function createTeam(context: Context, input: CreateTeam): Promise<CreateResult> {
  const token = await context.database.readPublic((db) =>
    registration.findEmailToken(db, 'SIGN_UP', hashOf(input.code)),
  );
  if (token === null || token.expiresAt <= context.now()) return codeEnded;
  const isRepeated = token.usedAt !== null;
  if (isRepeated && (token.usedKey === null || token.usedKey !== input.idempotencyKey)) return codeEnded;
  const person = await provePerson(context, { ...input, email: token.email });
  if ('__typename' in person) return person;
  if (isRepeated) return again(context, token, person);

  const teamId = uuidV7();
  const subject: AccessTokenSubject = {
    accountId: person.accountId,
    teamId,
    membershipId: uuidV7(),
    sessionId: randomUUID(),
    role: 'owner',
    plan: 'FREE',
  };
  const session = newSession(context, subject);
  const made = await context
    .databaseAs({ kind: 'system', name: 'identity:sign-up', teamId }, context)
    .write((tx) => make(tx, { context, input, token, person, subject, session }));
  if ('__typename' in made) return made;
  return { __typename: 'CreateTeamSuccess', team: made, tokens: await session.tokens() };
}

interface Making {
  readonly context: Context;
  readonly input: CreateTeam;
  readonly token: EmailToken;
  readonly person: Person;
  readonly subject: AccessTokenSubject;
  readonly session: NewSession;
}

async function make(tx: TeamTransaction, making: Making): Promise<Team | InvalidInput> {
  const { context, input, token, person, subject, session } = making;
  const { accountId, teamId, membershipId, sessionId, plan } = subject;
  const { slug, name, timeZone } = input;
  const team = { id: teamId, slug, name, ...(timeZone !== undefined && { timeZone }) };
  if (!(await registration.insertTeam(tx, team))) return slugTaken;
  // From here on the team exists: who comes second is rolled back with it.
  const use = { id: token.id, at: context.now(), key: input.idempotencyKey ?? null, createdId: teamId };
  if (!(await registration.useEmailToken(tx, use))) throw atOnce();
  if (person.isNew && !(await registration.insertAccount(tx, { ...person.row, emailVerifiedAt: context.now() })))
    throw atOnce();
  await registration.insertMembership(tx, {
    teamId,
    id: membershipId,
    accountId,
    role: 'owner',
    isDefault: person.isNew,
  });
  await registration.markTeamCreated(tx, teamId, membershipId);
  await openSession(tx, session);
  const made = await registration.theTeam(tx, teamId);
  await recordEvent(tx, teamCreated, {
    subjectId: teamId,
    body: {
      slug,
      name,
      plan,
      timeZone: made.timeZone,
      accountId,
      membershipId,
      sessionId,
      isNewAccount: person.isNew,
    },
    persons: [accountId],
  });
  return made;
}

/** The answer once more, for a client that did not get the first: the same team, with a new session. */
async function again(context: Context, { createdId }: EmailToken, person: Person): Promise<CreateResult> {
  if (createdId === null) return codeEnded;
  const tokens = await signInMember(context, { teamId: createdId, accountId: person.accountId });
  if (tokens === null) return codeEnded;
  const database = context.databaseAs({ kind: 'system', name: 'identity:sign-up', teamId: createdId }, context);
  const team = await database.read((db) => registration.theTeam(db, createdId));
  return { __typename: 'CreateTeamSuccess', team, tokens };
}

function atOnce(): HubError {
  return new HubError('CONFLICT', 'The same code is being used at this moment. Nothing was changed.');
}
