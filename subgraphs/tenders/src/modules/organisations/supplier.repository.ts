import { Prisma, type Award } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import { countOfParents, type PlacedCount, type PlacedRow, type Slice } from '@hub/runtime/loaders';
import type { RegisterNumber } from '../../ocds/index.js';
import { type AwardCount } from './award-totals.js';
import { asMicroseconds, fromMicroseconds } from './microseconds.repository.js';
import type { DatedPosition } from './buyer.repository.js';
import { exclusionOf } from './award-exclusion.repository.js';

/** Suppliers by id, with the id that was asked for: one that was joined with another is that other now. */
export function findSuppliers(
  db: ReadClient,
  ids: readonly string[],
): Promise<{ readonly asked: string; readonly id: string; readonly name: string }[]> {
  return db.$queryRaw<{ asked: string; id: string; name: string }[]>`
    select asked.id as asked, s.id, s.name from unnest(${[...ids]}::uuid[]) as asked (id)
    left join tenders.supplier_redirect r on r.former_id = asked.id
    join tenders.supplier s on s.id = coalesce(r.supplier_id, asked.id)`;
}

export function findNumbers(
  db: ReadClient,
  supplierIds: readonly string[],
): Promise<(RegisterNumber & { readonly owner: string })[]> {
  return db.$queryRaw<(RegisterNumber & { owner: string })[]>`
    select i.supplier_id as owner, i.scheme, i.identifier as id from tenders.supplier_identifier i
    where i.supplier_id = any (${[...supplierIds]}::uuid[]) order by i.scheme, i.identifier`;
}

/** What one source says about a supplier. */
export interface SupplierRecordRow {
  readonly id: string;
  readonly sourceName: string;
  readonly sourceTitle: string;
  readonly localId: string | null;
  readonly trust: number;
  readonly name: string;
  readonly identifiers: RegisterNumber[];
  readonly legalName: string | null;
  readonly street: string | null;
  readonly locality: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
  readonly scale: string | null;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  /** `lastSeenAt` in microseconds since 1970. */
  readonly at: string;
}

/** Orders in which records are listed. */
export type RecordOrder = 'LAST_SEEN' | 'TRUST';

const recordOrders: Readonly<Record<RecordOrder, Prisma.Sql>> = {
  LAST_SEEN: Prisma.sql`seen.last_at desc, r.id desc`,
  // As the importer decides about the name.
  TRUST: Prisma.sql`r.trust, seen.last_at desc, r.content_hash, r.source_id`,
};

const recordColumns = Prisma.sql`r.id, o.name as "sourceName", o.title as "sourceTitle", r.local_id as "localId", r.trust,
  r.name, r.identifiers, r.legal_name as "legalName", r.street, r.locality, r.region, r.postal_code as "postalCode",
  r.country, r.scale, seen.first_at as "firstSeenAt", seen.last_at as "lastSeenAt",
  ${asMicroseconds(Prisma.sql`seen.last_at`)} as at`;
const recordTables = Prisma.sql`tenders.supplier_record r
  join tenders.source o on o.id = r.source_id
  cross join lateral (
    select min(w.seen_at) as first_at, max(w.seen_at) as last_at from tenders.award_supplier w where w.record_id = r.id
  ) seen`;

/** Records by id: those that an award still names, as everywhere. */
export function findRecordsByIds(db: ReadClient, ids: readonly string[]): Promise<SupplierRecordRow[]> {
  return db.$queryRaw<SupplierRecordRow[]>`
    select ${recordColumns} from ${recordTables}
    where r.id = any (${[...ids]}::uuid[]) and seen.last_at is not null`;
}

/** Records of some suppliers, those seen last first, or the most trusted first. */
export function findRecords(
  db: ReadClient,
  query: Slice<DatedPosition> & { readonly parents: readonly string[] },
  order: RecordOrder = 'LAST_SEEN',
): Promise<PlacedRow<SupplierRecordRow>[]> {
  const { parents, after, take } = query;
  const [at, id] = after ?? [null, null];
  const isBehind =
    at === null ? Prisma.sql`true` : Prisma.sql`(seen.last_at, r.id) < (${fromMicroseconds(at)}, ${id}::uuid)`;
  return db.$queryRaw<PlacedRow<SupplierRecordRow>[]>`
    select found.*, (parent.place - 1)::int as place
    from unnest(${[...parents]}::uuid[]) with ordinality as parent (id, place)
    cross join lateral (
      select ${recordColumns}, row_number() over (order by ${recordOrders[order]}) as rank
      from ${recordTables}
      where r.supplier_id = parent.id and seen.last_at is not null and ${isBehind}
      order by rank limit ${take}
    ) found
    order by parent.place, found.rank`;
}

/** An award, and its place in the list of who won it. */
export interface WonAward extends Award {
  /** When its tender was published, in microseconds since 1970; null when that is not known. */
  readonly at: string | null;
}

