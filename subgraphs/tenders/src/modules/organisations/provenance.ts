import type { SupplierRecordRow } from './supplier.repository.js';

const fields = [
  ['NAME', 'name'],
  ['LEGAL_NAME', 'legalName'],
  ['STREET', 'street'],
  ['LOCALITY', 'locality'],
  ['REGION', 'region'],
  ['POSTAL_CODE', 'postalCode'],
  ['COUNTRY', 'country'],
  ['SCALE', 'scale'],
] as const;

type SupplierField = (typeof fields)[number][0];

/** A value, and the record that states it. */
export interface StatedValue {
  readonly value: string;
  readonly source: string;
  readonly recordRow: string;
  readonly seenAt: Date;
}

/** Where the value of a field comes from, and what other records say instead. */
export interface Provenance extends StatedValue {
  readonly field: SupplierField;
  readonly others: StatedValue[];
}

const othersMax = 20;

/**
 * The value of each field that any record states.
 *
 * @param records - the most trusted first, and of equally trusted ones the one seen last.
 */
export function provenanceOf(records: readonly SupplierRecordRow[]): Provenance[] {
  return fields.flatMap(([field, property]) => {
    const stated = new Map<string, StatedValue>();
    for (const record of records) {
      const value = record[property];
      if (value === null || stated.has(value)) continue;
      const { sourceName, id, lastSeenAt } = record;
      stated.set(value, { value, source: sourceName, recordRow: id, seenAt: lastSeenAt });
    }
    const [winner, ...others] = stated.values();
    return winner === undefined ? [] : [{ ...winner, field, others: others.slice(0, othersMax) }];
  });
}
