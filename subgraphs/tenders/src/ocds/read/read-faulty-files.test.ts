import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { member, memberAt } from '../json.js';
import { readReleases, type ReadEnd } from './read-releases.js';

interface Reading {
  ids: unknown[];
  titles: unknown[];
  problems: string[];
  end: ReadEnd;
}

const release = (id: string, title = `Tender ${id}`) => ({
  ocid: `ocds-213czf-${id}`,
  id,
  date: '2026-01-01T00:00:00Z',
  tag: ['tender'],
  tender: { title },
});
const [one, two, three] = ['1', '2', '3'].map((id) => JSON.stringify(release(id)));
const packageOf = (...releases: readonly (string | undefined)[]) =>
  `{"uri": "x", "version": "1.1", "releases": [${releases.join(', ')}]}`;

async function readOnce(content: string | Buffer, { name, chunkBytes }: { name: string; chunkBytes: number }) {
  const bytes = Buffer.from(content);
  const open = (): Readable =>
    Readable.from(
      (function* () {
        for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
      })(),
    );
  const found: Omit<Reading, 'end'> = { ids: [], titles: [], problems: [] };
  const reading = readReleases({ name, open });
  let step = await reading.next();
  for (; step.done !== true; step = await reading.next()) {
    for (const item of step.value) {
      if (item.kind === 'problem') found.problems.push(item.detail);
      if (item.kind !== 'release') continue;
      found.ids.push(member(item.value, 'id'));
      found.titles.push(memberAt(item.value, 'tender', 'title'));
    }
  }
  return { ...found, end: step.value };
}

// In chunks that cut everything and in one that holds the whole file: both must find the same.
async function read(content: string | Buffer, name = 'file.json'): Promise<Reading> {
  const whole = await readOnce(content, { name, chunkBytes: 1 << 20 });
  expect(await readOnce(content, { name, chunkBytes: 11 })).toEqual(whole);
  return whole;
}

describe('reading files with faults', () => {
  test.each([
    ['a bracket too many behind the package', `${packageOf(one, two, three)}}]`, packageOf(one, two, three).length],
    ['log lines before the package', `Warning: [deprecated] {x}\n${packageOf(one, two, three)}`, 0],
    ['a call around the package', `callback(${packageOf(one, two, three)});`, 0],
    ['no comma between releases', `{"releases": [${one} ${two} ${three}]}`, `{"releases": [${one} `.length],
    ['a brace too many behind a release', packageOf(`${one}}`, two, three), packageOf(one).length - 2],
  ])('reads every release of a file with %s, and names the place', async (_what, text, place) => {
    const { ids, problems, end } = await read(text);

    expect(ids).toEqual(['1', '2', '3']);
    expect(problems).toEqual([]);
    expect(end.fault).toContain(`Not JSON: unexpected text at byte ${place}`);
  });

  test.each([
    ['a footer on a line of its own', `${packageOf(one, two, three)}\n-- 3 rows, 0.2 s --\n`, 1],
    ['text between releases', packageOf(one, `${two}, <b>Timeout</b>`, three), 1],
    ['null and a number between releases', packageOf(one, 'null, 7', two, three), 0],
  ])('sets aside %s and reads every release', async (_what, text, count) => {
    const { ids, problems } = await read(text);

    expect(ids.filter((id) => id !== undefined)).toEqual(['1', '2', '3']);
    expect(problems).toHaveLength(count);
  });

  test.each([
    ['lacks a closing brace', one?.slice(0, -1)],
    ['lacks a closing quote', one?.replace('Tender 1"', 'Tender 1')],
    ['lacks an opening quote', one?.replace('"Tender 1', 'Tender 1')],
    ['breaks off in the middle', one?.slice(0, 60)],
    ['holds a line break in a text', one?.replace('Tender 1', 'Tender\n1')],
  ])('sets aside a release that %s, and reads those around it', async (_what, broken) => {
    const { ids, problems } = await read(packageOf(two, broken, three));

    expect(ids).toEqual(['2', '3']);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`At byte ${packageOf(two).length}: `);
  });

  test('reads the releases behind a broken line, and those on it', async () => {
    const half = two?.slice(0, 40);
    const { ids, problems } = await read(`${one}\n${half}\n${half}, ${three}\n`);

    expect(ids).toEqual(['1', '3']);
    expect(problems.map((detail) => detail.split(':')[0])).toEqual(
      [`${one}\n`, `${one}\n${half}\n`].map(({ length }) => `At byte ${length}`),
    );
  });

  test('reads a package that follows on a broken one', async () => {
    const { ids } = await read(`${packageOf(one).slice(0, -5)}\n${packageOf(two, three)}`);

    expect(ids).toEqual(['2', '3']);
  });

  test('goes by the content of a file and not by its name', async () => {
    const indented = JSON.stringify({ uri: 'x', releases: [release('1'), release('2')] }, null, 2);

    expect(await read(indented, 'export.jsonl')).toMatchObject({ ids: ['1', '2'], problems: [], end: { fault: null } });
    expect((await read(`{"broken": \n${one}\n${two}`, 'lines.json')).ids).toEqual(['1', '2']);
  });

  test('takes the one object in place of a list of releases or records', async () => {
    expect((await read(`{"version": "1.1", "releases": ${one}, "uri": "x"}`)).ids).toEqual(['1']);
    expect((await read(`{"records": {"ocid": "a", "releases": ${two}}}`)).ids).toEqual(['2']);
  });
});

