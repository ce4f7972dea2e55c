import { isRemoved, keyed, readAmount, readOrganisation, type FieldReaders } from './field-readers.js';
import { member, memberAt, objectsIn, textOf, type Json, type JsonObject } from './json.js';
import type { SourceSettings } from './source-settings.js';
import type { AwardState, ContractState, ItemState, LotState, OrganisationState } from './tender-state.js';

export function readItems(tender: Json | undefined, read: FieldReaders): ItemState[] {
  return keyed(objectsIn(member(tender, 'items')), (row, key) =>
    isRemoved(row)
      ? null
      : {
          key,
          description: read.line(member(row, 'description')),
          classificationScheme: read.line(memberAt(row, 'classification', 'scheme'), 200),
          classificationId: read.line(memberAt(row, 'classification', 'id'), 200),
          classificationDescription: read.line(memberAt(row, 'classification', 'description'), 500),
          quantity: readAmount(member(row, 'quantity')),
          unit: read.line(memberAt(row, 'unit', 'name'), 100),
          lotKey: textOf(member(row, 'relatedLot'), 200),
        },
  );
}

export function readLots(tender: Json | undefined, read: FieldReaders): LotState[] {
  return keyed(objectsIn(member(tender, 'lots')), (row, key) => {
    if (isRemoved(row)) return null;
    const value = read.money(member(row, 'value'));
    return {
      key,
      title: read.line(member(row, 'title'), 500),
      description: read.text(member(row, 'description'), 10_000),
      status: read.line(member(row, 'status'), 100),
      valueAmount: value?.amount ?? null,
      valueCurrency: value?.currency ?? null,
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

/** Awards. One whose only supplier is a placeholder for "nobody" keeps its row and has no supplier. */
export function readAwards({ compiled, read, settings, scope }: AwardInput): AwardState[] {
  const parties = member(compiled, 'parties');
  const nobody = new Set(settings.placeholderSuppliers.map((name) => name.toLowerCase()));
  return keyed(objectsIn(member(compiled, 'awards')), (row, key) => {
    if (isRemoved(row)) return null;
    const value = read.money(member(row, 'value'));
    const suppliers = objectsIn(member(row, 'suppliers'))
      .map((entry) => readOrganisation({ value: entry, parties, scope }))
      .filter((entry): entry is OrganisationState => entry !== null && !nobody.has(entry.name.toLowerCase()));
    return {
      key,
      title: read.line(member(row, 'title'), 500),
      status: read.line(member(row, 'status'), 100)?.toLowerCase() ?? null,
      awardedAt: read.instant(member(row, 'date')),
      valueAmount: value?.amount ?? null,
      valueCurrency: value?.currency ?? null,
      suppliers: [...new Map(suppliers.map((supplier) => [supplier.key, supplier])).values()],
    };
  });
}

export function readContracts(compiled: JsonObject, read: FieldReaders): ContractState[] {
  return keyed(objectsIn(member(compiled, 'contracts')), (row, key) => {
    if (isRemoved(row)) return null;
    const value = read.money(member(row, 'value'));
    return {
      key,
      awardKey: textOf(member(row, 'awardID'), 200),
      title: read.line(member(row, 'title'), 500),
      status: read.line(member(row, 'status'), 100)?.toLowerCase() ?? null,
      valueAmount: value?.amount ?? null,
      valueCurrency: value?.currency ?? null,
      signedAt: read.instant(member(row, 'dateSigned')),
      startsAt: read.instant(memberAt(row, 'period', 'startDate')),
      endsAt: read.instant(memberAt(row, 'period', 'endDate')),
    };
  });
}