export type WonPosition = readonly [at: string | null, tenderId: string, key: string];

const never = Prisma.sql`'-infinity'::timestamptz`;

/** Awards of some suppliers, those of the tender published last first. */
export function findAwards(
  db: ReadClient,
  { parents, after, take }: Slice<WonPosition> & { readonly parents: readonly string[] },
): Promise<PlacedRow<WonAward>[]> {
  const isBehind =
    after === null
      ? Prisma.sql`true`
      : Prisma.sql`(coalesce(t.published_at, ${never}), t.id, w.award_key)
          < (${after[0] === null ? never : fromMicroseconds(after[0])}, ${after[1]}::uuid, ${after[2]})`;
  return db.$queryRaw<PlacedRow<WonAward>[]>`
    select a.tender_id as "tenderId", a.key, a.position, a.title, a.status, a.awarded_at as "awardedAt",
      a.value_amount as "valueAmount", a.value_currency as "valueCurrency",
      ${asMicroseconds(Prisma.sql`found.published_at`)} as at, (parent.place - 1)::int as place
    from unnest(${[...parents]}::uuid[]) with ordinality as parent (id, place)
    cross join lateral (
      select distinct t.id, w.award_key, t.published_at, coalesce(t.published_at, ${never}) as sorted_at
      from tenders.supplier_record r
      join tenders.award_supplier w on w.record_id = r.id
      join tenders.tender t on t.id = w.tender_id
      where r.supplier_id = parent.id and ${isBehind}
      order by sorted_at desc, t.id desc, w.award_key desc limit ${take}
    ) found
    join tenders.award a on a.tender_id = found.id and a.key = found.award_key
    order by parent.place, found.sorted_at desc, found.id desc, found.award_key desc`;
}

/** Awards of suppliers, counted by what becomes of their values. */
export function countAwards(
  db: ReadClient,
  supplierIds: readonly string[],
): Promise<(AwardCount & { readonly owner: string })[]> {
  return db.$queryRaw<(AwardCount & { owner: string })[]>`
    with won as (
      select distinct r.supplier_id as owner, w.tender_id, w.award_key
      from tenders.supplier_record r join tenders.award_supplier w on w.record_id = r.id
      where r.supplier_id = any (${[...supplierIds]}::uuid[])
    ), judged as (
      select won.owner, a.value_amount, a.value_currency, ${exclusionOf(Prisma.sql`exists (
        select from tenders.award_supplier o join tenders.supplier_record p on p.id = o.record_id
        where o.tender_id = won.tender_id and o.award_key = won.award_key and p.supplier_id <> won.owner)`)} as reason
      from won join tenders.award a on a.tender_id = won.tender_id and a.key = won.award_key
    )
    select owner, reason, case when reason is null then value_currency end as currency, count(*)::int as awards,
      case when reason is null then sum(value_amount)::text end as amount
    from judged group by 1, 2, 3`;
}

/** Records of each supplier, by its place. */
export function countRecords(db: ReadClient, supplierIds: readonly string[]): Promise<PlacedCount[]> {
  const rows = Prisma.sql`
    join tenders.supplier_record r on r.supplier_id = parent.id
    where exists (select from tenders.award_supplier w where w.record_id = r.id)`;
  return countOfParents(db, supplierIds, { rows });
}

/** Awards that each supplier won, by its place. */
export function countWonAwards(db: ReadClient, supplierIds: readonly string[]): Promise<PlacedCount[]> {
  const rows = Prisma.sql`
    join tenders.supplier_record r on r.supplier_id = parent.id
    join tenders.award_supplier w on w.record_id = r.id`;
  return countOfParents(db, supplierIds, { rows, counted: Prisma.sql`distinct (w.tender_id, w.award_key)` });
}

/** An award by its tender and key. */
export interface AwardKey {
  readonly tenderId: string;
  readonly awardKey: string;
}

/** Who won some awards, in the order of their names. */
export function findWinners(
  db: ReadClient,
  awards: readonly AwardKey[],
): Promise<(AwardKey & { readonly id: string; readonly name: string })[]> {
  const tenderIds = awards.map(({ tenderId }) => tenderId);
  const keys = awards.map(({ awardKey }) => awardKey);
  return db.$queryRaw<(AwardKey & { id: string; name: string })[]>`
    select distinct w.tender_id as "tenderId", w.award_key as "awardKey", s.id, s.name
    from unnest(${tenderIds}::uuid[], ${keys}::text[]) as asked (tender_id, key)
    join tenders.award_supplier w on w.tender_id = asked.tender_id and w.award_key = asked.key
    join tenders.supplier_record r on r.id = w.record_id
    join tenders.supplier s on s.id = r.supplier_id
    order by s.name, s.id`;
}
