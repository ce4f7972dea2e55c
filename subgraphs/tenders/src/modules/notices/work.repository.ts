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
