import type { ReadClient, TeamTransaction } from '../../database/team-database.js';

/** An event as a line of each of the two files of its month. */
export interface ArchiveLine {
  readonly position: bigint;
  readonly link: string;
  readonly body: string;
}

/** Months that have been over for 13 months, the oldest first. */
export async function findArchivable(db: ReadClient): Promise<Date[]> {
  const rows = await db.$queryRaw<{ month: Date }[]>`select month from events.archivable() as month`;
  return rows.map(({ month }) => month);
}

/** How often events were emptied. */
export async function countErasures(db: ReadClient): Promise<bigint> {
  const [row] = await db.$queryRaw<{ count: bigint }[]>`select events.erasure_count() as count`;
  return row?.count ?? 0n;
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
  /** How often events had been emptied when its files were begun. */
  readonly erasures: bigint;
  readonly first: bigint | null;
  readonly last: bigint | null;
  readonly linksHash: Uint8Array;
  readonly bodiesHash: Uint8Array;
}

/** Anchors the chains of a month, notes its files and drops its table. False when events were emptied since it was begun. */
export async function archiveMonth(tx: TeamTransaction, archived: ArchivedMonth): Promise<boolean> {
  const { month, erasures, first, last, linksHash, bodiesHash } = archived;
  const [row] = await tx.$queryRaw<{ isDone: boolean }[]>`
    select events.archive_month(${month}::timestamptz, ${erasures}::bigint, ${first}::bigint, ${last}::bigint, ${linksHash},
      ${bodiesHash}) as "isDone"`;
  return row?.isDone ?? false;
}

/** The last link of a team's chain. */
export interface Head {
  readonly teamId: string;
  readonly sequence: bigint;
  /** In hexadecimal. */
  readonly hash: string;
}

/** Teams after one of them, or the first ones. */
export interface TeamPage {
  readonly after: string | null;
  readonly take: number;
}

/** Where chains go on in the oldest month of the database, by team. */
export function findAnchors(db: ReadClient, { after, take }: TeamPage): Promise<Head[]> {
  return db.$queryRaw<Head[]>`
    select team_id as "teamId", sequence, hash from events.anchors(${after}::uuid, ${take}::int)`;
}

/** The last link of each team, by team. */
export function findHeads(db: ReadClient, { after, take }: TeamPage): Promise<Head[]> {
  return db.$queryRaw<Head[]>`
    select team_id as "teamId", sequence, hash from events.heads(${after}::uuid, ${take}::int)`;
}

/** Those of some heads that the chains of today do not have. */
export function findLostHeads(db: ReadClient, heads: readonly Head[]): Promise<Pick<Head, 'teamId' | 'sequence'>[]> {
  const lines = JSON.stringify(heads.map((head) => ({ ...head, sequence: Number(head.sequence) })));
  return db.$queryRaw<Pick<Head, 'teamId' | 'sequence'>[]>`
    select team_id as "teamId", sequence from events.lost_heads(${lines}::jsonb)`;
}
