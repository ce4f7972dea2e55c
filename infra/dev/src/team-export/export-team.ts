import { teamCollections } from '@hub/insights/documents';
import type { Documents } from '@hub/runtime/documents';
import type { FieldCipher } from '@hub/runtime/encryption';
import type { FileStore } from '@hub/runtime/files';
import type pg from 'pg';
import { auditLines } from '../audit/audit.js';
import { findTeam } from '../erasure/erased-rows.repository.js';
import { UsageError } from '../usage-error.js';
import { documentsOfRows, exportedTables, leftOutOfArchive } from './exported-tables.js';
import { beginSnapshot, documentsIn, peopleOf, rowsOf } from './team-rows.repository.js';
import { writeArchive, type ArchiveFile } from './write-archive.js';

/** What a team is exported from and with. */
export interface TeamExport {
  /** Of whoever operates the database. */
  readonly client: pg.Client;
  readonly documents: Documents;
  readonly store: FileStore;
  readonly cipher: FieldCipher;
  /** The private key of identity, which signs the audit log. */
  readonly signingKey: string;
  readonly now: () => Date;
}

/** What is in an archive, by the name of its file: how many lines. */
export type ArchiveContents = Readonly<Record<string, number>>;

const pageMax = 1_000;

/**
 * Writes all that a team has into one archive: its rows as of one moment, its documents, its files and its audit log, as lines of JSON.
 * What one person sees alone and secrets are left out, contact data that no key can read is null, and `manifest.json` says so. Answers what is in it.
 *
 * @throws UsageError when there is no such team.
 */
export async function exportTeam(
  exporting: TeamExport,
  { team, file }: { team: string; file: string },
): Promise<ArchiveContents> {
  const { client, now } = exporting;
  const teamId = await findTeam(client, team);
  if (teamId === null) throw new UsageError(`There is no team with the slug or id ${team}.`);
  const contents: Record<string, number> = {};
  await beginSnapshot(client);
  try {
    const at = now();
    await writeArchive(file, { at, files: filesOf(exporting, { teamId, contents, at }) });
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
  return contents;
}

interface Exported {
  readonly teamId: string;
  /** Filled in as lines are written. */
  readonly contents: Record<string, number>;
  readonly at: Date;
}

async function* filesOf(exporting: TeamExport, exported: Exported): AsyncGenerator<ArchiveFile> {
  const { client, store, cipher, signingKey } = exporting;
  const { teamId, contents, at } = exported;
  const counted = (name: string, lines: AsyncIterable<string>): ArchiveFile => ({
    name,
    content: countedLines(lines, (count) => (contents[name] = count)),
  });
  const unreadable = new Set<string>();
  const reading = { teamId, cipher, unreadable: (column: string) => void unreadable.add(column) };
  for (const table of exportedTables) yield counted(`rows/${table.name}.jsonl`, rowsOf(client, { table, ...reading }));
  for await (const { id, bytes } of documentsIn(client, teamId)) {
    const name = `${documentsOfRows.folder}/${id}.json`;
    contents[name] = 1;
    yield { name, content: contentOf(bytes) };
  }
  yield counted('people.jsonl', peopleOf(client, teamId));
  for (const { name, lines } of documentsOf(exporting, teamId)) yield counted(`documents/${name}.jsonl`, lines);
  for (const path of await store.listOf(teamId)) {
    const open = await store.open(path);
    // One that has expired meanwhile.
    if (open === null) continue;
    const name = `files/${path.kind}/${path.name}`;
    contents[name] = 1;
    yield { name, content: open.read() };
  }
  yield counted('audit.jsonl', auditLines(client, { teamId, signingKey, at }));
  const manifest = { teamId, exportedAt: at, contents, leftOut: leftOutOfArchive, unreadable: [...unreadable] };
  yield { name: 'manifest.json', content: contentOf(JSON.stringify(manifest, null, 2)) };
}

/** Documents of a team, by collection. */
function documentsOf({ documents }: TeamExport, teamId: string) {
  const own = documents.as({ kind: 'system', name: 'hub:team-export', teamId });
  return teamCollections.map((collection) => {
    async function* lines(): AsyncGenerator<string> {
      const repository = own.team(collection);
      for (let after: string | null = null, isOver = false; !isOver;) {
        const page = await repository.page({ after, limit: pageMax });
        yield* page.map((one) => JSON.stringify(one));
        after = page.at(-1)?._id ?? null;
        isOver = page.length < pageMax;
      }
    }
    return { name: collection.name, lines: lines() };
  });
}

async function* countedLines(lines: AsyncIterable<string>, tell: (count: number) => void): AsyncGenerator<string> {
  let count = 0;
  for await (const line of lines) {
    count += 1;
    yield `${line}\n`;
  }
  tell(count);
}

async function* contentOf<Content extends string | Uint8Array>(content: Content): AsyncGenerator<Content> {
  yield content;
}
