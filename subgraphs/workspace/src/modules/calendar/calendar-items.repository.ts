import { Prisma } from '@hub/prisma/client';
import { currentTeam, type ReadClient } from '@hub/runtime/database';
import type { CalendarItem } from '../../calendar-text/calendar-text.js';
import { effectiveClosingOf } from '../lists/effective-closing.repository.js';

interface ItemRow {
  readonly key: string;
  readonly title: string;
  readonly text: string | null;
  readonly place: string | null;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly zone: string;
  readonly day: string | null;
  readonly isCancelled: boolean;
  readonly changedAt: Date;
}

/** What a calendar shows goes from a quarter of a year ago to two years ahead, and this many of each kind at most. */
const itemsMax = 1_000;

interface Reader {
  readonly membershipId: string;
  readonly now: Date;
}

/** What a member sees to or takes part in. What they have declined is left out. */
export function findActivityItems(db: ReadClient, { membershipId, now }: Reader): Promise<ItemRow[]> {
  return db.$queryRaw<ItemRow[]>`
    select 'activity-' || a.id as key, a.title, a.notes as text, a.place, a.starts_at as "startsAt", a.ends_at as "endsAt",
      a.time_zone as zone, null as day, a.status = 'CANCELLED' as "isCancelled", a.updated_at as "changedAt"
    from workspace.activity a
    left join workspace.project p on p.team_id = a.team_id and p.id = a.project_id
    left join workspace.activity_participant q on q.team_id = a.team_id and q.activity_id = a.id
      and q.membership_id = ${membershipId}::uuid
    where a.team_id = ${currentTeam()} and a.deleted_at is null and (a.project_id is null or p.deleted_at is null)
      and (a.assignee_membership_id = ${membershipId}::uuid or q.answer in ('INVITED', 'ACCEPTED', 'TENTATIVE'))
      and a.starts_at >= ${now}::timestamptz - interval '92 days' and a.starts_at < ${now}::timestamptz + interval '2 years'
    order by a.starts_at, a.id limit ${itemsMax}`;
}

/** Tasks of a member that are due on a day and not completed. */
export function findTaskItems(db: ReadClient, { membershipId, now }: Reader): Promise<ItemRow[]> {
  return db.$queryRaw<ItemRow[]>`
    select 'task-' || k.id as key, 'Due: ' || k.title as title, k.description as text, null as place, null as "startsAt",
      null as "endsAt", '' as zone, to_char(k.due_on, 'YYYY-MM-DD') as day, false as "isCancelled", k.updated_at as "changedAt"
    from workspace.task k join workspace.project p on p.team_id = k.team_id and p.id = k.project_id and p.deleted_at is null
    where k.team_id = ${currentTeam()} and k.deleted_at is null and k.status <> 'COMPLETED'
      and k.assignee_membership_id = ${membershipId}::uuid
      and k.due_on >= ${now}::date - 92 and k.due_on < ${now}::date + 731
    order by k.due_on, k.id limit ${itemsMax}`;
}

/** When the tenders that the team tracks close, as the team reads them, by the clock of the buyer. */
export function findClosingItems(db: ReadClient, { now }: Reader): Promise<ItemRow[]> {
  return db.$queryRaw<ItemRow[]>`
    select 'closing-' || x.id as key, 'Closes: ' || x.title as title, x.reference as text, null as place, x.at as "startsAt",
      null::timestamptz as "endsAt", x.zone, null as day, x.lifecycle = 'CANCELLED' as "isCancelled", x.updated_at as "changedAt"
    from (
      select t.id, coalesce(t.title, 'Untitled tender') as title, t.reference, t.lifecycle, e.updated_at,
        tenders.zone_of(s.settings, t.closing_raw) as zone,
        ${effectiveClosingOf(Prisma.sql`t.closing_at`)} as at
      from workspace.entry e join tenders.tender t on t.id = e.tender_id
      left join tenders.source s on s.id = t.source_id
      left join tenders.tender_override v on v.team_id = e.team_id and v.tender_id = e.tender_id and v.field = 'CLOSING_AT'
      where e.team_id = ${currentTeam()} and e.status <> 'NOT_ELIGIBLE'
      union all
      select o.id, o.title, o.reference, o.lifecycle, e.updated_at,
        tenders.zone_of(jsonb_build_object('timeZone', s.time_zone), o.closing_raw), o.closing_at
      from workspace.entry e join tenders.team_tender o on o.team_id = e.team_id and o.id = e.team_tender_id
      join tenders.team_source s on s.team_id = o.team_id and s.id = o.team_source_id
      where e.team_id = ${currentTeam()} and e.status <> 'NOT_ELIGIBLE'
    ) x
    where x.at >= ${now}::timestamptz - interval '92 days' and x.at < ${now}::timestamptz + interval '2 years'
    order by x.at, x.id limit ${itemsMax}`;
}

/** Briefings of the tenders that the team tracks, by the clock of the buyer. */
export function findBriefingItems(db: ReadClient, { now }: Reader): Promise<ItemRow[]> {
  return db.$queryRaw<ItemRow[]>`
    select 'briefing-' || t.id || '-' || md5(b.key) as key, 'Briefing: ' || coalesce(t.title, 'Untitled tender') as title,
      case when b.is_compulsory then 'Compulsory.' end as text, b.venue as place, b.held_at as "startsAt",
      null::timestamptz as "endsAt", tenders.zone_of(s.settings, t.closing_raw) as zone, null as day,
      t.lifecycle = 'CANCELLED' as "isCancelled", e.updated_at as "changedAt"
    from workspace.entry e join tenders.tender t on t.id = e.tender_id
    join tenders.briefing_session b on b.tender_id = t.id
    left join tenders.source s on s.id = t.source_id
    where e.team_id = ${currentTeam()} and e.status <> 'NOT_ELIGIBLE'
      and b.held_at >= ${now}::timestamptz - interval '92 days' and b.held_at < ${now}::timestamptz + interval '2 years'
    order by b.held_at, t.id limit ${itemsMax}`;
}

/** A row as the calendar shows it. */
export function itemOf({ startsAt, endsAt, zone, day, ...item }: ItemRow): CalendarItem {
  if (day !== null) return { ...item, time: { day } };
  if (startsAt === null) throw new Error('The database gave no time.');
  return { ...item, time: { startsAt, endsAt, zone } };
}
