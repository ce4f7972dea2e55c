import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeId } from '@hub/runtime/graphql';
import { filesFrom } from '@hub/runtime/files';
import { taskListOf } from '@hub/runtime/jobs';
import { writeExport } from '@hub/tenders/write-export';
import type { TestTeam, TestUser } from '../../kit/people.js';
import { unknownId } from '../../kit/world.js';
import { notice } from '../import-kit.js';
import { publishingKit, type PublishingKit } from './publishing-kit.js';

const start = new Date('2096-03-15T10:00:00Z');
const minuteMs = 60_000;
const tenders = 450;
const publicUrl = 'https://hub.example.org';

let now = start;
let kit: PublishingKit;
let team: TestTeam;
let clerk: TestUser;
const folder = mkdtempSync(join(tmpdir(), 'hub-exports-test-'));
beforeAll(async () => {
  kit = await publishingKit({ now: () => now, env: { PUBLIC_URL: publicUrl, FILES_FOLDER: folder } });
  team = await kit.team({ plan: 'BASIC' });
  clerk = await team.user();
  await kit.feed(Array.from({ length: tenders }, (_, index) => notice(1000 + index)));
});
afterAll(async () => {
  await kit.close();
  rmSync(folder, { recursive: true, force: true });
});

interface ExportView {
  id: string;
  status: string;
  failure: string | null;
  rowCount: number;
  byteSize: number | null;
  sha256: string | null;
  downloadUrl: string | null;
  finishedAt: string | null;
  expiresAt: string | null;
  repairs: { kind: string; repairCount: number }[];
}

const fields =
  'id format status failure search rowCount rowsMax byteSize sha256 downloadUrl finishedAt expiresAt createdAt repairs { kind repairCount }';

async function request(input: Record<string, unknown>, as = clerk) {
  const { data, errors } = await kit.ask(
    `mutation ($input: RequestExportInput!) { requestExport(input: $input) { __typename ... on UserError { message } ... on RequestExportSuccess { export { ${fields} } } ... on ExportTooLarge { rowsMax } ... on LimitReached { max used } ... on InvalidInput { path } } }`,
    { variables: { input }, as },
  );
  if (data === null && !errors.some(({ extensions }) => extensions['code'] === 'QUOTA_EXCEEDED'))
    throw new Error(JSON.stringify(errors));
  return { result: data?.['requestExport'] as { __typename: string; export: ExportView }, errors };
}

async function exportOf(id: string, as = clerk): Promise<ExportView | null> {
  const { data, errors } = await kit.ask(`query ($id: ID!) { tenderExport(id: $id) { ${fields} } }`, {
    variables: { id },
    as,
  });
  expect(errors).toEqual([]);
  return data?.['tenderExport'] as ExportView | null;
}

async function done(input: Record<string, unknown>): Promise<ExportView> {
  const { result, errors } = await request(input);
  expect([errors, result.__typename]).toEqual([[], 'RequestExportSuccess']);
  await kit.runJobs();
  const found = await exportOf(result.export.id);
  if (found === null) throw new Error('The export is gone.');
  return found;
}

async function download({ downloadUrl }: ExportView): Promise<Buffer> {
  const answer = await kit.get((downloadUrl ?? '').slice(publicUrl.length));
  expect(answer.status).toBe(200);
  return answer.bytes;
}

const filePlaces = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .toSorted();
const files = (): string[] => filePlaces().map((place) => basename(place));

