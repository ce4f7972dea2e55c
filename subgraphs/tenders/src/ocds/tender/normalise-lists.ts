import { isRemoved, keyed, type FieldReaders } from './field-readers.js';
import { member, memberAt, objectsIn, textOf, type Json, type JsonObject } from '../json.js';
import type { StatusMeaning } from '../status/status-words.js';
import { endToldBy, readSuppliers, readWinner } from './read-winners.js';
import type { SourceSettings } from '../source-settings.js';
import type {
  AwardItemState,
  AwardState,
  ContractState,
  ItemState,
  LotState,
  TenderState,
  WinnerState,
} from './tender-state.js';

export function readItems(tender: Json | undefined, read: FieldReaders): ItemState[] {
  return keyed(objectsIn(member(tender, 'items')), (row, key) => (isRemoved(row) ? null : readItem(row, key, read)));
}

function readAwardItems(award: Json, read: FieldReaders): AwardItemState[] {
  return keyed(objectsIn(member(award, 'items')), (row, key) => {
    if (isRemoved(row)) return null;
    const price = read.money(memberAt(row, 'unit', 'value'));
    return {
      ...readItem(row, key, read),
      unitValueAmount: price?.amount ?? null,
      unitValueCurrency: price?.currency ?? null,
    };
  });
}

function readItem(row: JsonObject, key: string, read: FieldReaders): ItemState {
  return {
    key,
    description: read.lineAt(row, 'description'),
    classificationScheme: read.code(memberAt(row, 'classification', 'scheme'), 200),
    classificationId: read.code(memberAt(row, 'classification', 'id'), 200),
    classificationDescription: read.lineAt(member(row, 'classification'), 'description', 500),
    quantity: read.quantity(member(row, 'quantity')),
    unit: read.line(memberAt(row, 'unit', 'name'), 100),
    lotKey: textOf(member(row, 'relatedLot'), 200),
  };
}

export function readLots(tender: Json | undefined, read: FieldReaders): LotState[] {
  return keyed(objectsIn(member(tender, 'lots')), (row, key) => {
    if (isRemoved(row)) return null;
    const value = read.estimate(member(row, 'value'));
    return {
      key,
      title: read.lineAt(row, 'title', 500),
      description: read.textAt(row, 'description', 10_000),
      status: read.line(member(row, 'status'), 100),
      valueAmount: value.amount,
      valueCurrency: value.currency,
    };
  });
}

interface AwardInput {
  compiled: JsonObject;
  read: FieldReaders;
  settings: SourceSettings;
  /** Names the publisher of local organisation ids; null when unknown. */
  scope: string | null;
}

interface AwardsRead extends Pick<TenderState, 'awards' | 'winners'> {
  /** What became of awards by their own words beside their status, by their keys. */
  readonly endsTold: ReadonlyMap<string, StatusMeaning>;
}

/**
 * Awards, and who won them. An award whose only supplier is a placeholder for "nobody" keeps its row and has no supplier.
 */
export function readAwards({ compiled, read, settings, scope }: AwardInput): AwardsRead {
  const parties = member(compiled, 'parties');
  const nobody = new Set(settings.placeholderSuppliers.map((name) => name.toLowerCase()));
  const winners: WinnerState[] = [];
  const endsTold = new Map<string, StatusMeaning>();
  const awards = keyed(objectsIn(member(compiled, 'awards')), (row, key): AwardState | null => {
    if (isRemoved(row)) return null;
    const value = read.money(member(row, 'value'));
    const suppliers = readSuppliers(row, { parties, scope, nobody, read });
    const end = suppliers.length > 0 ? null : endToldBy(row);
    if (end !== null) endsTold.set(key, end);
    winners.push(...suppliers.map((supplier) => readWinner({ ...supplier, parties, awardKey: key, read })));
    return {
      key,
      title: read.lineAt(row, 'title', 500),
      status: read.line(member(row, 'status'), 100)?.toLowerCase() ?? null,
      awardedAt: read.instant(member(row, 'date')),
      valueAmount: value?.amount ?? null,
      valueCurrency: value?.currency ?? null,
      suppliers: [...new Map(suppliers.map(({ organisation }) => [organisation.key, organisation])).values()],
      items: readAwardItems(row, read),
    };
  });
  return { awards, winners, endsTold };
}

export function readContracts(compiled: JsonObject, read: FieldReaders): ContractState[] {
  return keyed(objectsIn(member(compiled, 'contracts')), (row, key) => {
    if (isRemoved(row)) return null;
    const value = read.money(member(row, 'value'));
    return {
      key,
      awardKey: textOf(member(row, 'awardID'), 200),
      title: read.lineAt(row, 'title', 500),
      status: read.line(member(row, 'status'), 100)?.toLowerCase() ?? null,
      valueAmount: value?.amount ?? null,
      valueCurrency: value?.currency ?? null,
      signedAt: read.instant(member(row, 'dateSigned')),
      startsAt: read.instant(memberAt(row, 'period', 'startDate')),
      endsAt: read.instant(memberAt(row, 'period', 'endDate')),
    };
  });
}
