import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import type { PlacedCount, PlacedRow, Slice } from '@hub/runtime/loaders';

/** What every part of a tender has. */
export interface PartRow {
  readonly tenderId: string;
  readonly key: string;
  readonly position: number;
}

interface ValueColumns {
  readonly valueAmount: Prisma.Decimal | null;
  readonly valueCurrency: string | null;
}

export interface LotRow extends PartRow, ValueColumns {
  readonly title: string | null;
  readonly description: string | null;
  readonly status: string | null;
}

export interface ItemRow extends PartRow {
  readonly description: string | null;
  readonly classificationScheme: string | null;
  readonly classificationId: string | null;
  readonly classificationDescription: string | null;
  readonly quantity: Prisma.Decimal | null;
  readonly unit: string | null;
  readonly unitValueAmount: Prisma.Decimal | null;
  readonly unitValueCurrency: string | null;
  readonly lotKey: string | null;
  /** Key of the award that it is an item of; null for an item of the tender. */
  readonly awardKey: string | null;
}

export interface PublicContractRow extends PartRow, ValueColumns {
  readonly awardKey: string | null;
  readonly title: string | null;
  readonly status: string | null;
  readonly signedAt: Date | null;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
}

export interface DocumentRow extends PartRow {
  readonly scope: string;
  readonly documentType: string | null;
  readonly title: string | null;
  readonly filename: string | null;
  readonly url: string | null;
  readonly format: string | null;
  readonly language: string | null;
  readonly publishedAt: Date | null;
  readonly modifiedAt: Date | null;
}

/** A tender, or one of its lots or awards. */
export interface PartParent {
  readonly tenderId: string;
  /** Key of the lot or award; left out for the tender itself. */
  readonly key?: string;
}

/** A place in the order published. */
export type PartPosition = readonly [position: number];

/** Parts of some tenders, or of some of their lots or awards, in the order published. */
type PartsQuery = Slice<PartPosition> & { readonly parents: readonly PartParent[] };

const value = Prisma.sql`p.value_amount as "valueAmount", p.value_currency as "valueCurrency"`;
const identity = Prisma.sql`p.tender_id as "tenderId", p.key, p.position`;
const lotColumns = Prisma.sql`${identity}, p.title, p.description, p.status, ${value}`;

/** A kind of parts: where its rows are, and which column names the lot or award they belong to. */
export interface PartKind {
  readonly columns: Prisma.Sql;
  readonly table: Prisma.Sql;
  readonly parentKey?: Prisma.Sql;
  /** What tells a part from the others of its tender. */
  readonly keys: readonly Prisma.Sql[];
}

/** A part as an id names it. */
export interface PartName {
  readonly tenderId: string;
  readonly digest: string;
}

const ownKey = [Prisma.sql`p.key`];

export const lots: PartKind = { columns: lotColumns, table: Prisma.sql`tenders.lot`, keys: ownKey };

const itemColumns = Prisma.sql`${identity}, p.description, p.classification_scheme as "classificationScheme",
  p.classification_id as "classificationId", p.classification_description as "classificationDescription",
  p.quantity, p.unit, p.lot_key as "lotKey"`;

/** Items of tenders, or of lots. */
export const items: PartKind = {
  columns: Prisma.sql`${itemColumns}, null::numeric as "unitValueAmount", null as "unitValueCurrency",
    null as "awardKey"`,
  table: Prisma.sql`tenders.item`,
  keys: ownKey,
  parentKey: Prisma.sql`p.lot_key`,
};

/** Items of awards. */
export const awardItems: PartKind = {
  columns: Prisma.sql`${itemColumns}, p.unit_value_amount as "unitValueAmount",
    p.unit_value_currency as "unitValueCurrency", p.award_key as "awardKey"`,
  table: Prisma.sql`tenders.award_item`,
  keys: [Prisma.sql`p.award_key`, Prisma.sql`p.key`],
  parentKey: Prisma.sql`p.award_key`,
};

