import { Prisma } from '@hub/prisma/client';
import type { ReadClient } from '@hub/runtime/database';
import { wordsLike } from '../../../search-index/index.js';
import { textQueryOnce } from '../search-conditions.repository.js';
import { languagesPresent } from '../segments/languages-present.js';

/** Marks around hits: private characters, which no notice contains. */
export const hitStart = '\uE000';
export const hitEnd = '\uE001';

/** Fields that are shown with marks, in the order in which they are shown. */
export const headlineFields = ['TITLE', 'DESCRIPTION', 'BUYER_NAME'] as const;
export type HighlightField = (typeof headlineFields)[number];

/** The marked text of each field; null where the tender has none. */
export type Headlines = Readonly<Record<HighlightField, string | null>>;

interface Which {
  readonly tenderIds: readonly string[];
  /** The table of public tenders unless another one is named. */
  readonly table?: Prisma.Sql;
}

const publicTenders = Prisma.sql`tenders.tender`;
// Of a longer text hits are marked in the beginning alone.
const lengthMax = 20_000;

/**
 * Fields with hits marked. The database marks words with the stems of English; tenders that were found by the stems of
 * another language alone have their hits found here, and marked in a second statement.
 */
export async function findHeadlines(
  db: ReadClient,
  { search, ...which }: Which & { search: string },
): Promise<Map<string, Headlines>> {
  const found = await markHits(db, { ...which, query: textQueryOnce(search) });
  const unmarked = [...found].flatMap(([id, texts]) => (hasHit(texts) ? [] : [id]));
  if (unmarked.length === 0) return found;
  const others = { ...which, tenderIds: unmarked };
  const words = wordsLike((await findTexts(db, others)).join('\n'), search, languagesPresent());
  if (words.length === 0) return found;
  const query = words.map((word) => `'${word}'`).join(' | ');
  const marked = await markHits(db, {
    ...others,
    query: Prisma.sql`(select to_tsquery('tenders.words', ${query}::text))`,
  });
  return new Map([...found, ...marked]);
}

function hasHit(texts: Headlines): boolean {
  return headlineFields.some((field) => texts[field]?.includes(hitStart) === true);
}

async function markHits(
  db: ReadClient,
  { tenderIds, query, table = publicTenders }: Which & { query: Prisma.Sql },
): Promise<Map<string, Headlines>> {
  const options = `StartSel=${hitStart}, StopSel=${hitEnd}, MaxFragments=2, MaxWords=25, MinWords=10, FragmentDelimiter=" … "`;
  const marked = (text: Prisma.Sql): Prisma.Sql =>
    Prisma.sql`ts_headline('tenders.words', left(${text}, ${lengthMax}), ${query}, ${options})`;
  const rows = await db.$queryRaw<({ id: string } & Headlines)[]>`
    select id, ${marked(Prisma.sql`title`)} as "TITLE",
      ${marked(Prisma.sql`nullif(description, title)`)} as "DESCRIPTION",
      ${marked(Prisma.sql`buyer_name`)} as "BUYER_NAME"
    from ${table} where id = any (${[...tenderIds]}::uuid[])`;
  return new Map(rows.map(({ id, ...texts }) => [id, texts]));
}

/** The texts of each tender in one piece. */
async function findTexts(db: ReadClient, { tenderIds, table = publicTenders }: Which): Promise<string[]> {
  const rows = await db.$queryRaw<{ text: string }[]>`
    select concat_ws(E'\n', title, left(description, ${lengthMax}), buyer_name) as text
    from ${table} where id = any (${[...tenderIds]}::uuid[])`;
  return rows.map(({ text }) => text);
}
