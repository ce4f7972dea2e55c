import type { TeamTransaction } from '@hub/runtime/database';

/** Something of a tender that the current team is to be reminded of. */
export interface TenderReminder {
  readonly tenderId: string;
  readonly title: string;
  readonly membershipIds: string[];
  /** Null for the closing date. */
  readonly briefingKey: string | null;
  readonly isCompulsory: boolean | null;
  readonly venue: string | null;
  readonly at: Date;
  readonly timeZone: string;
  /** Days before, by which it was planned. */
  readonly step: number;
  readonly daysLeft: number;
}

/** A task that the current team is to be reminded of. */
export interface TaskReminder {
  readonly taskId: string;
  readonly title: string;
  readonly projectName: string;
  /** The assignee, or who leads the project where there is none. */
  readonly membershipIds: string[];
  readonly isOverdue: boolean;
  /** As `2026-03-27`. */
  readonly dueOn: string;
}

/** Queues a job for each team to be reminded, in the name of that team. */
export async function queueReminders(tx: TeamTransaction, now: Date): Promise<void> {
  await tx.$queryRaw`select tenders.queue_reminders(${now}::timestamptz) as teams`;
}

/** Reminders of the current team. Whoever began to track after one was due knows the date already. */
export function findTenderReminders(tx: TeamTransaction, now: Date): Promise<TenderReminder[]> {
  return tx.$queryRaw<TenderReminder[]>`
    select r.tender_id as "tenderId", coalesce(o.value, t.title, w.title) as title, r.briefing_key as "briefingKey",
      array_remove(array[e.assignee_membership_id, e.created_by_membership_id], null) as "membershipIds",
      b.is_compulsory as "isCompulsory", left(b.venue, 500) as venue, r.at, r.zone as "timeZone", r.step, r.days_left as "daysLeft"
    from tenders.reminders_due(${now}::timestamptz) r
    join workspace.entry e on e.team_id = r.team_id and e.id = r.entry_id
    left join tenders.tender t on t.id = r.tender_id
    left join tenders.team_tender w on w.team_id = r.team_id and w.id = r.tender_id
    left join tenders.tender_override o on o.team_id = r.team_id and o.tender_id = r.tender_id and o.field = 'TITLE'
    left join tenders.briefing_session b on b.tender_id = r.tender_id and b.key = r.briefing_key
    order by r.at, e.id`;
}

/** Tasks of the current team that are to be told of now. */
export function findTaskReminders(tx: TeamTransaction, now: Date): Promise<TaskReminder[]> {
  return tx.$queryRaw<TaskReminder[]>`
    select k.id as "taskId", k.title, p.name as "projectName", r.is_overdue as "isOverdue", r.due_on::text as "dueOn",
      case when k.assignee_membership_id is not null then array[k.assignee_membership_id]
        else workspace.managers_of(r.team_id, r.project_id, ${now}::timestamptz) end as "membershipIds"
    from workspace.task_reminders_due(${now}::timestamptz) r
    join workspace.task k on k.team_id = r.team_id and k.id = r.task_id
    join workspace.project p on p.team_id = r.team_id and p.id = r.project_id
    order by r.due_on, k.id`;
}