describe('an export', () => {
  test('is queued with the request and holds one compiled release a line', async () => {
    const { result } = await request({ format: 'OCDS_JSONL', filter: { published: { from: '2026-02-28T22:00:00Z' } } });
    expect(result.export).toMatchObject({
      format: 'OCDS_JSONL',
      status: 'QUEUED',
      rowCount: 0,
      rowsMax: 20_000,
      downloadUrl: null,
      createdAt: start.toISOString(),
    });

    await kit.runJobs();
    const found = await exportOf(result.export.id);
    expect(found).toMatchObject({
      status: 'DONE',
      failure: null,
      rowCount: tenders,
      finishedAt: start.toISOString(),
      expiresAt: '2096-03-22T10:00:00.000Z',
      repairs: [],
    });
    const bytes = await download(found as ExportView);
    expect([bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([found?.byteSize, found?.sha256]);
    const lines = gunzipSync(bytes).toString().trimEnd().split('\n');
    const ocids = lines.map((line) => (JSON.parse(line) as { ocid: string }).ocid);
    expect([lines.length, new Set(ocids).size]).toEqual([tenders, tenders]);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ tag: ['compiled'], initiationType: 'tender' });
  });

  test('is a table of the tenders that the search finds', async () => {
    const found = await done({ format: 'CSV', search: '"pump station 1002"' });
    expect(found).toMatchObject({ status: 'DONE', rowCount: 1 });
    expect((await download(found)).toString()).toBe(
      [
        '\uFEFFocid,title,reference,buyer,province,category,procurementCategory,method,status,valueAmount,valueCurrency,publishedAt,closingAt,enquiriesUntil,source',
        'ocds-9t57fa-1002,Repair of pump station 1002,RFQ 1002,Water Board,GAUTENG,,,,CLOSED,,,2026-02-28T22:00:00.000Z,2026-03-31T09:00:00.000Z,,"National Treasury eTenders, South Africa"',
        '',
      ].join('\r\n'),
    );
  });

  test('keeps spreadsheets from running what a stranger wrote', async () => {
    await kit.feed([
      notice(9001, { description: "=cmd|' /C calc'!A0", title: '+1' }, { buyer: { id: '1', name: '@SUM(A1), "ltd"' } }),
    ]);
    const found = await done({ format: 'CSV', search: 'calc' });
    const [, line] = (await download(found)).toString().split('\r\n');
    expect(line?.startsWith(`ocds-9t57fa-9001,'=cmd|' /C calc'!A0,'+1,"'@SUM(A1), ""ltd""",GAUTENG`)).toBe(true);
    await kit.database.sql(`delete from tenders.tender where ocid = 'ocds-9t57fa-9001'`);
  });

  test('of nothing is an empty file, and a wrong filter is refused', async () => {
    const found = await done({ format: 'OCDS_JSONL', search: 'nowhere' });
    expect([found.status, found.rowCount, gunzipSync(await download(found)).length]).toEqual(['DONE', 0, 0]);
    expect((await request({ format: 'CSV', filter: { value: { min: '2', max: '1' } } })).result).toEqual({
      __typename: 'InvalidInput',
      path: ['filter', 'value'],
      message: 'The search is not valid. filter.value: must not have a minimum above its maximum.',
    });
  });

  test('is bounded by the plan, in number and in rows', async () => {
    const small = await (await kit.team({ plan: 'FREE' })).user();
    expect((await request({ format: 'CSV' }, small)).result.__typename).toBe('RequestExportSuccess');
    expect((await request({ format: 'CSV' }, small)).result).toMatchObject({
      __typename: 'LimitReached',
      max: 1,
      used: 1,
      message: 'Your plan allows one export at a time. Wait until one is done, or cancel one.',
    });
    await kit.runJobs();
    await kit.feed(Array.from({ length: 600 }, (_, index) => notice(20_000 + index)));
    expect((await request({ format: 'CSV' }, small)).result).toMatchObject({
      __typename: 'ExportTooLarge',
      rowsMax: 1000,
    });
    await kit.database.sql(`delete from tenders.tender where ocid like 'ocds-9t57fa-20___'`);
  });

  test('that finds more than it may while it is written has failed and leaves no file', async () => {
    const { result } = await request({ format: 'CSV' });
    await kit.database.sql('update tenders.export set rows_max = 10 where id = $1', [
      decodeId('Export', result.export.id),
    ]);
    const before = files();
    await kit.runJobs();
    expect(await exportOf(result.export.id)).toMatchObject({
      status: 'FAILED',
      failure: 'TOO_MANY_ROWS',
      downloadUrl: null,
      finishedAt: now.toISOString(),
    });
    expect(files()).toEqual(before);
  });

  test('can be cancelled while it waits, once', async () => {
    const { result } = await request({ format: 'CSV' });
    const cancel = async (id: string) =>
      (
        await kit.ask(
          `mutation ($id: ID!) { cancelExport(input: { id: $id }) { __typename ... on CancelExportSuccess { export { status } } ... on ExportEnded { export { status } } } }`,
          { variables: { id }, as: clerk },
        )
      ).data?.['cancelExport'];
    expect(await cancel(result.export.id)).toEqual({
      __typename: 'CancelExportSuccess',
      export: { status: 'CANCELLED' },
    });
    expect(await cancel(result.export.id)).toEqual({ __typename: 'ExportEnded', export: { status: 'CANCELLED' } });
    await kit.runJobs();
    expect(await exportOf(result.export.id)).toMatchObject({ status: 'CANCELLED', rowCount: 0 });
  });

  test('is cancelled while it is written, and leaves nothing', async () => {
    const { result } = await request({ format: 'CSV' });
    const id = decodeId('Export', result.export.id);
    const { store } = filesFrom({ FILES_FOLDER: folder });
    const before = files();
    const { stores } = kit.hub.subgraphs.tenders;
    const actor = { kind: 'system', name: 'test', teamId: team.id } as const;
    async function* cancelled(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const piece of content) {
        await kit.database.sql(`update tenders.export set status = 'CANCELLED' where id = $1`, [id]);
        yield piece;
      }
    }
    await writeExport(
      {
        ...stores.scopeOf({ actor, requestId: 'test' }),
        store: { ...store, put: (path, content) => store.put(path, cancelled(content)) },
      },
      id,
    );
    expect([(await exportOf(result.export.id))?.status, files()]).toEqual(['CANCELLED', before]);
  });

  test('counts as a search of the day, and the same one once', async () => {
    const small = await (await kit.team({ plan: 'FREE' })).user();
    for (const search of ['pump station', 'pump', 'station', 'pump station']) {
      expect((await request({ format: 'CSV', search }, small)).result.__typename).toBe('RequestExportSuccess');
      await kit.runJobs();
    }
    const { errors } = await request({ format: 'CSV', search: 'pumping' }, small);
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['QUOTA_EXCEEDED']);
  });

  test('of another team is like one that does not exist, and so is its file', async () => {
    const found = await done({ format: 'CSV', search: 'pump' });
    const stranger = await (await kit.team()).user();
    expect(await exportOf(found.id, stranger)).toBeNull();
    expect(await exportOf(unknownId('Export'), stranger)).toBeNull();

    const link = (found.downloadUrl ?? '').slice(publicUrl.length);
    const foreign = await kit.get(link.replace(team.id, stranger.actor.teamId));
    const unknown = await kit.get(link.replace(/[0-9a-f-]{36}-1/u, '00000000-0000-7000-8000-000000000000-1'));
    expect([foreign.status, foreign.text]).toEqual([404, unknown.text]);
  });

  test('is listed newest first, page by page', async () => {
    const list = async (after?: string) =>
      (
        await kit.ask(
          `query ($after: String) { tenderExports(first: 2, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`,
          { variables: { after }, as: clerk },
        )
      ).data?.['tenderExports'] as { edges: { node: { id: string } }[]; pageInfo: { endCursor: string } };
    const first = await list();
    const second = await list(first.pageInfo.endCursor);
    const ids = [...first.edges, ...second.edges].map(({ node }) => decodeId('Export', node.id));
    expect(ids).toEqual(ids.toSorted().toReversed());
    expect(new Set(ids).size).toBe(4);
  });

  test('expires: the link ends after a quarter of an hour, the file after a week', async () => {
    const found = await done({ format: 'CSV', search: 'pump' });
    const link = (found.downloadUrl ?? '').slice(publicUrl.length);
    try {
      now = new Date(start.getTime() + 15 * minuteMs);
      expect((await kit.get(link)).status).toBe(404);
      const again = await exportOf(found.id);
      expect((await kit.get((again?.downloadUrl ?? '').slice(publicUrl.length))).status).toBe(200);

      now = new Date('2096-03-22T09:59:59Z');
      expect(await exportOf(found.id)).toMatchObject({
        status: 'DONE',
        downloadUrl: expect.stringContaining('expires='),
      });
      now = new Date('2096-03-22T10:00:00Z');
      expect(await exportOf(found.id)).toMatchObject({ status: 'EXPIRED', downloadUrl: null });

      for (const place of filePlaces()) utimesSync(place, start, start);
      await removeExpired();
      expect(files()).not.toEqual([]);
      now = new Date('2096-03-22T11:00:01Z');
      await removeExpired();
      expect(files()).toEqual([]);
    } finally {
      now = start;
    }
  });
});

