import type { Json } from '../../../ocds/index.js';
import type { JsonMapping, MappableField } from './json-mapping.js';
import { itemsOf, nextOf, rowOf, type JsonReading } from './json-rows.js';
import { readFields } from './read-fields.js';
import { isNothing, problemsOf, replaced, type RowProblem } from './row-problems.js';
import type { TeamRow } from './team-row.js';

/** One mapped field of a row: what stands there, and how it is read. */
export interface PreviewedValue {
  readonly field: MappableField;
  readonly found: Json;
  readonly value: Json;
}

/** What one row of a sample would become. */
export interface PreviewedRow {
  readonly position: number;
  /** Null when the row would be left out. */
  readonly row: TeamRow | null;
  readonly values: PreviewedValue[];
  readonly problems: RowProblem[];
}

/** What a sample of a team's JSON would become. */
export interface Preview {
  readonly rowCount: number;
  readonly tenderCount: number;
  readonly rows: readonly PreviewedRow[];
  /** Mapped fields for which no row has anything. */
  readonly absent: readonly MappableField[];
  readonly next: string | null;
}

/** Reads a sample as a poll would, and says why of what is not read. Null when the list is not where the mapping says. */
export function previewRows(sample: Json, mapping: JsonMapping, { kind, timeZone }: JsonReading): Preview | null {
  const items = itemsOf(sample, mapping);
  if (items === null) return null;
  const reads = items.map((item) => {
    const read = readFields(item, mapping, timeZone);
    return { item, read, row: rowOf(kind, item, read) };
  });
  const lastPlaces = new Map(reads.map(({ row }, position) => [row?.externalId, position]));
  const rows = reads.map(({ item, read, row }, position): PreviewedRow => {
    const pathTo = (field: MappableField | null): string[] => [
      'sample',
      ...stepsOf(mapping.items),
      String(position),
      ...stepsOf(field === null ? '' : (mapping.fields[field] ?? '')),
    ];
    const isReplaced = row !== null && lastPlaces.get(row.externalId) !== position;
    return {
      position,
      row: isReplaced ? null : row,
      values: [...read.found].flatMap(([field, found]) =>
        found === undefined ? [] : [{ field, found, value: jsonOf(read.fields[field]) }],
      ),
      problems: [...problemsOf(item, read, pathTo), ...(isReplaced ? [replaced(pathTo)] : [])],
    };
  });
  return {
    rowCount: rows.length,
    tenderCount: rows.filter(({ row }) => row !== null).length,
    rows,
    absent: [...(reads[0]?.read.found.keys() ?? [])].filter((field) =>
      reads.every(({ read }) => isNothing(read.found.get(field))),
    ),
    next: nextOf(sample, mapping),
  };
}

function stepsOf(pointer: string): string[] {
  const steps = pointer.split('/').slice(1);
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function jsonOf(value: Json | readonly string[]): Json {
  return isTexts(value) ? [...value] : value;
}

function isTexts(value: Json | readonly string[]): value is readonly string[] {
  return Array.isArray(value);
}
