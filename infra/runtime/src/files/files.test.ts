import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { filesFrom, localFiles, pictureExtension, type FilePath } from './files.js';

const folder = mkdtempSync(join(tmpdir(), 'hub-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const store = localFiles({ root: folder });
const file: FilePath = { ownerId: '0197f0a0-1111-7222-8333-444455556661', kind: 'exports', name: 'a-1.jsonl.gz' };
const place = join(folder, file.ownerId, 'exports');

async function* pieces(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

async function* broken(): AsyncGenerator<Buffer> {
  yield Buffer.from('half');
  throw new Error('The source broke.');
}

async function textOf(path: FilePath): Promise<string | null> {
  const opened = await store.open(path);
  return opened === null ? null : Buffer.concat(await opened.read().toArray()).toString();
}

describe('files on the local disk', () => {
  test('are written with their size and checksum, for the owner of the process alone', async () => {
    const stored = await store.put(file, pieces('one ', 'two'));
    expect([stored.byteSize, stored.sha256.toString('hex')]).toEqual([
      7,
      '8ab63e29a4ba14e4e1688f9c15e5af90895421358c945b0431f85d66977bd3d2',
    ]);
    expect(readFileSync(join(place, file.name), 'utf8')).toBe('one two');
    expect(statSync(join(place, file.name)).mode & 0o777).toBe(0o600);
    expect(await textOf(file)).toBe('one two');
  });

  test('stay as they were when a new content breaks off, and nothing is left of it', async () => {
    await expect(store.put(file, broken())).rejects.toThrow('The source broke.');
    expect([await textOf(file), readdirSync(place)]).toEqual(['one two', [file.name]]);
  });

  test('replace what a killed process left half done, and remove it', async () => {
    writeFileSync(join(place, `${file.name}.part`), 'a long rest of an earlier attempt');
    await store.put(file, pieces('new'));
    expect([await textOf(file), readdirSync(place)]).toEqual(['new', [file.name]]);
    writeFileSync(join(place, `${file.name}.part`), 'x');
    await store.remove(file);
    await store.remove(file);
    expect([await store.open(file), readdirSync(place)]).toEqual([null, []]);
  });

  test('are removed by age, of all teams, one kind at a time', async () => {
    const old = new Date('2026-01-01T00:00:00Z');
    const other = { ...file, ownerId: '0197f0a0-1111-7222-8333-444455556662' };
    for (const path of [file, other, { ...file, kind: 'letters' }, { ...file, name: 'young.csv' }]) {
      await store.put(path, pieces('x'));
      if (path.name === file.name) utimesSync(join(folder, path.ownerId, path.kind, path.name), old, old);
    }
    expect(await store.removeOlderThan({ kind: 'exports', before: new Date('2026-01-02T00:00:00Z') })).toBe(2);
    expect([await textOf(file), await textOf(other), await textOf({ ...file, kind: 'letters' })]).toEqual([
      null,
      null,
      'x',
    ]);
    expect(await textOf({ ...file, name: 'young.csv' })).toBe('x');
    expect(await localFiles({ root: join(folder, 'none') }).removeOlderThan({ kind: 'exports', before: old })).toBe(0);
  });

  test.each([
    ['../x', 'exports', 'a.csv'],
    ['0197F0A0-1111-7222-8333-444455556661', 'exports', 'a.csv'],
    [file.ownerId, '..', 'a.csv'],
    [file.ownerId, 'exports/x', 'a.csv'],
    [file.ownerId, 'exports', '../a.csv'],
    [file.ownerId, 'exports', '..'],
    [file.ownerId, 'exports', '.hidden'],
    [file.ownerId, 'exports', 'a'],
    [file.ownerId, 'exports', 'a.csv\0'],
    [file.ownerId, 'exports', 'a.csv.part'],
    [file.ownerId, 'exports', 'a\\b.csv'],
  ])('have no place for %s %s %s', async (ownerId, kind, name) => {
    const path = { ownerId, kind, name };
    await expect(store.put(path, pieces('x'))).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(store.open(path)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(store.remove(path)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('files as the environment says', () => {
  test('need a key for links only', () => {
    const { links } = filesFrom({ FILES_FOLDER: folder });
    expect(() => links.sign(file, new Date())).toThrow('DOWNLOAD_LINK_KEY is missing');
    expect(links.read('/downloads/x', new Date())).toBeNull();
    expect(() => filesFrom({ DOWNLOAD_LINK_KEY: 'short' })).toThrow('DOWNLOAD_LINK_KEY: must have at least 32');
  });
});

test.each([
  ['89504e470d0a1a0a0000000d', 'png'],
  ['ffd8ffe000104a464946', 'jpg'],
  ['52494646240000005745425056503820', 'webp'],
  ['52494646240000005741564566', null],
  ['89504e470a1a0a', null],
  ['474946383961', null],
  ['3c737667', null],
  ['ffd8', null],
  ['', null],
])('bytes that begin with %s are a picture of kind %s', (hex, extension) => {
  expect(pictureExtension(Buffer.from(hex, 'hex'))).toBe(extension);
});
