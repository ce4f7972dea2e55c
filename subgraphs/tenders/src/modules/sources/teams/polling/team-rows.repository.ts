import { Prisma } from '@hub/prisma/client';
import type { TeamTransaction } from '@hub/runtime/database';
import type { Json } from '../../../../ocds/index.js';
import type { TeamRow } from '../../connectors/team-row.js';
import { ownWordsOf, ownWordsVersion } from '../tenders/own-words.js';
import { storableJson } from './storable-json.js';

/** Stored rows of a source, as they were received, by their ids there. */
export async function findRaw(
  tx: TeamTransaction,
  teamSourceId: string,
  externalIds: readonly string[],
): Promise<Map<string, unknown>> {
  const rows = await tx.teamTender.findMany({
    where: { teamSourceId, externalId: { in: [...externalIds] } },
    select: { externalId: true, raw: true },
  });
  return new Map(rows.map(({ externalId, raw }) => [externalId, raw]));
}

/** Those among stored rows of a source, named by their ids there, that the team tracks. */
export async function findTracked(
  tx: TeamTransaction,
  teamSourceId: string,
  externalIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select o.id from workspace.entry e join tenders.team_tender o on o.team_id = e.team_id and o.id = e.team_tender_id
    where e.team_id = (select app.current_team_id()) and o.team_source_id = ${teamSourceId}::uuid
      and o.external_id = any (${[...externalIds]}::text[])`;
  return rows.map(({ id }) => id);
}

/** What writing rows came to. */
export interface RowCounts {
  rowsNew: number;
  rowsChanged: number;
  rowsUnchanged: number;
}

// One statement for all rows: a row whose content is the same is only marked as seen.
const columns = `kind text, "externalId" text, ocid text, url text, title text, description text, reference text, language text,
  "publisherStatus" text, lifecycle text, category text, "procurementCategory" text, method text, "methodDetails" text, province text,
  "deliveryLocation" text, "specialConditions" text, "buyerName" text, "valueAmount" numeric, "valueCurrency" text,
  "publishedAt" timestamptz, "opensAt" timestamptz, "closingAt" timestamptz, "closingRaw" text, "enquiriesUntil" timestamptz,
  "contactName" text, "contactEmail" text, "contactPhone" text, skills jsonb, "budgetType" text, "budgetMin" numeric,
  "budgetMax" numeric, "budgetCurrency" text, client jsonb, raw jsonb, "contentHash" text, "keptWords" text`;

const plain = [
  'kind',
  'ocid',
  'url',
  'title',
  'description',
  'reference',
  'language',
  'publisherStatus',
  'lifecycle',
  'category',
  'procurementCategory',
  'method',
  'methodDetails',
  'province',
  'deliveryLocation',
  'specialConditions',
  'buyerName',
  'valueAmount',
  'valueCurrency',
  'publishedAt',
  'opensAt',
  'closingAt',
  'closingRaw',
  'enquiriesUntil',
  'contactName',
  'contactEmail',
  'contactPhone',
  'budgetType',
  'budgetMin',
  'budgetMax',
  'budgetCurrency',
  'client',
  'raw',
] as const satisfies readonly (keyof TeamRow)[];

/** Writes rows of a source: new ones, changed ones with their version raised, and a sign of life for the rest. */
export async function upsertRows(
  tx: TeamTransaction,
  write: { teamId: string; teamSourceId: string; rows: readonly TeamRow[]; at: Date },
): Promise<RowCounts> {
  const { teamId, teamSourceId, rows, at } = write;
  if (rows.length === 0) return { rowsNew: 0, rowsChanged: 0, rowsUnchanged: 0 };
  const ids = rows.map(({ externalId }) => externalId);
  const before = await tx.teamTender.findMany({
    where: { teamSourceId, externalId: { in: ids } },
    select: { externalId: true, contentHash: true },
  });
  const hashes = new Map(
    before.map(({ externalId, contentHash }) => [externalId, Buffer.from(contentHash).toString('hex')]),
  );
  const fresh = rows.filter(({ externalId, contentHash }) => hashes.get(externalId) !== contentHash);
  const unchanged = rows
    .filter(({ externalId, contentHash }) => hashes.get(externalId) === contentHash)
    .map(({ externalId }) => externalId);
  if (fresh.length > 0) await writeFresh(tx, { teamId, teamSourceId, rows: fresh, at });
  if (unchanged.length > 0)
    await tx.teamTender.updateMany({
      where: { teamSourceId, externalId: { in: unchanged } },
      data: { lastSeenAt: at },
    });
  const rowsNew = fresh.filter(({ externalId }) => !hashes.has(externalId)).length;
  return { rowsNew, rowsChanged: fresh.length - rowsNew, rowsUnchanged: unchanged.length };
}

function asJson(row: TeamRow): Json {
  return { ...row, skills: [...row.skills], keptWords: ownWordsOf(row) };
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}

const columnNames = plain.map(snakeCase);
const into = Prisma.raw(columnNames.join(', '));
const values = Prisma.raw(plain.map((name) => `r."${name}"`).join(', '));
const assignments = Prisma.raw(columnNames.map((name) => `${name} = excluded.${name}`).join(', '));
const shape = Prisma.raw(columns);

async function writeFresh(
  tx: TeamTransaction,
  { teamId, teamSourceId, rows, at }: { teamId: string; teamSourceId: string; rows: readonly TeamRow[]; at: Date },
): Promise<void> {
  const json = JSON.stringify(rows.map((row) => storableJson(asJson(row))));
  await tx.$executeRaw`
    insert into tenders.team_tender (team_id, team_source_id, external_id, last_seen_at, content_hash, skills, kept_words, words_version, ${into})
    select ${teamId}::uuid, ${teamSourceId}::uuid, r."externalId", ${at}::timestamptz, decode(r."contentHash", 'hex'),
      array(select jsonb_array_elements_text(r.skills)), r."keptWords", ${ownWordsVersion}, ${values}
    from jsonb_to_recordset(${json}::jsonb) as r(${shape})
    on conflict (team_id, team_source_id, external_id) do update set last_seen_at = excluded.last_seen_at,
      content_hash = excluded.content_hash, skills = excluded.skills, kept_words = excluded.kept_words, words_version = excluded.words_version,
      ${assignments}, version = team_tender.version + 1`;
}
