import type { TeamTransaction } from '../database/team-database.js';
import type { StoredEvent } from './define-reader.js';

/** A slice of the stream, as a reader's transaction holds it. */
export interface Slice {
  readonly events: readonly StoredEvent[];
  /** The last event looked at, wanted or not: how far the reader may move. */
  readonly end: Place;
}

/** A place in the stream. `sealedAt` is text, to the microsecond. */
export interface Place {
  readonly position: bigint;
  readonly sealedAt: string;
}

interface SliceRow extends Omit<StoredEvent, 'teamId'> {
  readonly teamId: string | null;
  readonly sealedAt: string;
  readonly isWanted: boolean;
}

const noTeam = '00000000-0000-0000-0000-000000000000';

/** Makes a reader known; one that is known stays where it is. */
export async function enrolReader(tx: TeamTransaction, name: string, isFromStart: boolean): Promise<void> {
  await tx.$executeRaw`select events.enrol_reader(${name}, ${isFromStart})`;
}

/** The next events of a reader, which is locked until the transaction ends. Null while another process holds it. */
export async function takeSlice(
  tx: TeamTransaction,
  { name, types, limit }: { name: string; types: readonly string[]; limit: number },
): Promise<Slice | null> {
  const rows = await tx.$queryRaw<SliceRow[]>`
    select position, sealed_at::text as "sealedAt", id, team_id as "teamId", type, subject_id as "subjectId",
      actor_id as "actorId", body, written_at as "writtenAt", is_wanted as "isWanted"
    from events.take(${name}, ${types}::text[], ${limit}::int)`;
  const last = rows.at(-1);
  if (last === undefined) return null;
  const events = rows
    .filter(({ isWanted }) => isWanted)
    .map(({ isWanted: _, sealedAt: __, teamId, ...event }) => ({
      ...event,
      teamId: teamId === noTeam ? null : teamId,
    }));
  return { events, end: { position: last.position, sealedAt: last.sealedAt } };
}

/** Moves a reader, in the transaction of its effects. */
export async function moveReader(tx: TeamTransaction, name: string, { position, sealedAt }: Place): Promise<void> {
  await tx.$executeRaw`select events.move(${name}, ${position}::bigint, ${sealedAt}::timestamptz)`;
}

/** Notes that an event could not be handled; answers how often by now. */
export async function noteFailure(
  tx: TeamTransaction,
  { name, event, error }: { name: string; event: StoredEvent; error: string },
): Promise<number> {
  const rows = await tx.$queryRaw<{ attempts: number }[]>`
    select events.note_failure(${name}, ${event.position}::bigint, ${event.id}::uuid, ${error}) as attempts`;
  return rows[0]?.attempts ?? 0;
}

/** Moves a reader over an event that it cannot handle; the failure stays noted. */
export async function passOver(tx: TeamTransaction, name: string, { position, sealedAt }: Place): Promise<void> {
  await tx.$executeRaw`select events.pass_over(${name}, ${position}::bigint, ${sealedAt}::timestamptz)`;
}
