import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fileLinks, filesFrom, type FilePath } from '@hub/runtime/files';
import { startGateway, stopGateways } from './start-gateway.js';

const folder = mkdtempSync(join(tmpdir(), 'hub-downloads-test-'));
const key = 'a key of tests only, with more than 32 characters';
const files = filesFrom({ FILES_FOLDER: folder, DOWNLOAD_LINK_KEY: key });
const { store, links } = files;
const now = new Date('2026-03-15T10:00:00Z');
const later = new Date('2026-03-15T10:15:00Z');
const file: FilePath = { ownerId: '0197f0a0-1111-7222-8333-444455556661', kind: 'exports', name: 'one-1.csv' };
const other: FilePath = { ...file, ownerId: '0197f0a0-1111-7222-8333-444455556662' };
const link = links.sign(file, later);

let url: string;
beforeAll(async () => {
  for (const [path, text] of [
    [file, '0123456789'],
    [other, 'of another team'],
    [{ ...file, name: 'one-1.jsonl.gz' }, 'zipped'],
    [{ ...file, name: 'empty.csv' }, ''],
  ] as const) {
    await store.put(
      path,
      (async function* () {
        yield Buffer.from(text);
      })(),
    );
  }
  url = await startGateway({ downloads: { ...files, now: () => now } });
});
afterAll(async () => {
  await stopGateways();
  rmSync(folder, { recursive: true, force: true });
});

const open = (target: string, headers: Record<string, string> = {}, method = 'GET') =>
  fetch(`${url}${target}`, { method, headers: { 'x-request-id': 'client-12345678', ...headers } });

describe('a signed link', () => {
  test('opens the file, as an attachment that nobody keeps', async () => {
    const answer = await open(link);

    expect([answer.status, await answer.text()]).toEqual([200, '0123456789']);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-length': '10',
      'content-disposition': 'attachment; filename="one-1.csv"',
      'cache-control': 'private, no-store',
      'accept-ranges': 'bytes',
      'x-content-type-options': 'nosniff',
    });
  });

  test('says of compressed files that they are', async () => {
    const answer = await open(links.sign({ ...file, name: 'one-1.jsonl.gz' }, later));
    expect([answer.headers.get('content-type'), answer.headers.get('content-encoding'), await answer.text()]).toEqual([
      'application/gzip',
      null,
      'zipped',
    ]);
  });

  test('is answered without a body when only the head is asked for', async () => {
    const answer = await open(link, {}, 'HEAD');
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '10', '']);
  });

  test.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-30', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=5-500', 206, '56789', 'bytes 5-9/10'],
    ['bytes=4-2', 200, '0123456789', null],
    ['bytes=0-1,4-5', 200, '0123456789', null],
    ['lines=0-1', 200, '0123456789', null],
  ])('answers the range %s with %i', async (range, status, text, contentRange) => {
    const answer = await open(link, { range });
    expect([answer.status, await answer.text(), answer.headers.get('content-range')]).toEqual([
      status,
      text,
      contentRange,
    ]);
  });

  test.each(['bytes=10-', 'bytes=-0'])('refuses the range %s, which the file does not have', async (range) => {
    const answer = await open(link, { range });
    expect([answer.status, answer.headers.get('content-range'), await answer.json()]).toEqual([
      416,
      'bytes */10',
      {
        errors: [
          {
            message: 'The file has 10 bytes, and none in this range.',
            extensions: { code: 'RANGE_NOT_SATISFIABLE', requestId: 'client-12345678' },
          },
        ],
      },
    ]);
    expect(answer.headers.get('content-disposition')).toBeNull();
  });

  test('opens an empty file', async () => {
    const answer = await open(links.sign({ ...file, name: 'empty.csv' }, later), { range: 'bytes=0-' });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */0']);
    expect((await open(links.sign({ ...file, name: 'empty.csv' }, later))).status).toBe(200);
  });
});

describe('every other link', () => {
  const signature = new URL(link, 'http://hub').searchParams.get('signature') ?? '';
  const query = link.slice(link.indexOf('?'));
  const flipped = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;

  test.each([
    ['that has ended', links.sign(file, now)],
    ['of a file that is not there', links.sign({ ...file, name: 'none.csv' }, later)],
    ['with another signature', link.replace(signature, flipped)],
    ['with a cut signature', link.slice(0, -4)],
    ['without a signature', link.replace(/&signature=.*/u, '')],
    ['with a later end', link.replace(/expires=\d+/u, 'expires=9999999999')],
    ['for another file', link.replace('one-1.csv', 'one-1.jsonl.gz')],
    ['for another team', link.replace(file.ownerId, other.ownerId)],
    [
      'made with another key',
      fileLinks('another key of tests, also more than 32 characters', 'download').sign(file, later),
    ],
    ['that climbs', `/downloads/exports/..%2f${other.ownerId}/one-1.csv${query}`],
    ['that climbs in the clear', `/downloads/exports/../exports/${file.ownerId}/x/../one-2.csv${query}`],
    ['with a part too many', link.replace('one-1.csv', 'one-1.csv/x')],
    ['to nothing', '/downloads/'],
  ])('%s gets one and the same answer', async (_name, target) => {
    const answer = await open(target);
    expect([answer.status, await answer.json()]).toEqual([
      404,
      {
        errors: [
          {
            message: 'There is no file at this address, or the link has ended. Ask for a new link.',
            extensions: { code: 'NOT_FOUND', requestId: 'client-12345678' },
          },
        ],
      },
    ]);
  });

  test('a gateway without files has no such address', async () => {
    const bare = await startGateway();
    expect((await fetch(`${bare}${link}`)).status).toBe(404);
  });
});
