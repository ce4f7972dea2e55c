import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import type { PlacedRow, Slice } from '@hub/runtime/loaders';

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
}

export interface PublicContractRow extends PartRow, ValueColumns {
  readonly awardKey: string | null;
  readonly title: string | null;
  readonly status: string | null;
  readonly signedAt: Date | null;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
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
type PartsWanted = Slice<PartPosition> & { readonly parents: readonly PartParent[] };

const value = Prisma.sql`p.value_amount as "valueAmount", p.value_currency as "valueCurrency"`;
const identity = Prisma.sql`p.tender_id as "tenderId", p.key, p.position`;
const lotColumns = Prisma.sql`${identity}, p.title, p.description, p.status, ${value}`;

export function findLots(db: ReadClient, wanted: PartsWanted): Promise<PlacedRow<LotRow>[]> {
  return findOfEach(db, wanted, { columns: lotColumns, table: Prisma.sql`tenders.lot` });
}

const itemColumns = Prisma.sql`${identity}, p.description, p.classification_scheme as "classificationScheme",
  p.classification_id as "classificationId", p.classification_description as "classificationDescription",
  p.quantity, p.unit, p.lot_key as "lotKey"`;

/** Items of tenders, or of lots. */
export function findItems(db: ReadClient, wanted: PartsWanted): Promise<PlacedRow<ItemRow>[]> {
  return findOfEach(db, wanted, {
    columns: Prisma.sql`${itemColumns}, null::numeric as "unitValueAmount", null as "unitValueCurrency"`,
    table: Prisma.sql`tenders.item`,
    parentKey: Prisma.sql`p.lot_key`,
  });
}

/** Items of awards. */
export function findAwardItems(db: ReadClient, wanted: PartsWanted): Promise<PlacedRow<ItemRow>[]> {
  return findOfEach(db, wanted, {
    columns: Prisma.sql`${itemColumns}, p.unit_value_amount as "unitValueAmount",
      p.unit_value_currency as "unitValueCurrency"`,
    table: Prisma.sql`tenders.award_item`,
    parentKey: Prisma.sql`p.award_key`,
  });
}

/** Contracts of tenders, or of awards. */
export function findContracts(db: ReadClient, wanted: PartsWanted): Promise<PlacedRow<PublicContractRow>[]> {
  return findOfEach(db, wanted, {
    columns: Prisma.sql`${identity}, p.award_key as "awardKey", p.title, p.status, ${value},
      p.signed_at as "signedAt", p.starts_at as "startsAt", p.ends_at as "endsAt"`,
    table: Prisma.sql`tenders.public_contract`,
    parentKey: Prisma.sql`p.award_key`,
  });
}

/** Lots by tender and key, whatever the order. */
export function findLotsByKey(db: ReadClient, keys: readonly Required<PartParent>[]): Promise<LotRow[]> {
  return db.$queryRaw<LotRow[]>`
    select ${lotColumns} from ${parentsOf(keys)} join tenders.lot p on p.tender_id = asked.tender_id and p.key = asked.key`;
}

function findOfEach<Row extends PartRow>(
  db: ReadClient,
  { parents, after, take }: PartsWanted,
  part: { columns: Prisma.Sql; table: Prisma.Sql; parentKey?: Prisma.Sql },
): Promise<PlacedRow<Row>[]> {
  const isOfParent = part.parentKey
    ? Prisma.sql`(asked.key is null or ${part.parentKey} = asked.key)`
    : Prisma.sql`true`;
  return db.$queryRaw<PlacedRow<Row>[]>`
    select part.*, (asked.place - 1)::integer as place
    from ${parentsOf(parents)}
    cross join lateral (
      select ${part.columns} from ${part.table} p
      where p.tender_id = asked.tender_id and p.position > ${after?.[0] ?? -1}::integer and ${isOfParent}
      order by p.position limit ${take}
    ) part
    order by asked.place, part.position`;
}

function parentsOf(parents: readonly PartParent[]): Prisma.Sql {
  const tenderIds = parents.map(({ tenderId }) => tenderId);
  const keys = parents.map(({ key }) => key ?? null);
  return Prisma.sql`unnest(${tenderIds}::uuid[], ${keys}::text[]) with ordinality as asked (tender_id, key, place)`;
}
