import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';

/** An event as the stream keeps it. Body and context are null once they were erased. */
export interface AuditRow {
  readonly id: string;
  readonly sequence: bigint;
  readonly type: string;
  readonly subjectId: string | null;
  readonly actorId: string | null;
  /** The first person that it tells of. */
  readonly personId: string | null;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
  readonly body: unknown;
  readonly context: unknown;
}

/** Which events; what is absent is no condition. */
export interface AuditConditions {
  readonly ids?: string[] | undefined;
  readonly actorMembershipIds?: string[] | undefined;
  readonly subjectIds?: string[] | undefined;
  readonly from?: Date | undefined;
  readonly before?: Date | undefined;
  readonly operations?: string[] | undefined;
  readonly types?: string[] | undefined;
}

export interface AuditSlice {
  readonly conditions: AuditConditions;
  readonly direction: 'asc' | 'desc';
  readonly after: number | null;
  readonly take: number;
}

const columns = Prisma.sql`e.id, e.sequence, e.type, e.subject_id as "subjectId", e.actor_id as "actorId", e.persons[1] as "personId",
  e.written_at as "occurredAt", e.sealed_at as "recordedAt", e.body, e.context`;

/** Events of the current team by place. */
export function findEvents(db: ReadClient, { conditions, direction, after, take }: AuditSlice): Promise<AuditRow[]> {
  const isDescending = direction === 'desc';
  const side = isDescending ? Prisma.sql`<` : Prisma.sql`>`;
  const beyond = after === null ? [] : [Prisma.sql`e.sequence ${side} ${after}::bigint`];
  return db.$queryRaw<AuditRow[]>`
    select ${columns} from events.event e where ${allOf([...wheresOf(conditions), ...beyond])}
    order by e.sequence ${isDescending ? Prisma.sql`desc` : Prisma.sql`asc`} limit ${take}`;
}

export async function countEvents(db: ReadClient, conditions: AuditConditions): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::integer as count from events.event e where ${allOf(wheresOf(conditions))}`;
  return row?.count ?? 0;
}

export function findEventsByIds(db: ReadClient, ids: readonly string[]): Promise<AuditRow[]> {
  return db.$queryRaw<AuditRow[]>`
    select ${columns} from events.event e where ${allOf(wheresOf({ ids: [...ids] }))}`;
}

function allOf(conditions: readonly Prisma.Sql[]): Prisma.Sql {
  return Prisma.join([...conditions], ' and ');
}

function wheresOf({
  ids,
  actorMembershipIds,
  subjectIds,
  from,
  before,
  operations,
  types,
}: AuditConditions): Prisma.Sql[] {
  return [
    Prisma.sql`e.team_id = (select app.current_team_id())`,
    ...(ids ? [Prisma.sql`e.id = any (${ids}::uuid[])`] : []),
    ...(actorMembershipIds ? [byMembers(actorMembershipIds)] : []),
    ...(subjectIds ? [Prisma.sql`e.subject_id = any (${subjectIds}::text[])`] : []),
    ...(types ? [Prisma.sql`e.type = any (${types}::text[])`] : []),
    ...(operations ? [ofOperations(operations)] : []),
    ...(from ? since(from) : []),
    ...(before ? until(before) : []),
  ];
}

/** Nobody is signed in while they sign in: such events name the person that they tell of. */
function byMembers(ids: string[]): Prisma.Sql {
  return Prisma.sql`coalesce(e.actor_id, e.persons[1]) = any (array(select m.account_id from identity.membership m
    where m.team_id = (select app.current_team_id()) and m.id = any (${ids}::uuid[])))`;
}

/** Denials name the field that was refused in their body. */
function ofOperations(names: string[]): Prisma.Sql {
  const fields = names.map((name) => `Mutation.${name}`);
  return Prisma.sql`(coalesce(e.context ->> 'operation', e.context ->> 'work') = any (${names}::text[])
    or e.body ->> 'field' = any (${fields}::text[]))`;
}

// Ids are made as events are written and begin with the millisecond, so the index of ids finds a period; the time itself
// decides. Nothing gets its place before it is written, so months before the period are not looked at.
const slackMs = 1_000;

function since(from: Date): Prisma.Sql[] {
  const early = new Date(Math.max(0, from.getTime() - slackMs));
  return [
    Prisma.sql`e.written_at >= ${from}::timestamptz`,
    Prisma.sql`e.id >= ${idAt(early)}::uuid`,
    Prisma.sql`e.sealed_at >= ${early}::timestamptz`,
  ];
}

function until(before: Date): Prisma.Sql[] {
  const late = new Date(before.getTime() + slackMs);
  return [Prisma.sql`e.written_at < ${before}::timestamptz`, Prisma.sql`e.id < ${idAt(late)}::uuid`];
}

/** The least id of a millisecond. */
function idAt(time: Date): string {
  const digits = Math.min(Math.max(0, time.getTime()), 2 ** 48 - 1)
    .toString(16)
    .padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`;
}
