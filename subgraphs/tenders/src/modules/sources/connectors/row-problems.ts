import type { InputProblem, UserErrorCode } from '@hub/runtime/graphql';
import {
  isObject,
  readProcurementCategory,
  readProcurementMethod,
  readProvince,
  readTenderWord,
  type Json,
} from '../../../ocds/index.js';
import type { MappableField } from './json-mapping.js';
import type { RowRead } from './read-fields.js';

/** What is wrong with a row, and with which field of it; null when it is the whole row. */
export interface RowProblem extends InputProblem {
  readonly field: MappableField | null;
}

type PathTo = (field: MappableField | null) => string[];

const noText = 'This is no text that can be read.';
const noDate = 'This is no date or time that can be read.';
const noAmount = 'This is no amount that can be read.';
const noCurrency = 'This is no code of a currency, such as ZAR.';

const unreadable: Partial<Record<MappableField, string>> = {
  url: 'This is no address that begins with http:// or https://.',
  valueAmount: noAmount,
  valueCurrency: noCurrency,
  publishedAt: noDate,
  opensAt: noDate,
  closingAt: noDate,
  enquiriesUntil: noDate,
  skills: 'This is no list of texts, or of objects with a name.',
  budgetType: 'This is neither "hourly" nor "fixed".',
  budgetMin: noAmount,
  budgetMax: noAmount,
  budgetCurrency: noCurrency,
  client: 'This is no object.',
};

const required: Partial<Record<MappableField, string>> = {
  externalId: 'A row without an id is left out.',
  title: 'A row without a title is left out.',
};

/** Texts that are kept as they are and mean something to the product only where they are known. */
const meanings: Partial<Record<MappableField, { readonly of: (text: string) => unknown; readonly message: string }>> = {
  publisherStatus: { of: readTenderWord, message: 'The meaning of this status is not known.' },
  province: { of: readProvince, message: 'There is no such province.' },
  procurementCategory: { of: readProcurementCategory, message: 'This is neither goods, works nor services.' },
  method: { of: readProcurementMethod, message: 'This is no procurement method of OCDS.' },
};

/** What of a row is not read as its mapping promises. */
export function problemsOf(item: Json, { fields, found }: RowRead, pathTo: PathTo): RowProblem[] {
  if (!isObject(item))
    return [problemAt(pathTo, { field: null, code: 'INVALID_VALUE', message: 'A row that is no object is left out.' })];
  return [...found].flatMap(([field, there]): RowProblem[] => {
    const value = fields[field];
    if (isNothing(value)) {
      const missing = required[field];
      if (missing !== undefined) return [problemAt(pathTo, { field, code: 'REQUIRED', message: missing })];
      const isZero = field === 'valueAmount' && Number(there) === 0;
      if (isNothing(there) || isZero) return [];
      return [problemAt(pathTo, { field, code: 'INVALID_VALUE', message: unreadable[field] ?? noText })];
    }
    const meaning = meanings[field];
    if (meaning === undefined || typeof value !== 'string' || meaning.of(value) !== null) return [];
    return [problemAt(pathTo, { field, code: 'INVALID_VALUE', message: meaning.message })];
  });
}

/** Of rows with one id the last one counts. */
export function replaced(pathTo: PathTo): RowProblem {
  const message = 'A later row has the same id and takes the place of this one.';
  return problemAt(pathTo, { field: 'externalId', code: 'ALREADY_EXISTS', message });
}

/** Whether nothing is stated. */
export function isNothing(value: Json | readonly string[] | undefined): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0;
}

function problemAt(
  pathTo: PathTo,
  { field, code, message }: { field: MappableField | null; code: UserErrorCode; message: string },
): RowProblem {
  return { field, code, message, path: pathTo(field) };
}
