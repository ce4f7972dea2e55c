import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { pack } from 'tar-stream';
import { runImport } from '@hub/tenders/import';
import { zipOf } from '../kit/zip.js';
import { importKit, notice, type ImportKit } from './import-kit.js';

let kit: ImportKit;
beforeAll(async () => {
  kit = await importKit();
});
afterAll(() => kit.close());
beforeEach(() => kit.database.sql('truncate tenders.release, tenders.tender, tenders.quarantined_release cascade'));

const packageOf = (...numbers: readonly number[]): string =>
  JSON.stringify({ version: '1.1', releases: numbers.map((number) => notice(number)) });

async function tarOf(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const archive = pack();
  for (const [name, content] of Object.entries(files)) archive.entry({ name }, Buffer.from(content));
  archive.finalize();
  return buffer(archive);
}

async function ocids(): Promise<unknown[]> {
  const rows = await kit.database.sql<{ ocid: string }>('select ocid from tenders.tender order by ocid');
  return rows.map(({ ocid }) => ocid);
}

describe('importing archives', () => {
  test('imports every file of a zip archive, and says of the others what they are', async () => {
    const path = kit.file(
      'bulk.zip',
      zipOf([
        { name: '2025/releases.json', content: packageOf(1, 2) },
        { name: '2025/more.jsonl.gz', content: gzipSync(JSON.stringify(notice(3))) },
        { name: '2025/', content: '' },
        { name: 'readme.txt', content: 'Data of the portal' },
        { name: 'secret.json', content: packageOf(4), isEncrypted: true },
        { name: '__MACOSX/._releases.json', content: 'x' },
      ]),
    );

    const { status, counts } = await kit.import(path);

    expect(await ocids()).toEqual(['ocds-9t57fa-1', 'ocds-9t57fa-2', 'ocds-9t57fa-3']);
    expect([status, counts.filesRead, Object.fromEntries(counts.filesSkipped)]).toEqual([
      'SUCCEEDED',
      2,
      { 'Not JSON.': ['bulk.zip/readme.txt'], 'It is encrypted in its archive.': ['bulk.zip/secret.json'] },
    ]);
  });

  test('imports tar archives plain, in gzip and in zstd, and archives inside of archives', async () => {
    const inner = zipOf([{ name: 'a.json', content: packageOf(14) }]);
    kit.file('many/a.tar', await tarOf({ 'a.json': packageOf(11), 'b.json': packageOf(12) }));
    kit.file('many/b.tar.gz', gzipSync(await tarOf({ 'c.json': packageOf(13), 'd.zip': inner })));
    kit.file('many/c.tar.zst', zstdCompressSync(await tarOf({ 'e.json': packageOf(15) })));

    const { counts } = await kit.import(join(kit.folder, 'many'));

    expect(await ocids()).toEqual([11, 12, 13, 14, 15].map((number) => `ocds-9t57fa-${number}`));
    expect([counts.filesRead, counts.filesSkipped.size]).toEqual([5, 0]);
  });

  test('never takes a name out of an archive for a path, and leaves nothing behind', async () => {
    const escape = '../../../../../../../../tmp/hub-escaped.json';
    const folders = (): string[] => readdirSync(tmpdir()).filter((name) => name.startsWith('hub-unpack-'));
    const before = folders();
    kit.file('escape.zip', zipOf([{ name: escape, content: packageOf(21) }]));
    kit.file('escape.tar', await tarOf({ [escape]: packageOf(22), '/tmp/hub-escaped.json': packageOf(23) }));

    await kit.import(join(kit.folder, 'escape.zip'));
    await kit.import(join(kit.folder, 'escape.tar'));

    expect(await ocids()).toEqual([21, 22, 23].map((number) => `ocds-9t57fa-${number}`));
    expect([existsSync('/tmp/hub-escaped.json'), folders()]).toEqual([false, before]);
  });

  test('gives up an archive that unpacks to far more than it is, and keeps what came before', async () => {
    const path = kit.file(
      'bomb.zip',
      zipOf([
        { name: 'a.json', content: packageOf(31) },
        { name: 'b.json', content: Buffer.alloc(80_000_000, ' ') },
        { name: 'c.json', content: packageOf(32) },
      ]),
    );

    const { counts } = await kit.import(path);

    expect(await ocids()).toEqual(['ocds-9t57fa-31']);
    expect(Object.fromEntries(counts.filesSkipped)).toEqual({
      'The archive was given up: Each packed byte unpacks to more than 250 bytes.': ['bomb.zip'],
    });
  });

  test.each([
    [
      'a zip archive cut short',
      zipOf([{ name: 'a.json', content: packageOf(41) }]).subarray(0, 200),
      'The zip archive is damaged.',
    ],
    ['a 7z archive', Buffer.from('377abcaf271c0004', 'hex'), 'A 7z archive: unpack it first.'],
    ['a web page', '<!DOCTYPE html><html><body>Maintenance</body></html>', 'A web page, not OCDS JSON.'],
    ['an XML document', '<?xml version="1.0"?><notices/>', 'An XML document, not OCDS JSON.'],
  ])('says of %s what it is, and does not succeed', async (_what, content, reason) => {
    const { status, error, counts } = await kit.import(kit.file('odd.json', content));

    expect([...counts.filesSkipped.keys()]).toEqual([reason]);
    expect([status, error]).toEqual(['FAILED', 'No release was found.']);
  });
});

describe('an import that brings nothing', () => {
  async function run(content: unknown) {
    const lines: string[] = [];
    const result = await runImport({
      target: kit.file('data.json', content),
      databaseUrl: kit.database.urlOf('svc_importer'),
      source: null,
      log: (line) => void lines.push(line),
      signal: new AbortController().signal,
    });
    return { status: result.status, headline: lines.join('\n').split(' in ')[0] };
  }

  test.each([
    ['an empty package', { version: '1.1', releases: [] }],
    ['an error of the portal', { error: 'Service unavailable' }],
    ['an empty file', ''],
  ])('fails with %s', async (_what, content) => {
    expect(await run(content)).toEqual({
      status: 'FAILED',
      headline: 'Import failed. No release was found. 0 releases',
    });
  });

  test('fails when every release was set aside, and says so where runs are kept', async () => {
    const releases = [{ ocid: 'ocds-9t57fa-1', id: '1', tag: ['tender'] }];

    expect(await run({ releases })).toEqual({
      status: 'FAILED',
      headline: 'Import failed. Every release was set aside. 0 releases',
    });
    expect(
      await kit.database.sql('select status, error from tenders.source_run order by started_at desc limit 1'),
    ).toEqual([{ status: 'FAILED', error: 'Every release was set aside.' }]);
  });

  test('succeeds when all of it is known already', async () => {
    const content = packageOf(51);

    expect((await run(content)).status).toBe('SUCCEEDED');
    expect(await run(content)).toEqual({ status: 'SUCCEEDED', headline: 'Import complete. 1 releases' });
  });
});

describe('importing text in other encodings', () => {
  test('keeps letters and counts the files', async () => {
    const text = JSON.stringify({ releases: [notice(61, { description: 'Construcción de un puente en Ñemby' })] });

    const { counts } = await kit.import(kit.file('latin.json', Buffer.from(text, 'latin1')));

    expect(await kit.database.sql(`select title from tenders.tender where ocid = 'ocds-9t57fa-61'`)).toEqual([
      { title: 'Construcción de un puente en Ñemby' },
    ]);
    expect(Object.fromEntries(counts.filesDecoded)).toEqual({ 'windows-1252': ['latin.json'] });
  });
});
