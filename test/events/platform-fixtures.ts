import { randomUUID } from 'node:crypto';
import { encodeId } from '@hub/runtime/graphql';
import type { TestUser } from '../kit/people.js';
import type { World } from '../kit/world.js';
import { asAdmin, type MutationFixture } from './fixture-kit.js';

/** A super-admin of the platform, who is in the other team. */
async function superAdminOf({ other, hub }: World): Promise<TestUser> {
  const person = await other.team.user();
  const sql = `insert into identity.platform_admin (account_id, grant_reason) values ($1, 'Support')`;
  await hub.database.sql(sql, [person.actor.accountId]);
  return person;
}

/** {@link superAdminOf}, inside the own team. */
async function enteredSuperAdmin(world: World): Promise<TestUser> {
  const person = await superAdminOf(world);
  const input = { teamId: encodeId('PlatformTeam', world.own.team.id), reason: 'A question of theirs.' };
  const query =
    'mutation ($input: EnterTeamInput!) { enterTeam(input: $input) { ... on EnterTeamSuccess { accessToken } } }';
  const { data } = await world.hub.ask(query, { as: person, variables: { input } });
  return { ...person, accessToken: (data as { enterTeam: { accessToken: string } }).enterTeam.accessToken };
}

/** A team that is nobody's in these tests. */
async function teamToStop({ hub }: World, isSuspended = false): Promise<string> {
  const { id } = await hub.team();
  if (isSuspended) await hub.database.sql('update identity.team set suspended_at = now() where id = $1', [id]);
  return encodeId('PlatformTeam', id);
}

async function versionOfTeam({ own, hub }: World): Promise<number> {
  const sql = 'select version from identity.team where id = $1';
  const [row] = await hub.database.sql<{ version: number }>(sql, [own.team.id]);
  return row?.version ?? 0;
}

/** Token of domains in these tests: their name server has a record with it. */
export const domainToken = 't'.repeat(43);

/** A domain of the own team that can be proved. */
async function domainOf({ own, hub }: World): Promise<string> {
  const domain = `${randomUUID()}.example`;
  await hub.database.sql(
    `insert into identity.team_domain (team_id, domain, token) values ($1, $2, $3)
     on conflict (team_id) do update set domain = excluded.domain, token = excluded.token, verified_at = null`,
    [own.team.id, domain, domainToken],
  );
  return domain;
}

/** Mutations of a team as a whole: by its admins, and by super-admins of the platform. */
export const platformFixtures: Readonly<Record<string, MutationFixture>> = {
  enterTeam: {
    event: 'identity.platform_entered',
    answers: 'EnterTeamSuccess',
    arrange: async (world) => ({
      as: await superAdminOf(world),
      input: { teamId: encodeId('PlatformTeam', world.own.team.id), reason: 'A question of theirs.' },
    }),
  },
  exitTeam: {
    event: 'identity.platform_exited',
    answers: 'ExitTeamSuccess',
    arrange: async (world) => ({ as: await enteredSuperAdmin(world), input: null }),
  },
  setTeamLimit: {
    event: 'identity.team_limit_set',
    answers: 'SetTeamLimitSuccess',
    arrange: async (world) => ({
      as: await superAdminOf(world),
      input: {
        teamId: encodeId('PlatformTeam', world.own.team.id),
        subject: 'PEOPLE',
        max: 900,
        reason: 'Agreed with them.',
      },
    }),
  },
  setTeamSubscription: {
    event: 'identity.team_subscription_set',
    answers: 'SetTeamSubscriptionSuccess',
    arrange: async (world) => ({
      as: await superAdminOf(world),
      input: { teamId: await teamToStop(world), plan: 'BASIC', reason: 'They pay for less now.' },
      team: 'new',
    }),
  },
  setTeamCompliance: {
    event: 'identity.team_compliance_set',
    answers: 'SetTeamComplianceSuccess',
    arrange: async (world) => ({
      as: await superAdminOf(world),
      input: { teamId: await teamToStop(world), isVerified: true, reason: 'Tax status was seen.' },
      team: 'new',
    }),
  },
  suspendTeam: {
    event: 'identity.team_suspended',
    answers: 'SuspendTeamSuccess',
    arrange: async (world) => ({
      as: await superAdminOf(world),
      input: { teamId: await teamToStop(world), reason: 'They have not paid.' },
      team: 'new',
    }),
  },
  resumeTeam: {
    event: 'identity.team_resumed',
    answers: 'ResumeTeamSuccess',
    arrange: async (world) => ({
      as: await superAdminOf(world),
      input: { teamId: await teamToStop(world, true), reason: 'They have paid.' },
      team: 'new',
    }),
  },
  updateTeam: {
    event: 'identity.team_updated',
    answers: 'UpdateTeamSuccess',
    arrange: asAdmin(async (world) => ({ expectedVersion: await versionOfTeam(world), name: randomUUID() })),
  },
  updateTeamSettings: {
    event: 'identity.team_settings_changed',
    answers: 'UpdateTeamSettingsSuccess',
    arrange: asAdmin(async () => ({ expectedVersion: 0, reportingCurrency: 'USD' })),
  },
  requestTeamDomain: {
    event: 'identity.team_domain_requested',
    answers: 'RequestTeamDomainSuccess',
    arrange: asAdmin(async () => ({ domain: `${randomUUID()}.example` })),
  },
  verifyTeamDomain: {
    event: 'identity.team_domain_verified',
    answers: 'VerifyTeamDomainSuccess',
    arrange: asAdmin(async (world) => ({ domain: await domainOf(world) })),
  },
  deleteTeamDomain: {
    event: 'identity.team_domain_deleted',
    answers: 'DeleteTeamDomainSuccess',
    arrange: asAdmin(async (world) => ({ domain: await domainOf(world) })),
  },
  updateBillingContact: {
    event: 'identity.billing_contact_changed',
    answers: 'UpdateBillingContactSuccess',
    arrange: asAdmin(async () => ({
      expectedVersion: 0,
      contact: { name: 'Accounts', email: 'accounts@example.org' },
    })),
  },
};
