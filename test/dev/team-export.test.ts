import { randomBytes, randomUUID } from 'node:crypto';
import { createReadStream, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exportTeam, type TeamExport } from '@hub/dev/team-export';
import { documentMigrations, readinessScores, type ReadinessBody } from '@hub/insights/documents';
import { tableCare } from '@hub/prisma/table-care';
import { newSigningKeyText } from '@hub/runtime/auth';
import { openDocuments, type Documents } from '@hub/runtime/documents';
import { fieldCipherFrom, placeOfBilling } from '@hub/runtime/encryption';
import { localFiles } from '@hub/runtime/files';
import { createLogger } from '@hub/runtime/telemetry';
import pg from 'pg';
import { extract } from 'tar-stream';
import { fillEveryTable } from '../database/every-table.js';
import { testDatabase, type TestDatabase } from '../kit/database.js';
import { ownMongodb } from '../kit/hub.js';

const folder = mkdtempSync(join(tmpdir(), 'hub-team-export-test-'));
const store = localFiles({ root: join(folder, 'files') });
const cipher = fieldCipherFrom({ FIELD_ENCRYPTION_KEY: randomBytes(32).toString('base64') });
const newTeam = () => ({ team: randomUUID(), account: randomUUID(), membership: randomUUID() });
const [own, other] = [newTeam(), newTeam()];
const contact = { name: 'Accounts', email: 'accounts@example.org' };
const check = {
  state: 'UNKNOWN',
  points: null,
  maxPoints: 25,
  ruleId: 'r',
  ruleVersion: '1',
  evidence: 'None.',
} as const;
const parts = ['SECTOR', 'CERTIFICATIONS', 'COVERAGE', 'EXPERIENCE'] as const;
const scoreOf = (tenderId: string): ReadinessBody => ({
  ...{ tenderId, score: null, scoreMin: 0, scoreMax: 100, knownShare: 0, recommendation: 'UNDECIDED', obstacle: null },
  checklist: parts.map((part) => ({ ...check, part, required: [], held: [] })),
  ...{ remedies: [], inputs: null, preference: null, algorithmVersion: '1', inputsHash: '0'.repeat(64) },
  calculatedAt: new Date('2026-03-15T10:00:00Z'),
});
let documents: Documents;
let database: TestDatabase;
let exporting: TeamExport;