describe('reading compressed files', () => {
  const text = packageOf(one, two, three);

  test.each([
    ['gzip', gzipSync(text)],
    ['gzip in two members', Buffer.concat([gzipSync(text.slice(0, 50)), gzipSync(text.slice(50))])],
    ['gzip of gzip', gzipSync(gzipSync(text))],
    ['zstd', zstdCompressSync(text)],
    ['zstd in two frames', Buffer.concat([zstdCompressSync(text.slice(0, 50)), zstdCompressSync(text.slice(50))])],
  ])('reads %s', async (_what, bytes) => {
    expect(await read(bytes)).toMatchObject({ ids: ['1', '2', '3'], end: { fault: null } });
  });

  test.each([
    ['gzip', gzipSync(text)],
    ['zstd', zstdCompressSync(text)],
  ])('reads everything before the garbage behind %s', async (_what, bytes) => {
    const { ids, end } = await read(Buffer.concat([bytes, Buffer.from('<!-- served by cache -->')]));

    expect(ids).toEqual(['1', '2', '3']);
    expect(end.fault).toBe('The compressed file ends too early, is damaged or has something behind it.');
  });

  test('reads to the last whole release of a file that is damaged in the middle', async () => {
    const releases = Array.from({ length: 400 }, (_, at) =>
      JSON.stringify(
        release(String(at), createHash('shake256', { outputLength: 300 }).update(String(at)).digest('hex')),
      ),
    );
    const bytes = gzipSync(packageOf(...releases));
    const middle = Math.floor(bytes.length / 2);
    bytes.fill(0xff, middle, middle + 20);

    const { ids, end } = await readOnce(bytes, { name: 'x.gz', chunkBytes: 1 << 18 });

    // The decoder writes some nonsense of its own before it notices.
    const whole = ids.filter((id) => id !== undefined);
    expect(whole.length).toBeGreaterThan(190);
    expect(whole).toEqual(Array.from({ length: whole.length }, (_, at) => String(at)));
    expect(end.fault).toContain('damaged');
  });

  test('gives up a file that unpacks to far more than it is, and keeps what it had', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from(packageOf(one).slice(0, -2)), Buffer.alloc(90_000_000, ' ')]));

    const { ids, end } = await readOnce(bomb, { name: 'x.gz', chunkBytes: 1 << 18 });

    expect(ids).toEqual(['1']);
    expect(end.fault).toBe('The compressed file unpacks to more than any honest file does.');
  });
});

describe('reading other encodings than UTF-8', () => {
  const encoded = (text: string, bytesOf: Readonly<Record<string, number>>): Buffer =>
    Buffer.concat([...text].map((letter) => Buffer.from(bytesOf[letter] === undefined ? letter : [bytesOf[letter]])));
  const withTitle = (title: string): string => packageOf(JSON.stringify(release('1', title)));

  test.each([
    ['windows-1252', 'Construcción de un puente en Ñemby, niño', { ó: 0xf3, Ñ: 0xd1, ñ: 0xf1 }],
    ['windows-1252', 'Travaux d’aménagement de la chaussée', { '’': 0x92, é: 0xe9 }],
    ['ISO-8859-2', 'Przebudowa drogi gminnej w Łodzi, żółć', { ż: 0xbf, ó: 0xf3, ł: 0xb3, ć: 0xe6, Ł: 0xa3 }],
    [
      'windows-1251',
      'закупка лекарственных средств для больницы',
      Object.fromEntries([...'абвгдежзийклмнопрстуфхцчшщъыьэюя'].map((letter, at) => [letter, 0xe0 + at])),
    ],
  ])('reads %s as what it is', async (encoding, title, bytesOf) => {
    const { titles, end } = await read(encoded(withTitle(title), bytesOf));

    expect(titles).toEqual([title]);
    expect(end).toMatchObject({ encoding, fault: null });
  });

  test.each([
    ['utf-16le', (text: string) => Buffer.from(text, 'utf16le')],
    ['utf-16be', (text: string) => Buffer.from(text, 'utf16le').swap16()],
  ])('reads %s with and without a mark', async (encoding, encode) => {
    const text = withTitle('Straßenbau in Łódź 道路');

    for (const bytes of [encode(text), encode(`\uFEFF${text}`)]) {
      expect(await read(bytes)).toMatchObject({ titles: ['Straßenbau in Łódź 道路'], end: { encoding, fault: null } });
    }
  });

  test('decodes only the words that are not UTF-8 where a file is glued together', async () => {
    const line = (title: string): string => JSON.stringify(release('1', title));
    const bytes = Buffer.concat([
      Buffer.from(`${line('Año 道路')}\n`),
      encoded(line('Señalización'), { ñ: 0xf1, ó: 0xf3 }),
    ]);

    expect((await read(bytes)).titles).toEqual(['Año 道路', 'Señalización']);
  });

  test('leaves UTF-8 alone however its chunks are cut', async () => {
    expect(await read(withTitle('Łódź – 道路 🚧'))).toMatchObject({
      titles: ['Łódź – 道路 🚧'],
      end: { encoding: null, fault: null },
    });
  });
});
