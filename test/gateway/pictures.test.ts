import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { avatarFiles, filesFrom, type FilePath } from '@hub/runtime/files';
import { startGateway, stopGateways } from './start-gateway.js';

const folder = mkdtempSync(join(tmpdir(), 'hub-pictures-test-'));
const key = 'a key of tests only, with more than 32 characters';
const files = filesFrom({ FILES_FOLDER: folder, DOWNLOAD_LINK_KEY: key });
const now = new Date('2026-03-15T10:00:00Z');
const later = new Date('2026-03-15T10:10:00Z');
const ownerId = '0197f0a0-1111-7222-8333-444455556661';
const sent: FilePath = { ownerId, ...avatarFiles.sent };
const kept: FilePath = { ownerId, kind: avatarFiles.kind, name: `${'0'.repeat(64)}.webp` };
const webp = Buffer.from('RIFF\u0001\u0002\u0003\nWEBP data', 'latin1');

let url: string;
beforeAll(async () => {
  await files.store.put(kept, Readable.from([webp]));
  await files.store.put({ ...kept, name: 'page.html' }, Readable.from([Buffer.from('<script>')]));
  url = await startGateway({ downloads: { ...files, now: () => now } });
});
afterAll(async () => {
  await stopGateways();
  rmSync(folder, { recursive: true, force: true });
});

async function send(link: string, bytes: Buffer, type = 'image/png') {
  const body = new Uint8Array(bytes);
  const answer = await fetch(`${url}${link}`, { method: 'POST', headers: { 'content-type': type }, body });
  const { errors, upload }: { errors?: unknown; upload?: unknown } = Object(await answer.json());
  const [error]: unknown[] = Array.isArray(errors) ? errors : [];
  return { status: answer.status, upload, code: Object(Object(error)['extensions'])['code'] };
}

test('a link takes a picture by its bytes, whatever it is called, and the newest takes the place of the one before', async () => {
  const link = files.uploadLinks.sign(sent, later);

  const answers = [
    await send(link, Buffer.from('ffd8ff', 'hex'), 'application/json'),
    await send(link, webp, 'text/x'),
  ];

  expect(answers).toEqual([
    { status: 201, upload: '6e568e1f67fba258184c78181539e5e8fdee447e49bb706fc0ea34fbf12336a5' },
    { status: 201, upload: 'ea3e35b3325941c82c4d39c53a71d9140028382ca62a5d85a380575083ee8ba0' },
  ]);
  expect(await files.store.countOf(ownerId)).toBe(3);
});

test.each([
  ['a page', Buffer.from('<html>'), 400, 'BAD_REQUEST'],
  ['a drawing that can hold programs', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 400, 'BAD_REQUEST'],
  ['nothing', Buffer.alloc(0), 400, 'BAD_REQUEST'],
  ['the largest picture', Buffer.concat([webp, Buffer.alloc(avatarFiles.bytesMax - webp.length)]), 201, undefined],
  ['a larger one', Buffer.concat([webp, Buffer.alloc(avatarFiles.bytesMax)]), 413, 'PAYLOAD_TOO_LARGE'],
])('%s is answered with its status', async (_name, bytes, status, code) => {
  expect(await send(files.uploadLinks.sign(sent, later), bytes)).toMatchObject({ status, code });
});

test.each([
  ['that has ended', files.uploadLinks.sign(sent, now)],
  ['for showing', files.pictureLinks.sign(sent, later).replace('/pictures/', '/uploads/')],
  ['of another person', files.uploadLinks.sign(sent, later).replace('6661', '6662')],
  ['without a signature', '/uploads/sent-avatars'],
])('a link %s takes nothing', async (_name, link) => {
  expect(await send(link, webp)).toMatchObject({ status: 404, code: 'NOT_FOUND' });
});

test.each([
  ['that was signed for it', files.pictureLinks.sign(kept, later), 200],
  ['that has ended', files.pictureLinks.sign(kept, now), 404],
  ['for keeping a file', files.links.sign(kept, later).replace('/downloads/', '/pictures/'), 404],
  ['to what is no picture', files.pictureLinks.sign({ ...kept, name: 'page.html' }, later), 404],
  ['to nothing', files.pictureLinks.sign({ ...kept, name: 'none.png' }, later), 404],
])('a picture is shown by a link %s with %s', async (_name, link, status) => {
  const answer = await fetch(`${url}${link}`);

  expect([answer.status, answer.headers.get('content-type')]).toEqual([
    status,
    status === 200 ? 'image/webp' : 'application/json; charset=utf-8',
  ]);
  await answer.arrayBuffer();
});