beforeAll(async () => {
  documents = await openDocuments({ url: ownMongodb(), logger: createLogger({ service: 'test', level: 'silent' }) });
  await documents.migrate(documentMigrations);
  database = await testDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await fillEveryTable(client, [other, own]);
  for (const { team } of [own, other]) {
    await database.sql('update identity.billing_contact set contact_encrypted = $2 where team_id = $1', [
      team,
      cipher.encrypt(JSON.stringify(contact), placeOfBilling({ teamId: team })),
    ]);
    await database.sql('update identity.company_profile set contact_encrypted = null where team_id = $1', [team]);
    await store.put({ ownerId: team, kind: 'exports', name: 'one.csv' }, Readable.from([Buffer.from(`of ${team}`)]));
    await documents.as({ kind: 'system', name: 'test', teamId: team }).team(readinessScores).put(team, scoreOf(team));
  }
  const signingKey = await newSigningKeyText();
  exporting = { client, documents, store, cipher, signingKey, now: () => new Date('2026-03-15T10:00:00Z') };
});
afterAll(async () => {
  await exporting.client.end();
  await documents.migrate([
    { owner: 'drop', number: 1, name: 'all', up: async ({ connection }) => void (await connection.dropDatabase()) },
  ]);
  await documents.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function filesIn(file: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const archive = createReadStream(file).pipe(createGunzip()).pipe(extract());
  for await (const entry of archive) files.set(entry.header.name, await text(Readable.from(entry)));
  return files;
}

test('a team is one archive: every table, document and file of it, its signed log, and nothing of another', async () => {
  const file = join(folder, 'team.tar.gz');

  const contents = await exportTeam(exporting, { team: `t-${own.team.slice(0, 8)}`, file });

  const files = await filesIn(file);
  const manifest = JSON.parse(files.get('manifest.json') ?? '');
  const tables = Object.entries(tableCare).filter(([, { kind }]) => kind === 'tenant');
  const missing = tables.map(([name]) => name).filter((name) => !files.get(`rows/${name}.jsonl`));
  expect(missing.filter((name) => !(name in manifest.leftOut.tables))).toEqual([]);
  expect(manifest).toMatchObject({ teamId: own.team, exportedAt: '2026-03-15T10:00:00.000Z', contents });
  expect(files.get('files/exports/one.csv')).toBe(`of ${own.team}`);
  expect(files.get('documents/readiness_scores.jsonl')).toContain(`"tenderId":"${own.team}"`);
  expect(JSON.parse(files.get('people.jsonl') ?? '')).toMatchObject({ account_id: own.account });
  expect(JSON.parse(files.get('rows/identity.billing_contact.jsonl') ?? '')).toMatchObject({ contact });
  const searches = (files.get('rows/tenders.saved_search.jsonl') ?? '').trim().split('\n');
  expect(searches.map((line) => JSON.parse(line).name)).toEqual(['Shared']);
  expect(files.get(`archives/${own.team}.json`)).toBe('{}');
  expect(Object.keys(JSON.parse(files.get('rows/workspace.project_archive.jsonl') ?? ''))).not.toContain('document');
  expect(manifest.unreadable).toEqual([]);
  const all = [...files.values()].join('\n');
  for (const id of [other.team, other.account, other.membership]) expect(all).not.toContain(id);
});

test('a contact that no key can read is null in an archive, and its column is named', async () => {
  const file = join(folder, 'unreadable.tar.gz');
  const otherKey = fieldCipherFrom({ FIELD_ENCRYPTION_KEY: randomBytes(32).toString('base64') });

  await exportTeam({ ...exporting, cipher: otherKey }, { team: own.team, file });

  const files = await filesIn(file);
  expect(JSON.parse(files.get('manifest.json') ?? '').unreadable).toEqual([
    'identity.billing_contact.contact_encrypted',
  ]);
  expect(JSON.parse(files.get('rows/identity.billing_contact.jsonl') ?? '').contact).toBeNull();
});

test('no secret is in an archive', async () => {
  const file = join(folder, 'secrets.tar.gz');
  await exportTeam(exporting, { team: own.team, file });

  const rows = [...(await filesIn(file))].filter(([name]) => name.startsWith('rows/'));
  const names = rows.flatMap(([name, lines]) =>
    lines
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => Object.keys(JSON.parse(line)).map((column) => `${name.slice(5, -6)}.${column}`)),
  );

  // A new column of the kind is named here once somebody has judged it: hashes of what is public, numbers, and the text of a DNS record.
  const judged =
    /content_hash|changes_hash|inputs_hash|prompt_hash|dedupe_key|_tokens$|token_budget|credentials_version|team_domain\.token$/u;
  const suspicious = [...new Set(names)].filter((name) =>
    /hash|secret|token|encrypted|credential|password/u.test(name),
  );
  expect(suspicious.filter((name) => !judged.test(name))).toEqual([]);
});

test('an archive that could not be finished is not there, and the connection can be used again', async () => {
  const file = join(folder, 'broken.tar.gz');
  const broken = { ...store, listOf: () => Promise.reject(new Error('The files are away.')) };

  const exported = exportTeam({ ...exporting, store: broken }, { team: own.team, file });

  await expect(exported).rejects.toThrow('The files are away.');
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(folder).filter((name) => name.startsWith('broken'))).toEqual([]);
  await expect(exportTeam(exporting, { team: 'no-such-team', file })).rejects.toThrow('There is no team');
});
