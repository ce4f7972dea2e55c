import { createReadStream, existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { normaliseTender, readReleases, standardSettings, validateRelease } from '@hub/tenders/ocds';
import { parseCsv } from '../../tenders/extraction/advertised-texts.js';

/** Real texts, cut so that they can be put together anew. Lists keep repetitions: they are the frequencies. */
export interface Corpus {
  readonly sentences: readonly string[];
  /** How many sentences real descriptions have. */
  readonly lengths: readonly number[];
  readonly conditions: readonly (string | null)[];
  readonly places: readonly (string | null)[];
  readonly references: readonly string[];
  readonly categories: readonly string[];
  readonly methods: readonly string[];
  readonly provinces: readonly string[];
  /** Distinct names. */
  readonly buyers: readonly string[];
}

export const ocdsFolder = fileURLToPath(new URL('../../../../shared/data/ocds', import.meta.url));

const columns = {
  description: 'Tender Description',
  conditions: 'Special Conditions',
  place: 'Place where goods, works or services are required',
  reference: 'Tender Number',
  category: 'Category',
  method: 'Tender Type',
  province: 'Province',
  buyer: 'Organ Of State',
};

/** @throws Error saying so when the real files are not beside the checkout. */
export async function readCorpus(): Promise<Corpus> {
  if (!existsSync(ocdsFolder)) throw new Error('This benchmark needs the real files of ../shared/data/ocds.');
  const rows = [...advertised('etenders_website_advertised_4295.csv'), ...advertised('municipal_tenders.csv')];
  // The towns' list is one category and a few dozen buyers; everything but its sentences comes from the national one.
  const national = rows.slice(0, rows.length - advertised('municipal_tenders.csv').length);
  const texts = [...rows.map(({ description }) => description), ...(await publishedTexts())];
  const pieces = texts.map(sentencesOf).filter(({ length }) => length > 0);
  return {
    sentences: pieces.flat(),
    lengths: pieces.map(({ length }) => length),
    conditions: national.map(({ conditions }) => conditions || null),
    places: national.map(({ place }) => place || null),
    references: rows.map(({ reference }) => reference).filter((reference) => /\d/u.test(reference)),
    categories: national.map(({ category }) => category),
    methods: national.map(({ method }) => method),
    provinces: national.map(({ province }) => province),
    buyers: [...new Set(rows.map(({ buyer }) => buyer))],
  };
}

type Advertised = Record<keyof typeof columns, string>;

function advertised(file: string): Advertised[] {
  const [header = [], ...rows] = parseCsv(readFileSync(join(ocdsFolder, 'za-etenders', file), 'utf8'));
  const at = (name: keyof typeof columns, row: readonly string[]): string =>
    (row[header.indexOf(columns[name])] ?? '').trim();
  return rows.map((row) => ({
    description: at('description', row),
    conditions: at('conditions', row),
    place: at('place', row),
    reference: at('reference', row),
    category: at('category', row),
    method: at('method', row),
    province: at('province', row),
    buyer: at('buyer', row),
  }));
}

/** Titles and descriptions that nine publishers of four languages gave their tenders. */
async function publishedTexts(): Promise<string[]> {
  const texts: string[] = [];
  for (const path of globSync('sample-data-2018/*/releases/*.json', { cwd: ocdsFolder }).toSorted()) {
    const file = { name: path, open: () => createReadStream(join(ocdsFolder, path)) };
    for await (const items of readReleases(file)) {
      for (const item of items) {
        if (item.kind !== 'release') continue;
        const verdict = validateRelease(item.value, item.facts);
        if (!verdict.isValid) continue;
        const { title, description } = normaliseTender({ compiled: verdict.release, settings: standardSettings });
        texts.push(description === null ? title : `${title}\n${description}`);
      }
    }
  }
  return texts;
}

function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.;!?])\s+|[\r\n]+/u)
    .map((sentence) => sentence.replaceAll('\0', '').trim())
    .filter((sentence) => sentence.length > 2);
}
