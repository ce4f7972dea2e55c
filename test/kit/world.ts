import { randomUUID } from 'node:crypto';
import {
  anonymous,
  powersOf,
  rolePermissions,
  type Actor,
  superAdminPermissions,
  type PartnerActor,
  type SuperAdminActor,
  type Role,
} from '@hub/runtime/auth';
import { encodeId, encodePartId } from '@hub/runtime/graphql';
import { testHub, type TestHub, type TestHubOptions } from './hub.js';
import type { TestTeam, TestUser } from './people.js';
import { addDraft, addFeedback } from './draft-rows.js';
import { addNotification } from './notification-rows.js';
import { addAward, addBuyer, addTender, addWinner } from './tender-rows.js';
import { addProject } from './project-rows.js';
import { secretsOf, type Secret } from './secrets.js';

/** Who asks, in the kinds that the matrices go through. `custom`: a viewer whom a role of the team lets read the audit log. */
export const actorKinds = [
  'anonymous',
  'viewer',
  'member',
  'admin',
  'owner',
  'custom',
  'superAdmin',
  'partner',
] as const;
export type ActorKind = (typeof actorKinds)[number];

/** A team with one person of each role, a partner, and rows of every kind. */
export interface Party {
  readonly team: TestTeam;
  readonly people: Readonly<Record<Role | 'custom' | 'platform', TestUser>>;
  readonly partner: PartnerActor;
  /** Somebody of no team, who has entered this one. */
  readonly superAdmin: SuperAdminActor;
  /** The id in the API of one thing of each type with a key. A new type without one fails the matrix. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Two teams that must not know of each other, over the whole product. */
export interface World {
  readonly hub: TestHub;
  readonly own: Party;
  readonly other: Party;
  /** A public tender that nobody tracks. */
  readonly untracked: string;
  /** A public tender that both teams track. */
  readonly shared: string;
  /** Values that only the other team's rows have. */
  readonly secrets: readonly Secret[];
  /** The actor of a kind in the own team. */
  actorOf(kind: ActorKind): Actor;
  close(): Promise<void>;
}

/** Opens the product and fills it: both teams alike, and different in every word. The clock stands still. */
export async function openWorld({
  stores,
  logger,
  env,
}: Pick<TestHubOptions, 'stores' | 'logger' | 'env'> = {}): Promise<World> {
  const now = new Date();
  const hub = await testHub({
    now: () => now,
    ...(stores && { stores }),
    ...(logger && { logger }),
    ...(env && { env }),
  });
  const publicIds = await addPublicThings(hub);
  const tender = () =>
    addTender(hub.database, { title: 'Supply of pipes', buyerId: publicIds.buyerRow, province: 'GAUTENG' });
  const [shared, untracked] = [await tender(), await tender()];
  const party = (name: string, designation: string) =>
    addParty(hub, { name, designation, publicIds, shared: shared.row });
  const own = await party('Acme Civils', '1CE');
  const other = await party('Zenith Roads', '9GB');
  await hub.database.sql(
    'update tenders.tender t set buyer_name = b.name from tenders.buyer b where b.id = t.buyer_id',
  );
  return {
    hub,
    own,
    other,
    untracked: untracked.id,
    shared: shared.id,
    secrets: await secretsOf(hub.database, { of: other.team.id, butNot: own.team.id }),
    actorOf(kind) {
      if (kind === 'anonymous') return anonymous;
      if (kind === 'superAdmin') return own.superAdmin;
      return kind === 'partner' ? own.partner : own.people[kind].actor;
    },
    close: () => hub.close(),
  };
}

/** An id of the right shape that names nothing. */
export function unknownId(type: string): string {
  return encodeId(type, randomUUID());
}

interface PublicThings {
  readonly buyerRow: string;
  readonly supplierRow: string;
  readonly awarded: string;
}

async function addPublicThings({ database }: TestHub): Promise<PublicThings> {
  const buyerRow = await addBuyer(database, 'City of Tests');
  const awarded = await addTender(database, { title: 'Roads', lifecycle: 'AWARDED', buyerId: buyerRow });
  await addAward(database, { tenderId: awarded.row, valueAmount: '1000', valueCurrency: 'ZAR' });
  const supplierRow = await addWinner(database, { tenderId: awarded.row, name: 'A Supplier' });
  return { buyerRow, supplierRow, awarded: awarded.id };
}

interface PartyOptions {
  readonly name: string;
  readonly designation: string;
  readonly publicIds: PublicThings;
  readonly shared: string;
}

async function addParty(hub: TestHub, { name, designation, publicIds, shared }: PartyOptions): Promise<Party> {
  const { database } = hub;
  const team = await hub.team({ name });
  const person = (role: Role) => team.user({ role, displayName: `${role} of ${name}` });
  const custom = await team.user({ role: 'viewer', displayName: `custom role of ${name}` });
  const role = await addRole(database, { team, name, custom });
  const people = {
    custom: role.holder,
    platform: await platformAdmin(database, team),
    owner: await person('owner'),
    admin: await person('admin'),
    member: await person('member'),
    viewer: await person('viewer'),
  };
  await database.sql(
    'update identity.team set created_by_membership_id = $2, updated_by_membership_id = $2 where id = $1',
    [team.id, people.member.actor.membershipId],
  );
  await database.sql(
    'insert into identity.company_profile (team_id, company_name, sectors, services, provinces, experience_years) values ($1, $2, $3, $3, $4, 5)',
    [team.id, `${name} (Pty) Ltd`, [`sector of ${name}`], ['GAUTENG']],
  );
  await database.sql(`insert into identity.capability (team_id, scheme, designation) values ($1, 'CIDB', $2)`, [
    team.id,
    designation,
  ]);
  const tracked = await addTender(database, {
    title: 'Supply of pipes',
    buyerId: publicIds.buyerRow,
    province: 'GAUTENG',
  });
  const member = people.member.actor.membershipId;
  const [entry] = await addEntries(database, {
    teamId: team.id,
    member,
    notes: `note of ${name}`,
    tenders: [tracked.row, shared],
  });
  const source = await createTeamSource(database, { teamId: team.id, name });
  await trackOwnTender(database, { teamId: team.id, name, member, tenderRow: source.tenderRow });
  const override = await addVersionNotes(database, { teamId: team.id, name, member, tenderRow: tracked.row });
  const savedSearch = await addSavedSearch(database, { teamId: team.id, name, member, tenderRow: tracked.row });
  const event = await addEvent(database, {
    ...{ teamId: team.id, name, entryRow: entry, account: people.member.actor.accountId },
  });
  const project = await addProject(database, { teamId: team.id, name, member, tenderRow: tracked.row });
  const invitation = await addInvitation(database, { team, member });
  const notification = await addNotification(database, {
    ...{ teamId: team.id, accountId: people.member.actor.accountId, searchName: `told to ${name}` },
  });
  const draft = await addDraft(database, {
    ...{ teamId: team.id, tenderRow: tracked.row, brief: `brief of ${name}`, member },
  });
  await addFeedback(database, { teamId: team.id, tenderRow: tracked.row, verdict: 'USEFUL', member });
  const exported = await addExport(database, { teamId: team.id, name, member });
  const superAdmin = await addSuperAdmin(database, { team, name });
  return {
    team,
    people,
    superAdmin,
    partner: {
      kind: 'partner',
      clientId: `client of ${name}`,
      teamId: team.id,
      permissions: rolePermissions.viewer,
      plan: 'PRO',
    },
    ids: {
      Team: encodeId('Team', team.id),
      Member: encodeId('Member', member),
      Entry: encodeId('Entry', entry ?? ''),
      ...project,
      Tender: tracked.id,
      Buyer: encodeId('Buyer', publicIds.buyerRow),
      Supplier: encodeId('Supplier', publicIds.supplierRow),
      TeamSource: encodeId('TeamSource', source.sourceRow),
      TeamTender: encodeId('TeamTender', source.tenderRow),
      SavedSearch: encodeId('SavedSearch', savedSearch.searchRow),
      SavedSearchMatch: encodeId('SavedSearchMatch', savedSearch.matchRow),
      TenderOverride: encodeId('TenderOverride', override),
      TenderVersion: encodePartId('TenderVersion', { row: tracked.row, part: '2' }),
      Account: encodeId('Account', people.member.actor.accountId),
      Export: encodeId('Export', exported),
      Draft: encodeId('Draft', draft),
      AuditEvent: encodeId('AuditEvent', event),
      HistoryEvent: encodeId('HistoryEvent', event),
      Invitation: encodeId('Invitation', invitation),
      PlatformTeam: encodeId('PlatformTeam', team.id),
      PlatformEntry: encodeId('PlatformEntry', superAdmin.sessionId),
      AuditExport: encodeId('AuditExport', await addAuditExport(database, { team, member })),
      Unit: encodeId('Unit', await addUnit(database, { team, name, member })),
      Role: encodeId('Role', role.roleRow),
      RoleAssignment: encodeId('RoleAssignment', role.assignmentRow),
      RoleHolder: encodeId('Member', custom.actor.membershipId),
      Notification: encodeId('Notification', notification),
      // The same row as a tender of the search: the id of the type, and of nobody else's.
      OwnTender: encodeId('Tender', source.tenderRow),
    },
  };
}

async function addEntries(
  database: TestHub['database'],
  { teamId, member, notes, tenders }: { teamId: string; member: string; notes: string; tenders: readonly string[] },
): Promise<string[]> {
  const rows = await database.sql<{ id: string }>(
    `insert into workspace.entry (team_id, tender_id, notes, assignee_membership_id, created_by_membership_id, updated_by_membership_id)
     select $1, t.id, $3, $2, $2, $2 from unnest($4::uuid[]) with ordinality t (id, place) order by t.place returning id`,
    [teamId, member, notes, tenders],
  );
  await database.sql(
    `insert into insights.readiness_score (team_id, tender_id, score, score_min, score_max, recommendation, inputs_hash, calculated_at)
     select $1, unnest($2::uuid[]), 50, 50, 50, 'CONSIDER', repeat('0', 64), now()`,
    [teamId, tenders],
  );
  return rows.map(({ id }) => id);
}

/** What a team notes about a tender of its own, and how ready it is for it. */
async function trackOwnTender(
  database: TestHub['database'],
  { teamId, name, member, tenderRow }: { teamId: string; name: string; member: string; tenderRow: string },
): Promise<void> {
  await database.sql(
    `insert into workspace.entry (team_id, team_tender_id, notes, created_by_membership_id, updated_by_membership_id)
     values ($1, $2, $3, $4, $4)`,
    [teamId, tenderRow, `note of ${name} about its own`, member],
  );
  await database.sql(
    'insert into insights.own_readiness_score (team_id, team_tender_id, score, calculated_at) values ($1, $2, 40, now())',
    [teamId, tenderRow],
  );
}

/** A source of a team's own, with a tender that came through it. */
async function createTeamSource(database: TestHub['database'], { teamId, name }: { teamId: string; name: string }) {
  const [sourceRow, tenderRow] = [randomUUID(), randomUUID()];
  await database.sql(
    `insert into tenders.team_source (team_id, id, kind, name, url, is_enabled, mapping) values ($1, $2, 'json', $3,
       'https://example.org/list', false, '{"fields": {"externalId": "/id", "title": "/title"}}')`,
    [teamId, sourceRow, `source of ${name}`],
  );
  await database.sql(
    `insert into tenders.team_tender (team_id, id, team_source_id, external_id, title, lifecycle, raw, content_hash)
     values ($1, $2, $3, 'A-1', $4, 'LIVE', '{}', sha256('x'))`,
    [teamId, tenderRow, sourceRow, `own tender of ${name}`],
  );
  await database.sql(
    `insert into tenders.integration_log (team_id, team_source_id, method, endpoint, is_success) values ($1, $2, 'GET', $3, true)`,
    [teamId, sourceRow, `https://example.org/list of ${name}`],
  );
  return { sourceRow, tenderRow };
}

/** A change of a tender that a team has acknowledged, and a field that it reads differently. */
async function addVersionNotes(
  database: TestHub['database'],
  { teamId, name, member, tenderRow }: { teamId: string; name: string; member: string; tenderRow: string },
): Promise<string> {
  const overrideRow = randomUUID();
  const releaseRow = randomUUID();
  await database.sql(
    `insert into tenders.release (id, ocid, release_id, content_hash, source_id, is_current, is_snapshot, released_at, published_date, version, raw)
     select $2, ocid, 'second', sha256('x'), source_id, true, false, '2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z', '1.1', '{}'
     from tenders.tender where id = $1`,
    [tenderRow, releaseRow],
  );
  await database.sql(
    `insert into tenders.tender_version (tender_id, version, release_id, effective_at, is_silent, impact, changes)
     values ($1, 2, $2, '2026-01-02T00:00:00Z', false, 'MATERIAL', '[]')`,
    [tenderRow, releaseRow],
  );
  await database.sql(
    `insert into tenders.change_acknowledgement (team_id, tender_id, release_id, changes_hash, version, acknowledged_by_membership_id)
     values ($1, $2, $3, sha256('[]'), 2, $4)`,
    [teamId, tenderRow, releaseRow, member],
  );
  await database.sql(
    `insert into tenders.tender_override (team_id, id, tender_id, field, original, value, reason, overridden_by_membership_id, created_by_membership_id)
     values ($1, $6, $2, 'TITLE', 'Supply of pipes', $3, $4, $5, $5)`,
    [teamId, tenderRow, `title of ${name}`, `reason of ${name}`, member, overrideRow],
  );
  return overrideRow;
}

/** A role of the team that lets read the audit log, and somebody who has it. */
async function addRole(
  { sql }: TestHub['database'],
  { team, name, custom }: { team: TestTeam; name: string; custom: TestUser },
) {
  const { membershipId } = custom.actor;
  const permissions = ['audit:read'];
  const [role] = await sql<{ id: string }>(
    `insert into identity.role (team_id, name, description, permissions, created_by_membership_id, updated_by_membership_id)
     values ($1, $2, $3, $4, $5, $5) returning id`,
    [team.id, `role of ${name}`, `what the role of ${name} is for`, permissions, membershipId],
  );
  const roleRow = role?.id ?? '';
  const [assignment] = await sql<{ id: string }>(
    `insert into identity.role_assignment (team_id, membership_id, role_id, created_by_membership_id, updated_by_membership_id)
     values ($1, $2, $3, $2, $2) returning id`,
    [team.id, membershipId, roleRow],
  );
  const grants = [{ role: roleRow, permissions, project: null, until: null }];
  const powers = powersOf({ role: 'viewer', version: 2, grants }, new Date());
  const holder: TestUser = { ...custom, actor: { ...custom.actor, ...powers } };
  return { roleRow, assignmentRow: assignment?.id ?? '', holder };
}

/** A member who is a super-admin of the platform as well. */
async function platformAdmin({ sql }: TestHub['database'], team: TestTeam): Promise<TestUser> {
  const person = await team.user();
  await sql(`insert into identity.platform_admin (account_id, grant_reason) values ($1, 'Support')`, [
    person.actor.accountId,
  ]);
  return person;
}

/** A super-admin of the platform who has entered the team. */
async function addSuperAdmin(
  { sql }: TestHub['database'],
  { team, name }: { team: TestTeam; name: string },
): Promise<SuperAdminActor> {
  const [accountId, sessionId] = [randomUUID(), randomUUID()];
  await sql('insert into identity.account (id, email, display_name) values ($1, $2, $3)', [
    accountId,
    `${accountId}@platform.example`,
    'A Super-admin',
  ]);
  await sql(`insert into identity.platform_admin (account_id, grant_reason) values ($1, 'Support')`, [accountId]);
  await sql(
    `insert into identity.platform_entry (team_id, id, account_id, reason, entered_at, expires_at)
     values ($1, $2, $3, $4, now(), now() + interval '1 hour')`,
    [team.id, sessionId, accountId, `why ${name} was entered`],
  );
  const permissions = superAdminPermissions;
  return { kind: 'superAdmin', accountId, teamId: team.id, sessionId, permissions, plan: 'PRO' };
}

/** A file of the team's audit log. */
async function addAuditExport(
  { sql }: TestHub['database'],
  { team, member }: { team: TestTeam; member: string },
): Promise<string> {
  const rows = await sql<{ id: string }>(
    `insert into identity.audit_export (team_id, status, failure, seal, first_sequence, last_sequence, requested_by_membership_id)
     values ($1, 'FAILED', 'INTERNAL', 'seal', 0, 1, $2) returning id`,
    [team.id, member],
  );
  return rows[0]?.id ?? '';
}

/** A unit of the team with a member in it. */
async function addUnit(
  { sql }: TestHub['database'],
  { team, name, member }: { team: TestTeam; name: string; member: string },
): Promise<string> {
  const [unit] = await sql<{ id: string }>(
    `insert into identity.unit (team_id, name, description, created_by_membership_id, updated_by_membership_id)
     values ($1, $2, $3, $4, $4) returning id`,
    [team.id, `unit of ${name}`, `what the unit of ${name} does`, member],
  );
  const id = unit?.id ?? '';
  await sql('insert into identity.unit_member (team_id, unit_id, membership_id) values ($1, $2, $3)', [
    team.id,
    id,
    member,
  ]);
  return id;
}

/** Somebody whom a member has asked to join. */
async function addInvitation(
  { sql }: TestHub['database'],
  { team, member }: { team: TestTeam; member: string },
): Promise<string> {
  const [row] = await sql<{ id: string }>(
    `insert into identity.invitation (team_id, email, role, token_hash, sent_at, expires_at, created_by_membership_id)
     values ($1::uuid, $2, 'member', sha256(uuid_send($1::uuid)), now(), now() + interval '7 days', $3) returning id`,
    [team.id, `invited-by-${team.slug}@example.org`, member],
  );
  return row?.id ?? '';
}

/** Something that a member did, in its place in the log. */
async function addEvent(
  { sql }: TestHub['database'],
  { teamId, name, entryRow, account }: { teamId: string; name: string; entryRow: string | undefined; account: string },
): Promise<string> {
  const [event] = await sql<{ id: string }>(
    `insert into events.inbox (team_id, type, subject_id, actor_id, persons, body, context, written_by, written_at)
     values ($1, 'workspace.entry_updated', $5, $2, '{}', $3, $4, 'svc_workspace', clock_timestamp())
     returning id`,
    [
      teamId,
      account,
      { changes: [{ field: 'notes', before: null, after: `event of ${name}` }] },
      { by: 'user' },
      entryRow,
    ],
  );
  await sql('select events.seal(100)');
  return event?.id ?? '';
}

/** An export that failed: one without a file, because the matrices have no key for links. */
async function addExport(
  database: TestHub['database'],
  { teamId, name, member }: { teamId: string; name: string; member: string },
): Promise<string> {
  const id = randomUUID();
  await database.sql(
    `insert into tenders.export (team_id, id, format, query, status, failure, rows_max, requested_by_membership_id, updated_by_membership_id, finished_at)
     values ($1, $2, 'CSV', jsonb_build_object('search', $3::text, 'filter', '{}'::jsonb), 'FAILED', 'INTERNAL', 10, $4, $4, now())`,
    [teamId, id, `export of ${name}`, member],
  );
  return id;
}

/** A search that a team shares, with a tender that it found and a day on which the team searched. */
async function addSavedSearch(
  database: TestHub['database'],
  { teamId, name, member, tenderRow }: { teamId: string; name: string; member: string; tenderRow: string },
): Promise<{ searchRow: string; matchRow: string }> {
  const [id, matchRow] = [randomUUID(), randomUUID()];
  await database.sql(
    `insert into tenders.saved_search (team_id, id, name, search, notification, matched_at, match_count, notified_count, created_by_membership_id, updated_by_membership_id)
     values ($1, $2, $3, $4, 'IMMEDIATE', now(), 1, 1, $5, $5)`,
    [teamId, id, `search of ${name}`, `words of ${name}`, member],
  );
  await database.sql(
    `insert into tenders.saved_search_match (team_id, id, saved_search_id, tender_id, number, place, first_seen_at, matched_at, notified_at)
     values ($1, $4, $2, $3, 1, 1, now(), now(), now())`,
    [teamId, id, tenderRow, matchRow],
  );
  await database.sql(
    'insert into tenders.saved_search_reader (team_id, saved_search_id, membership_id, is_default) values ($1, $2, $3, true)',
    [teamId, id, member],
  );
  await database.sql(`insert into tenders.search_usage (team_id, day, searches) values ($1, '2026-01-01', 1)`, [
    teamId,
  ]);
  return { searchRow: id, matchRow };
}
