import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { member } from '../json.js';
import { readReleases } from './read-releases.js';

const one = {
  ocid: 'ocds-213czf-1',
  id: '1',
  date: '2026-01-01T00:00:00Z',
  tag: ['tender'],
  tender: { title: 'A "quoted" \\ title, with }] in it' },
};
const two = { ...one, id: '2' };

// Chunks of this size cut keys, escapes and brackets in every possible place.
async function read(content: string | Buffer, { name = 'file.json', chunkBytes = 7 } = {}) {
  const bytes = Buffer.from(content);
  const open = (): Readable =>
    Readable.from(
      (function* () {
        for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
      })(),
    );
  const ids: unknown[] = [];
  const problems: string[] = [];
  const versions: (string | null)[] = [];
  let others = 0;
  const reading = readReleases({ name, open });
  let step = await reading.next();
  for (; step.done !== true; step = await reading.next()) {
    for (const item of step.value) {
      if (item.kind === 'other') others += 1;
      else if (item.kind === 'problem') problems.push(item.reason);
      else {
        ids.push(member(item.value, 'id'));
        versions.push(item.facts.version);
        expect(JSON.parse(item.bytes.toString())).toEqual(item.value);
      }
    }
  }
  return { ids, problems, versions, others, end: step.value.fault, encoding: step.value.encoding };
}

describe('reading releases', () => {
  test('takes a release package apart and knows its version even when that comes last', async () => {
    const text = JSON.stringify({ uri: 'x', releases: [one, two], version: '1.1', extensions: ['lots'] }, null, 2);
    expect(await read(text)).toMatchObject({ ids: ['1', '2'], versions: ['1.1', '1.1'], problems: [], end: null });
  });

  test('takes record packages, single records and bare releases', async () => {
    expect(
      (
        await read(
          JSON.stringify({
            records: [
              { ocid: 'a', releases: [one, two] },
              { ocid: 'b', releases: [one] },
            ],
          }),
        )
      ).ids,
    ).toEqual(['1', '2', '1']);
    expect((await read(JSON.stringify({ releases: [one], compiledRelease: two, ocid: 'a' }))).ids).toEqual(['1']);
    expect((await read(JSON.stringify(one))).ids).toEqual(['1']);
  });

  test('takes arrays of releases and of packages', async () => {
    expect((await read(JSON.stringify([one, { releases: [two] }]))).ids).toEqual(['1', '2']);
  });

  test('takes JSON Lines by the file name or by their look, and goes on after a broken line', async () => {
    const lines = `${JSON.stringify(one)}\n\n{"broken": \n${JSON.stringify({ releases: [two], ocid: 'a' })}\r\n`;
    expect(await read(lines, { name: 'x.jsonl' })).toMatchObject({
      ids: ['1', '2'],
      problems: ['MALFORMED_JSON'],
      end: null,
    });
    expect((await read(`${JSON.stringify(one)}\n${JSON.stringify(two)}`, { chunkBytes: 4_096 })).ids).toEqual([
      '1',
      '2',
    ]);
  });

  test('takes gzip, by its first bytes and not by its name', async () => {
    expect((await read(gzipSync(JSON.stringify({ releases: [one, two] })))).ids).toEqual(['1', '2']);
  });

  test('takes a compressed file that ends too early as far as it goes', async () => {
    const whole = gzipSync(JSON.stringify({ releases: [one, two] }));
    expect((await read(whole.subarray(0, whole.length - 12))).end).toBe(
      'The compressed file ends too early, is damaged or has something behind it.',
    );
  });

  test("stands the publisher's compiled release in for releases that are only linked", async () => {
    const link = { url: 'https://example.org/1.json#1', date: one.date, tag: ['tender'] };
    expect(
      (await read(JSON.stringify({ records: [{ ocid: 'a', releases: [link], compiledRelease: two }] }))).ids,
    ).toEqual(['2']);
    expect((await read(JSON.stringify({ records: [{ ocid: 'a', releases: [link] }] }))).problems).toEqual([
      'LINKED_RELEASES_ONLY',
    ]);
    expect((await read(JSON.stringify({ records: [{ ocid: 'a', compiledRelease: two }] }))).ids).toEqual(['2']);
  });

  test('keeps what came before the point where a file breaks off', async () => {
    const text = JSON.stringify({ releases: [one, two] });
    expect(await read(text.slice(0, -30))).toMatchObject({
      ids: ['1'],
      end: 'The file ends in the middle of a value.',
    });
  });

  test('sets aside a release that is not JSON and goes on', async () => {
    expect(await read(`{"releases": [{"ocid": tru}, ${JSON.stringify(two)}]}`)).toMatchObject({
      ids: ['2'],
      problems: ['MALFORMED_JSON'],
    });
  });

  test('tells apart what is no release at all', async () => {
    expect(await read('[{"path": "a"}, {"path": "b"}]')).toMatchObject({ ids: [], others: 2 });
    expect((await read('Name,Value\n1,2\n')).end).toMatch(/^Not JSON/u);
    expect(await read('')).toMatchObject({ ids: [], others: 0, end: null });
    expect(await read('{}')).toMatchObject({ ids: [], others: 1 });
    expect((await read('\uFEFF' + JSON.stringify([one]))).ids).toEqual(['1']);
  });
});
