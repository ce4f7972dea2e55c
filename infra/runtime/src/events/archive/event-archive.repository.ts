import type { ReadClient, TeamTransaction } from '../../database/team-database.js';

/** An event as a line of each of the two files of its month. */
export interface ArchiveLine {
  readonly position: bigint;
  readonly link: string;
  readonly body: string;
}

/** Months that have been over for 13 months, the oldest first. */
export async function findArchivable(db: ReadClient, now: Date): Promise<Date[]> {
  const rows = await db.$queryRaw<{ month: Date }[]>`select month from events.archivable(${now}::timestamptz) as month`;
  return rows.map(({ month }) => month);
}

/** Events of a month behind a position, in their order. */
export function findArchiveLines(
  db: ReadClient,
  { month, after, take }: { month: Date; after: bigint; take: number },
): Promise<ArchiveLine[]> {
  return db.$queryRaw<ArchiveLine[]>`
    select position, link, body from events.archive_slice(${month}::timestamptz, ${after}::bigint, ${take}::int)`;
}

/** A month whose files were written and verified; first and last are null for one without events. */
export interface ArchivedMonth {
  readonly month: Date;
  readonly first: bigint | null;
  readonly last: bigint | null;
  readonly linksHash: Uint8Array;
  readonly bodiesHash: Uint8Array;
}

/** Anchors the chains of a month, notes its files and drops its table. */
export async function archiveMonth(tx: TeamTransaction, archived: ArchivedMonth, now: Date): Promise<void> {
  const { month, first, last, linksHash, bodiesHash } = archived;
  await tx.$executeRaw`select events.archive_month(${month}::timestamptz, ${now}::timestamptz, ${first}::bigint,
    ${last}::bigint, ${linksHash}, ${bodiesHash})`;
}

/** The last link of a team's chain. */
export interface Head {
  readonly teamId: string;
  readonly sequence: number;
  /** In hexadecimal. */
  readonly hash: string;
}

/** The last link of each team that has an event since an instant. */
export function findHeads(db: ReadClient, since: Date): Promise<Head[]> {
  return db.$queryRaw<Head[]>`
    select team_id as "teamId", sequence::float8 as sequence, hash from events.heads(${since}::timestamptz)`;
}

/** Those of some heads that the chains of today do not have. */
export function findLostHeads(db: ReadClient, heads: readonly Head[]): Promise<Pick<Head, 'teamId' | 'sequence'>[]> {
  return db.$queryRaw<Pick<Head, 'teamId' | 'sequence'>[]>`
    select team_id as "teamId", sequence::float8 as sequence from events.lost_heads(${JSON.stringify(heads)}::jsonb)`;
}
