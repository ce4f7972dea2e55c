import type { TeamTransaction } from '@hub/runtime/database';

/** What a comment is about, as people call it, and who wrote it. */
export interface Commented {
  readonly about: string;
  readonly authorId: string | null;
}

/** Null for a comment that is gone, or in the bin. */
export async function findCommented(tx: TeamTransaction, id: string): Promise<Commented | null> {
  const [row] = await tx.$queryRaw<Commented[]>`
    select coalesce(p.name, k.title, t.title, o.title) as about, c.created_by_membership_id as "authorId"
    from workspace.comment c
    left join workspace.project p on p.team_id = c.team_id and p.id = c.project_id
    left join workspace.task k on k.team_id = c.team_id and k.id = c.task_id
    left join workspace.entry e on e.team_id = c.team_id and e.id = c.entry_id
    left join tenders.tender t on t.id = e.tender_id
    left join tenders.team_tender o on o.team_id = e.team_id and o.id = e.team_tender_id
    where c.team_id = (select app.current_team_id()) and c.id = ${id}::uuid and c.deleted_at is null`;
  return row ?? null;
}

/** A task, and whose it is now. */
export interface AssignedTask {
  readonly assigneeId: string;
  readonly taskTitle: string;
  readonly projectName: string;
  readonly dueOn: string | null;
}

/** Null for a task that is nobody's, is that of the person with this account, or is gone. */
export async function findAssignedTask(
  tx: TeamTransaction,
  id: string,
  exceptAccountId: string | null,
): Promise<AssignedTask | null> {
  const [row] = await tx.$queryRaw<AssignedTask[]>`
    select k.assignee_membership_id as "assigneeId", k.title as "taskTitle", p.name as "projectName", k.due_on::text as "dueOn"
    from workspace.task k join workspace.project p on p.team_id = k.team_id and p.id = k.project_id
    join identity.membership m on m.id = k.assignee_membership_id
    where k.team_id = (select app.current_team_id()) and k.id = ${id}::uuid and k.deleted_at is null and p.deleted_at is null
      and m.account_id is distinct from ${exceptAccountId}::uuid`;
  return row ?? null;
}

/** A tracked tender, and whose it is now. */
export interface AssignedEntry {
  readonly assigneeId: string;
  readonly tenderTitle: string;
}

/** Null for an entry that is nobody's, is that of the person with this account, or is gone. */
export async function findAssignedEntry(
  tx: TeamTransaction,
  id: string,
  exceptAccountId: string | null,
): Promise<AssignedEntry | null> {
  const [row] = await tx.$queryRaw<AssignedEntry[]>`
    select e.assignee_membership_id as "assigneeId", coalesce(t.title, o.title) as "tenderTitle"
    from workspace.entry e
    join identity.membership m on m.id = e.assignee_membership_id
    left join tenders.tender t on t.id = e.tender_id
    left join tenders.team_tender o on o.team_id = e.team_id and o.id = e.team_tender_id
    where e.team_id = (select app.current_team_id()) and e.id = ${id}::uuid
      and m.account_id is distinct from ${exceptAccountId}::uuid`;
  return row ?? null;
}
