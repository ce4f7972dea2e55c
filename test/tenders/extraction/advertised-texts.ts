import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A tender's free text and the name its labels go by: the first 12 hex digits of the text's SHA-256. */
export interface AdvertisedText {
  row: string;
  text: string;
}

const csvFiles = ['etenders_website_advertised_4295.csv', 'municipal_tenders.csv'];
const apiFile = 'ocds_api_flattened_262_2025.json';

/** Every distinct text in the South African files: the description and, on the next line, the special conditions. */
export async function readAdvertisedTexts(ocdsFolder: string): Promise<AdvertisedText[]> {
  const folder = join(ocdsFolder, 'za-etenders');
  const texts: string[] = [];
  for (const file of csvFiles) {
    const [header = [], ...rows] = parseCsv(await readFile(join(folder, file), 'utf8'));
    const columns = ['Tender Description', 'Special Conditions'].map((name) => header.indexOf(name));
    if (columns.includes(-1)) throw new Error(`${file} lacks the columns of texts.`);
    texts.push(...rows.map((row) => joinTexts(columns.map((column) => row[column] ?? ''))));
  }
  const apiRows = JSON.parse(await readFile(join(folder, apiFile), 'utf8')) as { description: string | null }[];
  texts.push(...apiRows.map(({ description }) => joinTexts([description ?? ''])));
  return [...new Set(texts)].filter((text) => text !== '').map((text) => ({ row: rowName(text), text }));
}

export function rowName(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function joinTexts(parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('\n');
}

/** Reads RFC 4180 CSV: quoted fields may hold line ends, and a quote twice is one quote. */
export function parseCsv(content: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end = ''] of content
    .replace(/^\uFEFF/u, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gu)) {
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}
