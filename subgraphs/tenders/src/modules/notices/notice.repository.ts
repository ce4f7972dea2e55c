import { currentTeam, type TeamTransaction } from '@hub/runtime/database';

/** A tender that has changed, and as what version. */
export interface ChangedTender {
  readonly tenderId: string;
  readonly title: string;
  readonly version: number;
  readonly closingAt: Date | null;
  readonly timeZone: string;
}

/** What a change of public tenders did to one of them, as far as it matters to bidders: its newest version. */
export interface MaterialChange extends ChangedTender {
  readonly releaseId: string;
  readonly changes: unknown;
}

/** Material changes among some tenders; of a tender that a change wrote several versions of, the newest. */
export function findMaterialChanges(
  tx: TeamTransaction,
  { change, tenderIds }: { change: number; tenderIds: readonly string[] },
): Promise<MaterialChange[]> {
  return tx.$queryRaw<MaterialChange[]>`
    select distinct on (v.tender_id) v.tender_id as "tenderId", t.title, v.version, v.release_id as "releaseId", v.changes,
      t.closing_at as "closingAt", tenders.zone_of(s.settings, t.closing_raw) as "timeZone"
    from tenders.tender_version v join tenders.tender t on t.id = v.tender_id join tenders.source s on s.id = t.source_id
    where v.tender_id = any (${[...tenderIds]}::uuid[]) and v.changed_in = ${change}::bigint and v.impact = 'MATERIAL'
    order by v.tender_id, v.version desc`;
}

/** A change of a tender of the current team's own that matters to a bid, and who tracks it. */
export interface OwnChange extends ChangedTender {
  readonly fields: string[];
  /** Who it is assigned to, and who began to track. */
  readonly membershipIds: string[];
}

/**
 * What a change did to tenders of the current team's own that it tracks, with what earlier changes did that were not taken. A tender that
 * has changed again is left to that change. Rows are locked, so that what a change adds meanwhile is not lost.
 */
export function takeOwnChanges(tx: TeamTransaction, change: number): Promise<OwnChange[]> {
  return tx.$queryRaw<OwnChange[]>`
    with changed as materialized (
      select o.id, o.changed_fields from tenders.team_tender o
      where o.team_id = ${currentTeam()} and o.changed_in = ${change}::bigint and o.changed_fields <> '{}'
      order by o.id for no key update
    ), taken as (
      update tenders.team_tender o set changed_fields = '{}' from changed c where o.team_id = ${currentTeam()} and o.id = c.id
      returning o.team_id, o.id, o.title, o.version, o.closing_at, o.closing_raw, o.team_source_id, c.changed_fields
    )
    select o.id as "tenderId", o.title, o.version, o.changed_fields as fields, o.closing_at as "closingAt",
      tenders.zone_of(jsonb_build_object('timeZone', s.time_zone), o.closing_raw) as "timeZone",
      array_remove(array[e.assignee_membership_id, e.created_by_membership_id], null) as "membershipIds"
    from taken o join workspace.entry e on e.team_id = o.team_id and e.team_tender_id = o.id
    join tenders.team_source s on s.team_id = o.team_id and s.id = o.team_source_id
    order by o.id`;
}

/** Tenders of a change that was written by hand and names none. */
export async function tendersOfChange(tx: TeamTransaction, change: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct tender_id as id from tenders.tender_version where changed_in = ${change}::bigint`;
  return rows.map(({ id }) => id);
}

/** A saved search, and whom its alerts concern. */
export interface AlertedSearch {
  readonly name: string;
  readonly membershipIds: string[];
}

/** A private search is its owner's; one of the team is for who made it, and for everybody who has looked at what it found. */
export async function findAlertedSearch(tx: TeamTransaction, id: string): Promise<AlertedSearch | null> {
  const [row] = await tx.$queryRaw<AlertedSearch[]>`
    select s.name, case when s.owner_membership_id is not null then array[s.owner_membership_id]
      else array_remove(array[s.created_by_membership_id], null) || array(
        select r.membership_id from tenders.saved_search_reader r
        where r.team_id = s.team_id and r.saved_search_id = s.id
          and r.membership_id is distinct from s.created_by_membership_id order by r.membership_id limit 500)
      end as "membershipIds"
    from tenders.saved_search s where s.id = ${id}::uuid`;
  return row ?? null;
}

/** Whom an invitation concerns. */
export interface PeopleOfInvitation {
  readonly teamName: string;
  readonly role: string;
  readonly status: string;
  readonly inviterId: string | null;
  readonly joinedName: string | null;
  /** Where the invited person works already; null for somebody without an account, or in no other team. */
  readonly inviteeTeamId: string | null;
  readonly inviteeId: string | null;
}

/** The database answers it to the worker alone. */
export async function findPeopleOfInvitation(tx: TeamTransaction, id: string): Promise<PeopleOfInvitation | null> {
  const [row] = await tx.$queryRaw<PeopleOfInvitation[]>`
    select team_name as "teamName", role, status, inviter_id as "inviterId", joined_name as "joinedName",
      invitee_team_id as "inviteeTeamId", invitee_id as "inviteeId"
    from identity.people_of_invitation(${id}::uuid)`;
  return row ?? null;
}
