import type { Activity, Prisma } from '@hub/prisma/client';
import type { TeamTransaction } from '@hub/runtime/database';

/** A material change of a public tender. */
export interface MaterialChange {
  readonly tenderId: string;
  readonly title: string;
  readonly version: number;
  readonly releaseId: string;
  /** Names of the fields that matter to a bid. */
  readonly fields: string[];
}

/** What a team, whichever it is, has in hand about a tender. */
export interface WorkOnTender {
  readonly id: string;
  readonly teamId: string;
  readonly tenderId: string;
  readonly projectId: string | null;
  readonly entryId: string | null;
  readonly assigneeId: string | null;
}

/** The newest material version of each tender that a change made; of all its tenders where none is named. */
export function findMaterialChanges(
  tx: TeamTransaction,
  { change, tenderIds }: { readonly change: number; readonly tenderIds: readonly string[] },
): Promise<MaterialChange[]> {
  return tx.$queryRaw<MaterialChange[]>`
    select distinct on (v.tender_id) v.tender_id as "tenderId", t.title, v.version, v.release_id as "releaseId",
      array(select distinct left(c ->> 'field', 60) from jsonb_array_elements(v.changes) c
        where c ->> 'impact' = 'MATERIAL' order by 1 limit 20) as fields
    from tenders.tender_version v join tenders.tender t on t.id = v.tender_id
    where v.changed_in = ${change}::bigint and v.impact = 'MATERIAL' and v.version > 1
      and (cardinality(${[...tenderIds]}::uuid[]) = 0 or v.tender_id = any (${[...tenderIds]}::uuid[]))
    order by v.tender_id, v.version desc`;
}

/** A page of what all teams have in hand about some tenders. The database answers it to the worker alone. */
export function findWork(
  tx: TeamTransaction,
  page: { readonly tenderIds: readonly string[]; readonly after: string | null; readonly take: number },
): Promise<WorkOnTender[]> {
  return tx.$queryRaw<WorkOnTender[]>`
    select id, team_id as "teamId", tender_id as "tenderId", project_id as "projectId", entry_id as "entryId",
      assignee_id as "assigneeId"
    from workspace.work_on_tenders(${[...page.tenderIds]}::uuid[], ${page.after}::uuid, ${page.take}::int)`;
}

/** Adds the review of a change; null when there is one already. */
export async function insertReview(
  tx: TeamTransaction,
  data: Prisma.ActivityCreateManyInput & { readonly changeReleaseId: string },
): Promise<Activity | null> {
  const [activity] = await tx.activity.createManyAndReturn({ data: [data], skipDuplicates: true });
  return activity ?? null;
}
