import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';

/** A row that another subgraph shows; here it is only known to be there. */
export interface KnownRow {
  readonly id: string;
}

const workspaceTables = {
  Entry: Prisma.sql`workspace.entry`,
  Project: Prisma.sql`workspace.project`,
  Task: Prisma.sql`workspace.task`,
  Activity: Prisma.sql`workspace.activity`,
  Comment: Prisma.sql`workspace.comment`,
  StageChange: Prisma.sql`workspace.stage_change`,
  GateDecision: Prisma.sql`workspace.gate_decision`,
  ProjectArchive: Prisma.sql`workspace.project_archive`,
} as const;

/** What the workspace subgraph shows by ids. */
export type WorkspaceType = keyof typeof workspaceTables;

/** Those of some rows of the workspace that the current team has. */
export function findWorkspaceIds(db: ReadClient, type: WorkspaceType, ids: readonly string[]): Promise<KnownRow[]> {
  return db.$queryRaw<KnownRow[]>`select id from ${workspaceTables[type]}
    where id = any (${[...ids]}::uuid[])`;
}

/** Those of some drafts that the current team has. */
export function findDraftIds(db: ReadClient, ids: readonly string[]): Promise<KnownRow[]> {
  return db.$queryRaw<KnownRow[]>`select id from insights.draft where id = any (${[...ids]}::uuid[])`;
}

/** Those of some members who are in the current team. */
export function findMemberIds(db: ReadClient, ids: readonly string[]): Promise<KnownRow[]> {
  return db.$queryRaw<KnownRow[]>`select id from identity.membership where id = any (${[...ids]}::uuid[])`;
}

/** Those of some accounts whose people are in the current team. */
export function findAccountIds(db: ReadClient, ids: readonly string[]): Promise<KnownRow[]> {
  return db.$queryRaw<KnownRow[]>`
    select account_id as id from identity.membership where account_id = any (${[...ids]}::uuid[])`;
}

/** Those of some events of the stream that are of the current team. */
export function findAuditEventIds(db: ReadClient, ids: readonly string[]): Promise<KnownRow[]> {
  return db.$queryRaw<KnownRow[]>`
    select id from events.event where team_id = (select app.current_team_id()) and id = any (${[...ids]}::uuid[])`;
}

/** Those of some files of the audit log that the current team has. */
export function findAuditExportIds(db: ReadClient, ids: readonly string[]): Promise<KnownRow[]> {
  return db.$queryRaw<KnownRow[]>`select id from identity.audit_export where id = any (${[...ids]}::uuid[])`;
}

/** Those of some roles that the current team has made. */
export function findRoleIds(db: ReadClient, ids: readonly string[]): Promise<KnownRow[]> {
  return db.$queryRaw<KnownRow[]>`select id from identity.role where id = any (${[...ids]}::uuid[])`;
}

/** Those of some assignments of roles that the current team has. */
export function findRoleAssignmentIds(db: ReadClient, ids: readonly string[]): Promise<KnownRow[]> {
  return db.$queryRaw<KnownRow[]>`select id from identity.role_assignment where id = any (${[...ids]}::uuid[])`;
}

/** Those of some entries of super-admins into the current team. */
export function findPlatformEntryIds(db: ReadClient, ids: readonly string[]): Promise<KnownRow[]> {
  return db.$queryRaw<KnownRow[]>`select id from identity.platform_entry where id = any (${[...ids]}::uuid[])`;
}

/** Those of some units that the current team has. */
export function findUnitIds(db: ReadClient, ids: readonly string[]): Promise<KnownRow[]> {
  return db.$queryRaw<KnownRow[]>`select id from identity.unit where id = any (${[...ids]}::uuid[])`;
}

/** Those of some invitations that the current team has. */
export function findInvitationIds(db: ReadClient, ids: readonly string[]): Promise<KnownRow[]> {
  return db.$queryRaw<KnownRow[]>`select id from identity.invitation where id = any (${[...ids]}::uuid[])`;
}

/** Those of some notifications that a person of the current team has. */
export function findNotificationIds(db: ReadClient, accountId: string, ids: readonly string[]): Promise<KnownRow[]> {
  return db.$queryRaw<KnownRow[]>`
    select id from identity.notification where account_id = ${accountId}::uuid and id = any (${[...ids]}::uuid[])`;
}
