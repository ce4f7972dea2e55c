import type { Team, TeamDomain } from '@hub/prisma/client';
import { requireTeam } from '@hub/runtime/auth';
import { lockUntilCommit, oncePerKey, type TeamTransaction } from '@hub/runtime/database';
import { recordEvent, teamDomainDeleted, teamDomainRequested, teamDomainVerified } from '@hub/runtime/events';
import { problemOf, recordName, type DomainProblem } from '@hub/runtime/dns';
import { invalidField, notFound, type InvalidInput, type NotFound } from '@hub/runtime/graphql';
import type { RequestScope } from '@hub/runtime/service';
import type { Context } from '../../context.js';
import { tooManyAttempts, type TooManyAttempts } from '../sessions/too-many-attempts.js';
import { requireCurrentTeam } from '../teams/team.service.js';
import { newToken } from './new-token.js';
import * as domains from './domain.repository.js';
import type { RequestTeamDomain, TeamDomainInput } from './domain-input.js';

interface Changed<Name extends string> {
  readonly __typename: Name;
  readonly team: Team;
}
interface DomainUnproved {
  readonly __typename: 'DomainUnproved';
  readonly code: 'INVALID_VALUE';
  readonly path: string[];
  readonly message: string;
  readonly problem: DomainProblem;
}
type RequestResult = Changed<'RequestTeamDomainSuccess'> | InvalidInput;
type VerifyResult = Changed<'VerifyTeamDomainSuccess'> | NotFound | DomainUnproved | TooManyAttempts;
type DeleteResult = Changed<'DeleteTeamDomainSuccess'> | NotFound;

const unknown = notFound('Your team has not asked for this domain.', 'domain');

/** The domain of the team; null while it asked for none. */
export function teamDomain({ database }: RequestScope): Promise<TeamDomain | null> {
  return database.read(domains.findDomain);
}

/** Asks for a domain. Asked for again it keeps its record, so that what was published stays good. */
export async function requestTeamDomain(context: Context, input: RequestTeamDomain): Promise<RequestResult> {
  const { actor } = context;
  const team = await requireCurrentTeam(context);
  const { idempotencyKey: key, domain } = input;
  const made = await context.database.write((tx) =>
    oncePerKey<TeamDomain | InvalidInput>(
      tx,
      { operation: 'requestTeamDomain', key, input: { domain }, actor },
      {
        make: () => ask(tx, team.id, domain),
        createdBy: (outcome) => ('__typename' in outcome ? null : outcome.teamId),
        again: () => domains.findDomain(tx),
      },
    ),
  );
  return '__typename' in made ? made : { __typename: 'RequestTeamDomainSuccess', team };
}

async function ask(tx: TeamTransaction, teamId: string, domain: string): Promise<TeamDomain | InvalidInput> {
  await lockUntilCommit(tx, `domain of ${teamId}`);
  const current = await domains.findDomain(tx);
  if (current?.domain === domain) return current;
  if (current !== null && current.verifiedAt !== null) return hasOne(current.domain);
  await domains.putDomain(tx, { teamId, domain, token: newToken() });
  await recordEvent(tx, teamDomainRequested, { subjectId: teamId, body: { domain } });
  return (await domains.findDomain(tx)) ?? hasOne(domain);
}

/** Looks for the record outside of any transaction, and notes the proof if the team still asks for that domain. */
export async function verifyTeamDomain(context: Context, { domain }: TeamDomainInput): Promise<VerifyResult> {
  const teamId = requireTeam(context.actor, 'Only a team has a domain.');
  const found = await teamDomain(context);
  if (found?.domain !== domain) return unknown;
  const { cache, domainThrottle, now } = context;
  const wait = await domainThrottle.waitSeconds(cache, teamId, now());
  if (wait > 0) return tooManyAttempts('The domain was checked too often.', wait);
  await domainThrottle.count(cache, teamId, now());
  const problem = problemOf(await context.findTxt(recordName(domain)), found.token);
  if (problem !== null) return unproved(domain, problem);
  const isProved = await context.database.write(async (tx) => {
    const current = await domains.lockDomain(tx);
    if (current?.token !== found.token) return false;
    await domains.noteProof(tx, teamId, now());
    await recordEvent(tx, teamDomainVerified, { subjectId: teamId, body: { domain } });
    return true;
  });
  return isProved ? { __typename: 'VerifyTeamDomainSuccess', team: await requireCurrentTeam(context) } : unknown;
}

/** Deletes the domain of the team: nobody signs in with it from then on. */
export async function deleteTeamDomain(context: Context, { domain }: TeamDomainInput): Promise<DeleteResult> {
  const teamId = requireTeam(context.actor, 'Only a team has a domain.');
  const isDeleted = await context.database.write(async (tx) => {
    const current = await domains.lockDomain(tx);
    if (current?.domain !== domain) return false;
    await domains.deleteDomain(tx, teamId);
    await recordEvent(tx, teamDomainDeleted, { subjectId: teamId, body: { domain } });
    return true;
  });
  return isDeleted ? { __typename: 'DeleteTeamDomainSuccess', team: await requireCurrentTeam(context) } : unknown;
}

function hasOne(domain: string): InvalidInput {
  return invalidField('domain', `Your team has proved ${domain}. Delete it first.`, 'ALREADY_EXISTS');
}

const messages: Readonly<Record<DomainProblem, (name: string) => string>> = {
  NO_RECORD: (name) => `There is no TXT record ${name} yet. A new record may take an hour to be seen.`,
  OTHER_VALUE: (name) => `The TXT record ${name} has another text.`,
  NO_ANSWER: (name) => `The servers gave no usable answer about ${name}. Try again later.`,
};

function unproved(domain: string, problem: DomainProblem): DomainUnproved {
  const message = messages[problem](recordName(domain));
  return { __typename: 'DomainUnproved', code: 'INVALID_VALUE', path: ['domain'], message, problem };
}