/** Contracts of tenders, or of awards. */
export const contracts: PartKind = {
  columns: Prisma.sql`${identity}, p.award_key as "awardKey", p.title, p.status, ${value},
    p.signed_at as "signedAt", p.starts_at as "startsAt", p.ends_at as "endsAt"`,
  table: Prisma.sql`tenders.public_contract`,
  keys: ownKey,
  parentKey: Prisma.sql`p.award_key`,
};

/** Documents of tenders and their later stages. */
export const documents: PartKind = {
  columns: Prisma.sql`${identity}, p.scope, p.document_type as "documentType", p.title, p.filename, p.url, p.format,
    p.language, p.published_at as "publishedAt", p.modified_at as "modifiedAt"`,
  table: Prisma.sql`tenders.tender_document`,
  keys: ownKey,
};

/** Lots by tender and key, whatever the order. */
export function findLotsByKey(db: ReadClient, keys: readonly Required<PartParent>[]): Promise<LotRow[]> {
  return db.$queryRaw<LotRow[]>`
    select ${lotColumns} from ${parentsOf(keys)} join tenders.lot p on p.tender_id = parent.tender_id and p.key = parent.key`;
}

/** Parts by tender and by the digest of their keys (`digestOf`), whatever the order. */
export function findPartsByDigest<Row extends PartRow>(
  db: ReadClient,
  parts: readonly PartName[],
  { columns, table, keys }: Pick<PartKind, 'columns' | 'table' | 'keys'>,
): Promise<(Row & { readonly digest: string })[]> {
  const hashes = keys.map((key) => Prisma.sql`sha256(convert_to(${key}, 'UTF8'))`);
  const digest = Prisma.sql`substr(sha256(${Prisma.join(hashes, ' || ')}), 1, 16)`;
  return db.$queryRaw<(Row & { digest: string })[]>`
    select ${columns}, named.digest
    from unnest(${parts.map(({ tenderId }) => tenderId)}::uuid[], ${parts.map((part) => part.digest)}::text[])
      as named (tender_id, digest)
    join ${table} p on p.tender_id = named.tender_id
      and ${digest} = decode(translate(named.digest, '-_', '+/') || '==', 'base64')`;
}

/** Parts of some tenders, lots or awards, each list in the order published. */
export function findParts<Row extends PartRow>(
  db: ReadClient,
  { parents, after, take }: PartsQuery,
  kind: PartKind,
): Promise<PlacedRow<Row>[]> {
  return db.$queryRaw<PlacedRow<Row>[]>`
    select part.*, (parent.place - 1)::integer as place
    from ${parentsOf(parents)}
    cross join lateral (
      select ${kind.columns} from ${kind.table} p
      where p.tender_id = parent.tender_id and p.position > ${after?.[0] ?? -1}::integer and ${isOfParent(kind)}
      order by p.position limit ${take}
    ) part
    order by parent.place, part.position`;
}

/** How many parts each tender, lot or award has. */
export function countParts(
  db: ReadClient,
  parents: readonly PartParent[],
  kind: Pick<PartKind, 'table' | 'parentKey'>,
): Promise<PlacedCount[]> {
  return db.$queryRaw<PlacedCount[]>`
    select (parent.place - 1)::integer as place, count(*)::integer as count
    from ${parentsOf(parents)} join ${kind.table} p on p.tender_id = parent.tender_id and ${isOfParent(kind)}
    group by parent.place`;
}

function isOfParent({ parentKey }: Pick<PartKind, 'parentKey'>): Prisma.Sql {
  return parentKey ? Prisma.sql`(parent.key is null or ${parentKey} = parent.key)` : Prisma.sql`true`;
}

function parentsOf(parents: readonly PartParent[]): Prisma.Sql {
  const tenderIds = parents.map(({ tenderId }) => tenderId);
  const keys = parents.map(({ key }) => key ?? null);
  return Prisma.sql`unnest(${tenderIds}::uuid[], ${keys}::text[]) with ordinality as parent (tender_id, key, place)`;
}
