import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import { countOfParents, type PlacedCount } from '@hub/runtime/loaders';
import type { FieldChange, Impact } from '../../../ocds/index.js';

/** What one release changed, as it is stored. */
export interface VersionRow {
  readonly tenderId: string;
  readonly version: number;
  /** Row id of the release. */
  readonly releaseRow: string;
  /** Id of the release as published. */
  readonly releaseId: string;
  /** True where the publisher gave it none. */
  readonly isIdDerived: boolean;
  readonly effectiveAt: Date;
  readonly isSilent: boolean;
  readonly impact: Impact;
  readonly changes: FieldChange[];
  /** SHA-256 of the changes, in hexadecimal: an acknowledgement holds for these and for no others. */
  readonly changesHash: string;
}

/** Versions to find of some tenders, newest first. */
export interface VersionsQuery {
  readonly tenderIds: readonly string[];
  /** Only versions below this one; null for all. */
  readonly before: number | null;
  /** Rows of each tender. */
  readonly take: number;
}

/** SHA-256 of the changes of a version `v`. */
export const changesHash = Prisma.sql`tenders.changes_hash(v.changes)`;

/** Columns of a version `v` and its release `r`. */
export const versionColumns = Prisma.sql`v.tender_id as "tenderId", v.version, v.release_id as "releaseRow",
  r.release_id as "releaseId", r.is_id_derived as "isIdDerived", v.effective_at as "effectiveAt", v.is_silent as "isSilent", v.impact, v.changes,
  encode(${changesHash}, 'hex') as "changesHash"`;

/** A version as an id names it. */
export interface VersionName {
  readonly tenderId: string;
  readonly version: number;
}

/** Which changes of tenders; what is absent is no condition. */
export interface ChangeConditions {
  readonly impacts: readonly Impact[];
  readonly names: readonly VersionName[] | null;
}

/** Versions by tender and number. */
export function findVersionsNamed(db: ReadClient, names: readonly VersionName[]): Promise<VersionRow[]> {
  const tenderIds = names.map(({ tenderId }) => tenderId);
  const numbers = names.map(({ version }) => version);
  return db.$queryRaw<VersionRow[]>`
    select ${versionColumns}
    from unnest(${tenderIds}::uuid[], ${numbers}::integer[]) as named (tender_id, version)
    join tenders.tender_version v on v.tender_id = named.tender_id and v.version = named.version
    join tenders.release r on r.id = v.release_id`;
}

/** The first rows of the history of each tender. */
export function findVersions(db: ReadClient, query: VersionsQuery): Promise<VersionRow[]> {
  return findOfEach(db, query, Prisma.sql`true`);
}

/** Conditions on a version `v`. */
export function meets({ impacts, names }: ChangeConditions): Prisma.Sql {
  const isNamed =
    names === null
      ? Prisma.sql`true`
      : Prisma.sql`(v.tender_id, v.version) in (select * from unnest(
          ${names.map(({ tenderId }) => tenderId)}::uuid[], ${names.map(({ version }) => version)}::integer[]))`;
  return Prisma.sql`v.impact = any (${impacts}) and ${isNamed}`;
}

/** The first rows of each tender's history that the current team has not acknowledged. */
export function findUnacknowledged(
  db: ReadClient,
  { conditions, ...query }: VersionsQuery & { conditions: ChangeConditions },
): Promise<VersionRow[]> {
  return findOfEach(db, query, isUnacknowledged(conditions));
}

/** Versions of each tender, by its place. */
export function countVersions(db: ReadClient, tenderIds: readonly string[]): Promise<PlacedCount[]> {
  return countOfEach(db, tenderIds, Prisma.sql`true`);
}

/** Versions of each tender that the current team has not acknowledged, by its place. */
export function countUnacknowledged(
  db: ReadClient,
  { tenderIds, conditions }: { tenderIds: readonly string[]; conditions: ChangeConditions },
): Promise<PlacedCount[]> {
  return countOfEach(db, tenderIds, isUnacknowledged(conditions));
}

// Row-level security leaves only the rows of the current team.
function isUnacknowledged(conditions: ChangeConditions): Prisma.Sql {
  return Prisma.sql`${meets(conditions)} and not exists (
    select 1 from tenders.change_acknowledgement a
    where a.tender_id = v.tender_id and a.release_id = v.release_id and a.changes_hash = ${changesHash})`;
}

function countOfEach(db: ReadClient, tenderIds: readonly string[], condition: Prisma.Sql): Promise<PlacedCount[]> {
  return countOfParents(db, tenderIds, {
    rows: Prisma.sql`join tenders.tender_version v on v.tender_id = parent.id and ${condition}`,
  });
}

function findOfEach(
  db: ReadClient,
  { tenderIds, before, take }: VersionsQuery,
  condition: Prisma.Sql,
): Promise<VersionRow[]> {
  return db.$queryRaw<VersionRow[]>`
    select ${versionColumns}
    from unnest(${tenderIds}::uuid[]) as parent (id)
    cross join lateral (
      select * from tenders.tender_version v
      where v.tender_id = parent.id and v.version < coalesce(${before}::integer, 2147483647) and ${condition}
      order by v.version desc limit ${take}
    ) v
    join tenders.release r on r.id = v.release_id
    order by v.tender_id, v.version desc`;
}
