import { lifecycleOf } from '../../sources/teams/tenders/lifecycle.js';
import { tenderStatusAt } from '../../../ocds/index.js';
import type { TableRow } from './export-rows.repository.js';

type Cell = string | number | null;

const columns: readonly (readonly [name: string, read: (row: TableRow, at: Date) => Cell])[] = [
  ['ocid', ({ ocid }) => ocid],
  ['title', ({ title }) => title],
  ['reference', ({ reference }) => reference],
  ['buyer', ({ buyerName }) => buyerName],
  ['province', ({ province }) => province],
  ['category', ({ category }) => category],
  ['procurementCategory', ({ procurementCategory }) => procurementCategory],
  ['method', ({ method }) => method],
  ['status', ({ lifecycle, ...row }, at) => tenderStatusAt({ ...row, lifecycle: lifecycleOf(lifecycle) }, at)],
  ['valueAmount', ({ valueAmount }) => valueAmount?.toString() ?? null],
  ['valueCurrency', ({ valueCurrency }) => valueCurrency],
  ['publishedAt', ({ publishedAt }) => publishedAt?.toISOString() ?? null],
  ['closingAt', ({ closingAt }) => closingAt?.toISOString() ?? null],
  ['enquiriesUntil', ({ enquiriesUntil }) => enquiriesUntil?.toISOString() ?? null],
  ['source', ({ source }) => source.title],
];

// Without the mark, the spreadsheet that most people use reads UTF-8 as something else.
const byteOrderMark = '\uFEFF';

/** The line with the names of the columns. */
export function tableHead(): string {
  return byteOrderMark + lineOf(columns.map(([name]) => name));
}

/** One tender as a line of the table; its status is that of the moment given. */
export function tableLine(row: TableRow, at: Date): string {
  return lineOf(columns.map(([, read]) => read(row, at)));
}

function lineOf(cells: readonly Cell[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

const startsFormula = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/**
 * A cell by RFC 4180. A text that a spreadsheet would run as a formula begins with an apostrophe, which spreadsheets
 * take for "this is text": notices are written by strangers.
 */
export function cellOf(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = startsFormula.test(value) ? `'${value}` : value;
  return /[",\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