async function removeExpired(): Promise<void> {
  const task = taskListOf(kit.hub.jobs)['tenders:remove-expired-files'];
  await task?.({}, { job: { id: '1' } } as never);
}

describe('an export whose process is killed', () => {
  test.each([
    ['CSV', 0],
    ['CSV', 2],
    ['OCDS_JSONL', 9],
  ])('as %s after %i pieces is taken over and ends like a clean one', async (format, pieces) => {
    const clean = await done({ format });
    const { result } = await request({ format });
    const before = files();
    const child = spawn(
      process.execPath,
      [
        '--import',
        'tsx',
        fileURLToPath(new URL('./export-child.ts', import.meta.url)),
        decodeId('Export', result.export.id),
        team.id,
        String(pieces),
        now.toISOString(),
      ],
      {
        cwd: fileURLToPath(new URL('../../..', import.meta.url)),
        stdio: 'ignore',
        env: {
          ...process.env,
          NODE_OPTIONS: '',
          DATABASE_URL: kit.database.urlOf('svc_tenders'),
          MONGODB_URL: 'mongodb://127.0.0.1:9/none',
          FILES_FOLDER: folder,
        },
      },
    );
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    expect(await exportOf(result.export.id)).toMatchObject({ status: 'RUNNING', downloadUrl: null });
    const watched = await kit.database.sql<{ run_at: Date }>(
      `select run_at from graphile_worker.jobs where key like '%:watch:' || $1 || ':1'`,
      [decodeId('Export', result.export.id)],
    );
    expect(watched).toEqual([{ run_at: new Date(start.getTime() + 21_000) }]);
    // Nobody finds what is not whole.
    expect(files().filter((name) => !before.includes(name) && !name.endsWith('.part'))).toEqual([]);

    try {
      now = new Date(start.getTime() + minuteMs);
      await kit.runJobs();
      const found = await exportOf(result.export.id);
      expect(found).toMatchObject({ status: 'DONE', rowCount: clean.rowCount, sha256: clean.sha256 });
      expect(await download(found as ExportView)).toEqual(await download((await exportOf(clean.id)) as ExportView));
      const added = files().filter((name) => !before.includes(name));
      expect(added).toEqual([`${decodeId('Export', result.export.id)}-2.${format === 'CSV' ? 'csv' : 'jsonl.gz'}`]);
    } finally {
      now = start;
    }
  });
});
