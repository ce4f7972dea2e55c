import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { fetchDocuments, type DocumentRound } from '@hub/tenders/documents';
import pg from 'pg';
import { testHub, type TestHub } from '../kit/hub.js';
import { pdfFile } from '../kit/pdf-file.js';
import { hungTestMs } from '../kit/hung.js';
import { addTender } from '../kit/tender-rows.js';
import { startFileServer, type FileServer } from './file-server.js';
import { openPolling, type Polling } from './sources/polling.js';

let polling: Polling;
let server: FileServer;
beforeAll(async () => {
  [polling, server] = await Promise.all([openPolling(), startFileServer()]);
});
afterAll(async () => {
  await polling.close();
  await server.close();
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const day = 86_400_000;
const settings = {
  fetchDocuments: true,
  documentsPerHour: 36_000,
  documentRecheckSeconds: 3_600,
  documentBytesMax: 2_048,
};

let sourceId: string;
beforeEach(async () => {
  polling.clock.reset();
  sourceId = await polling.addSource({ url: 'https://portal.invalid/' });
  await change(settings);
});
afterEach(async () => {
  server.reset();
  await polling.database.sql('truncate tenders.tender, tenders.document_fetch, tenders.document_text cascade');
  await polling.database.sql(`delete from tenders.source where id = $1`, [sourceId]);
});

async function change(values: object): Promise<void> {
  await polling.database.sql('update tenders.source set settings = $2, documents_paced_until = null where id = $1', [
    sourceId,
    JSON.stringify(values),
  ]);
}

/** A tender of the source with one document for each address, closing so many days from the polls' noon. */
async function tenderWith(
  urls: readonly string[],
  more: { closesInDays?: number; filename?: string; format?: string } = {},
) {
  const noon = polling.clock.now().getTime();
  const { closesInDays = 10 } = more;
  const tender = await addTender(polling.database, {
    title: 'Pipes',
    closingAt: new Date(noon + closesInDays * day).toISOString(),
    publishedAt: new Date(noon - 10 * day).toISOString(),
  });
  await polling.database.sql('update tenders.tender set source_id = $2 where id = $1', [tender.row, sourceId]);
  for (const [position, url] of urls.entries())
    await polling.database.sql(
      `insert into tenders.tender_document (tender_id, key, position, scope, url, filename, format) values ($1, $2, $3, 'TENDER', $4, $5, $6)`,
      [tender.row, `d${position}`, position, url, more.filename ?? 'Terms 1.pdf', more.format ?? null],
    );
  return tender;
}

const round = (): Promise<DocumentRound> =>
  fetchDocuments({
    scope: polling.scope(),
    environment: polling.environment,
    sourceId,
    signal: new AbortController().signal,
  });
const files = () =>
  polling.database.sql(
    `select url, encode(sha256, 'hex') as sha256, byte_size::int as size, media_type as type, etag, fetched_at as fetched,
       replaced_at as replaced, last_error as error, consecutive_errors as errors, next_fetch_at as next
     from tenders.document_fetch order by url`,
  );
const texts = () =>
  polling.database.sql(
    `select encode(t.sha256, 'hex') as sha256, failure, page_count as count, is_cut as cut, read_at as read,
       (select array_agg(page || ': ' || text order by page) from tenders.document_page p where p.sha256 = t.sha256) as pages
     from tenders.document_text t order by pages`,
  );
const replacements = () =>
  polling.database.sql(
    `select encode(sha256_before, 'hex') as before, encode(sha256_after, 'hex') as after, byte_size_before::int as "sizeBefore",
       byte_size_after::int as "sizeAfter", last_seen_at as "lastSeen", replaced_at as replaced
     from tenders.document_replacement order by id`,
  );
// As the South African portal writes them: the name of the file is in the query.
const path = '/home/Download?blobName=0001.pdf&downloadedFileName=Terms%201.pdf';
const noon = new Date('2026-11-21T12:00:00Z');
const hours = (count: number): Date => new Date(noon.getTime() + count * 3_600_000);

describe('documents of a source', () => {
  test('are hashed and not kept: checksum, size, type and dates', async () => {
    const url = server.put(path, { body: '%PDF-1.7 one', headers: { 'content-type': 'application/pdf', etag: '"a"' } });
    await tenderWith([url]);

    expect(await round()).toEqual({ fetched: 1, unchanged: 0, replaced: 0, failed: 0, goOnAt: null });

    expect(server.asked).toEqual([path]);
    expect(server.headers[0]).toMatchObject({ accept: '*/*', 'accept-encoding': 'identity' });
    expect(await files()).toEqual([
      {
        url,
        sha256: sha256('%PDF-1.7 one'),
        size: 12,
        type: 'application/pdf',
        etag: '"a"',
        fetched: noon,
        replaced: null,
        error: null,
        errors: 0,
        next: hours(1),
      },
    ]);
  });

  test('are asked for under the conditions of the last time, and one that is unchanged was seen again', async () => {
    const headers = { etag: '"a"', 'last-modified': 'Sat, 21 Nov 2026 08:00:00 GMT' };
    const url = server.put(path, { body: 'one', headers }, { status: 304 });
    await tenderWith([url]);
    await round();
    expect(await round()).toMatchObject({ fetched: 0 });
    polling.clock.pass(3_600_000);

    expect(await round()).toMatchObject({ fetched: 0, unchanged: 1, replaced: 0 });

    expect(server.headers[1]).toMatchObject({
      'if-none-match': '"a"',
      'if-modified-since': 'Sat, 21 Nov 2026 08:00:00 GMT',
    });
    expect(await files()).toMatchObject([{ sha256: sha256('one'), etag: '"a"', fetched: hours(1), next: hours(2) }]);
  });

  test('that are replaced behind their address are recorded with both contents and when, each time', async () => {
    const url = server.put(path, { body: 'one' }, { body: 'two, longer' }, { body: 'two, longer' }, { body: 'one' });
    await tenderWith([url]);
    const rounds: number[] = [];
    for (let hour = 0; hour < 4; hour += 1) {
      rounds.push((await round()).replaced);
      polling.clock.pass(3_600_000);
    }

    expect(rounds).toEqual([0, 1, 0, 1]);
    expect(await files()).toMatchObject([{ sha256: sha256('one'), size: 3, fetched: hours(3), replaced: hours(3) }]);
    const [one, two] = [sha256('one'), sha256('two, longer')];
    expect(await replacements()).toEqual([
      { before: one, after: two, sizeBefore: 3, sizeAfter: 11, lastSeen: hours(0), replaced: hours(1) },
      { before: two, after: one, sizeBefore: 11, sizeAfter: 3, lastSeen: hours(2), replaced: hours(3) },
    ]);
  });

  test.each<[string, Parameters<FileServer['put']>[1], string]>([
    ['is gone', { status: 404 }, 'The source answered with status 404.'],
    ['is refused', { status: 403 }, 'The source answered with status 403.'],
    ['fails', { status: 500 }, 'The source answered with status 500.'],
    ['stalls', { body: 'never whole', stalls: true }, 'The source did not answer in time.'],
    ['breaks off', { body: 'never whole', breaks: true }, 'The connection to the source failed or broke off.'],
    ['is huge', { body: 'x'.repeat(3_000) }, 'The body is larger than 2 KiB.'],
    ['is empty', { body: '' }, 'The source answered with an empty file.'],
    [
      'is a page with status 200',
      { body: '\n<!DOCTYPE html><p>Not found', headers: { 'content-type': 'application/pdf' } },
      'The source answered with a web page instead of the document.',
    ],
    [
      'is a page by its type',
      { body: 'Sign in', headers: { 'content-type': 'text/html; charset=utf-8' } },
      'The source answered with a web page instead of the document.',
    ],
    [
      'is a message',
      { body: '{"error": 1}', headers: { 'content-type': 'application/json' } },
      'The source answered with a message instead of the document.',
    ],
    [
      'leads into a private network',
      { status: 302, headers: { location: 'https://192.168.1.1/' } },
      'The address leads into a private network. Who runs the product can allow its host in SOURCE_HOSTS_ALLOWED.',
    ],
    [
      'is compressed all the same',
      { body: 'x', headers: { 'content-encoding': 'br' } },
      'The source uses a compression that was not offered.',
    ],
  ])('keep their checksum when the file %s, and are asked for later', async (_what, answer, error) => {
    const url = server.put(path, { body: 'one', headers: { etag: '"a"' } }, answer);
    await tenderWith([url]);
    await round();
    polling.clock.pass(3_600_000);
    const polledAt = polling.clock.now();
    if ('stalls' in answer) polling.patienceMs = 500;

    expect(await round()).toMatchObject({ failed: 1, replaced: 0 });

    polling.patienceMs = hungTestMs;
    const [file] = await files();
    expect(file).toMatchObject({ sha256: sha256('one'), etag: '"a"', fetched: noon, replaced: null, error, errors: 1 });
    expect(Number(file?.['next']) - polledAt.getTime()).toBeGreaterThanOrEqual(60_000);
    expect(await replacements()).toEqual([]);
  });

  test('are read page by page, once for each content, and their bytes are not kept', async () => {
    const body = pdfFile([['Guards must carry', 'two-way radios.'], ['Uniforms are grey.']]);
    await tenderWith([server.put('/a.pdf', { body }), server.put('/b.pdf', { body })]);
    const sum = createHash('sha256').update(body).digest('hex');

    expect(await round()).toMatchObject({ fetched: 2 });

    expect(await texts()).toEqual([
      {
        sha256: sum,
        failure: null,
        count: 2,
        cut: false,
        read: noon,
        pages: ['1: Guards must carry two-way radios.', '2: Uniforms are grey.'],
      },
    ]);
  });

  test('that an older reader read are sent and read again, changed or not, and the text of a replaced file stays', async () => {
    const first = { body: pdfFile([['Guards carry radios.']]), headers: { etag: '"a"' } };
    const url = server.put(path, first, first, { status: 304 }, { body: pdfFile([['Guards carry torches.']]) });
    await tenderWith([url]);
    await round();
    await polling.database.sql(`update tenders.document_page set text = 'Old reading.'`);
    await polling.database.sql(`update tenders.document_text set reader_version = 10000`);
    const rounds: DocumentRound[] = [];
    for (let hour = 0; hour < 3; hour += 1) {
      polling.clock.pass(3_600_000);
      rounds.push(await round());
    }

    expect(server.headers.map((headers) => headers['if-none-match'])).toEqual([undefined, undefined, '"a"', '"a"']);
    expect(rounds.map(({ fetched, unchanged, replaced }) => [fetched, unchanged, replaced])).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [1, 0, 1],
    ]);
    expect((await texts()).map(({ pages, read }) => [pages, read])).toEqual([
      [['1: Guards carry radios.'], hours(1)],
      [['1: Guards carry torches.'], hours(3)],
    ]);
  });

  test.each(['TOO_SLOW', 'TOO_LARGE'])(
    'that were %s are sent and read again after a day, and no sooner',
    async (failure) => {
      const file = { body: pdfFile([['Guards carry radios.']]), headers: { etag: '"a"' } };
      const url = server.put(path, file, { status: 304 }, file);
      await tenderWith([url]);
      await round();
      await polling.database.sql(`update tenders.document_text set failure = $1`, [failure]);
      await polling.database.sql('delete from tenders.document_page');

      polling.clock.pass(23 * 3_600_000);
      expect(await round()).toMatchObject({ fetched: 0, unchanged: 1 });
      polling.clock.pass(3_600_000);
      expect(await round()).toMatchObject({ fetched: 1, unchanged: 0 });

      expect(server.headers.map((headers) => headers['if-none-match'])).toEqual([undefined, '"a"', undefined]);
      expect(await texts()).toMatchObject([{ failure: null, read: hours(24), pages: ['1: Guards carry radios.'] }]);
    },
  );

  test.each<[string, Parameters<FileServer['put']>[1], string]>([
    ['locked', { body: pdfFile([['Secret']], { isLocked: true }) }, 'LOCKED'],
    ['broken', { body: '%PDF-1.7 one' }, 'DAMAGED'],
    ['a picture', { body: pdfFile([[]]) }, 'NO_TEXT'],
    ['of another type', { body: 'PK', headers: { 'content-type': 'application/zip' } }, 'UNSUPPORTED_TYPE'],
  ])('that are %s say so', async (_what, answer, failure) => {
    await tenderWith([server.put(path, answer)]);

    expect(await round()).toMatchObject({ fetched: 1, failed: 0 });

    expect(await texts()).toMatchObject([{ failure, pages: null }]);
  });

  test('recover: after a failure the same file is no replacement', async () => {
    const url = server.put(path, { body: 'one' }, { status: 404 }, { body: 'one' });
    await tenderWith([url]);
    await round();
    polling.clock.pass(3_600_000);
    await round();
    polling.clock.pass(60_000);

    expect(await round()).toMatchObject({ fetched: 1, replaced: 0 });
    expect(await files()).toMatchObject([{ error: null, errors: 0 }]);
  });

  test('may be web pages where they say so', async () => {
    const page = { body: '<html>Terms', headers: { 'content-type': 'text/html' } };
    await tenderWith([server.put('/terms.html', page)], { filename: 'terms.html' });
    await tenderWith([server.put('/terms', page)], { format: 'text/html' });
    expect(await round()).toMatchObject({ fetched: 2, failed: 0 });
  });

  test('are looked at closing soonest first, those of closed tenders last and once, those of old ones never', async () => {
    const url = (name: string): string => server.put(`/${name}.pdf`, { body: name });
    await tenderWith([url('late')], { closesInDays: 20 });
    await tenderWith([url('soon'), url('soon-too')], { closesInDays: 1 });
    await tenderWith([url('closed')], { closesInDays: -1 });
    const old = await tenderWith([url('old')], { closesInDays: -100 });
    await polling.database.sql(`update tenders.tender_search set published_at = '2026-01-01' where tender_id = $1`, [
      old.row,
    ]);
    const cancelled = await tenderWith([url('cancelled')]);
    await polling.database.sql(
      `update tenders.tender_search set lifecycle = 'CANCELLED', published_at = '2026-01-01' where tender_id = $1`,
      [cancelled.row],
    );

    await round();
    expect(server.asked).toEqual(['/soon-too.pdf', '/soon.pdf', '/late.pdf', '/closed.pdf']);
    polling.clock.pass(3_600_000);
    await round();
    expect(server.asked.slice(4).toSorted()).toEqual(['/late.pdf', '/soon-too.pdf', '/soon.pdf']);
  });

  test('of two tenders at one address are fetched once', async () => {
    const url = server.put(path, { body: 'one' });
    await tenderWith([url, url]);
    await tenderWith([url]);
    expect(await round()).toMatchObject({ fetched: 1 });
  });

  test('are fetched at the pace of the source, which the next process goes on with', async () => {
    await change({ ...settings, documentsPerHour: 60 });
    await tenderWith(Array.from({ length: 13 }, (_, index) => server.put(`/${index}.pdf`, { body: `${index}` })));

    expect(await round()).toMatchObject({ fetched: 13 });

    // A burst of ten, then one a minute.
    expect(polling.clock.sleeps).toEqual([60_000, 60_000, 60_000]);
    expect((await polling.source(sourceId))['documents_paced_until']).toEqual(new Date('2026-11-21T12:13:00Z'));
  });

  test('wait when the source asks for patience, and nobody asks before', async () => {
    const urls = ['a', 'b'].map((name) =>
      server.put(`/${name}.pdf`, { status: 429, headers: { 'retry-after': '7200' } }, { body: name }),
    );
    await tenderWith(urls);

    expect(await round()).toMatchObject({ fetched: 0, failed: 0, goOnAt: hours(2) });
    expect(server.asked).toHaveLength(1);
    expect((await round()).fetched).toBe(0);
    expect(server.asked).toHaveLength(1);

    polling.clock.pass(7_200_000);
    expect(await round()).toMatchObject({ fetched: 1 });
  });

  test('are left alone where nobody has switched fetching on', async () => {
    await change({});
    await tenderWith([server.put(path, { body: 'one' })]);
    expect(await round()).toMatchObject({ fetched: 0 });
    expect(server.asked).toEqual([]);
  });

  test('that have no address that can be asked fail by themselves', async () => {
    await tenderWith([
      'see the notice',
      'ftp://portal.invalid/a.pdf',
      'https://localhost/a.pdf',
      server.put(path, { body: 'one' }),
    ]);
    expect(await round()).toMatchObject({ fetched: 1, failed: 3 });
    expect((await files()).map(({ error }) => error)).toEqual(
      expect.arrayContaining([
        'The document has no address that can be asked.',
        'The address must begin with https://.',
        'The address leads into a private network. Who runs the product can allow its host in SOURCE_HOSTS_ALLOWED.',
      ]),
    );
  });

  test('stop when the time is up and go on from there', async () => {
    await tenderWith([server.put('/a.pdf', { body: 'a' }), server.put('/b.pdf', { body: 'b' })]);
    const environment = { ...polling.environment, budgetMs: 0 };
    const { signal } = new AbortController();
    expect(await fetchDocuments({ scope: polling.scope(), environment, sourceId, signal })).toMatchObject({
      fetched: 0,
      goOnAt: noon,
    });
  });
});

describe('a replaced file in the graph', () => {
  let hub: TestHub;
  let now = new Date('2096-11-21T12:00:00Z');
  beforeAll(async () => {
    hub = await testHub({
      now: () => now,
      env: { SOURCE_HOSTS_ALLOWED: '127.0.0.1', SOURCE_POLLING: 'on' },
      stores: { redis: null },
    });
  });
  afterAll(() => hub.close());

  const tick = async (): Promise<string[]> => {
    await hub.database.sql(`select graphile_worker.add_job('tenders:schedule-documents', '{}'::json)`);
    return hub.runJobs();
  };

  test('is shown with both checksums, after the schedule has found it', async () => {
    const viewer = await (await hub.team({ name: 'Acme' })).user({ role: 'viewer', displayName: 'A viewer' });
    const url = server.put(
      path,
      { body: 'one', headers: { 'content-type': 'application/pdf' } },
      { body: 'two' },
      { body: 'three' },
    );
    const tender = await addTender(hub.database, { title: 'Pipes', closingAt: '2096-12-31T10:00:00Z' });
    await hub.database.sql(
      `insert into tenders.tender_document (tender_id, key, position, scope, url, filename) values
       ($1, 'a', 0, 'TENDER', $2, 'Terms 1.pdf'), ($1, 'b', 1, 'TENDER', null, null)`,
      [tender.row, url],
    );
    await hub.database.sql(
      `update tenders.source s set settings = s.settings || $1 from tenders.tender t where t.id = $2 and s.id = t.source_id`,
      [JSON.stringify(settings), tender.row],
    );
    const tenderWith = async (selection: string) => {
      const query = `query ($id: ID!) { tender(id: $id) { ${selection} } }`;
      return (await hub.as(viewer).data(query, { id: encodeId('Tender', tender.row) })).tender;
    };
    const fields = 'checksum byteSize mediaType fetchedAt replacedAt';
    expect(
      await tenderWith(
        `documentsReplacedAt documents { nodes { ${fields} replacements { edges { node { replacedAt } } } } }`,
      ),
    ).toEqual({
      documentsReplacedAt: null,
      documents: {
        nodes: Array.from({ length: 2 }, () => ({
          checksum: null,
          byteSize: null,
          mediaType: null,
          fetchedAt: null,
          replacedAt: null,
          replacements: { edges: [] },
        })),
      },
    });

    expect(await tick()).toEqual(['tenders:schedule-documents', 'tenders:fetch-documents']);
    expect(await tick()).toEqual(['tenders:schedule-documents']);
    now = new Date('2096-11-21T13:00:00Z');
    await tick();
    now = new Date('2096-11-21T14:00:00Z');
    await tick();

    const [one, two, three] = ['one', 'two', 'three'].map(sha256);
    const nodes = 'node { checksumBefore checksumAfter byteSizeBefore byteSizeAfter lastSeenAt replacedAt }';
    const shown = await tenderWith(
      `documentsReplacedAt documents { nodes { filename ${fields} replacements(first: 1) { totalCount edges { cursor ${nodes} } pageInfo { hasNextPage endCursor } } } }`,
    );
    expect(shown).toMatchObject({
      documentsReplacedAt: '2096-11-21T14:00:00.000Z',
      documents: {
        nodes: [
          {
            filename: 'Terms 1.pdf',
            checksum: three,
            byteSize: 5,
            mediaType: null,
            fetchedAt: '2096-11-21T14:00:00.000Z',
            replacedAt: '2096-11-21T14:00:00.000Z',
            replacements: {
              edges: [
                {
                  node: {
                    checksumBefore: two,
                    checksumAfter: three,
                    byteSizeBefore: 3,
                    byteSizeAfter: 5,
                    lastSeenAt: '2096-11-21T13:00:00.000Z',
                    replacedAt: '2096-11-21T14:00:00.000Z',
                  },
                },
              ],
              totalCount: 2,
              pageInfo: { hasNextPage: true },
            },
          },
          { checksum: null },
        ],
      },
    });
    const cursor = /"endCursor":"([^"]+)"/u.exec(JSON.stringify(shown))?.[1] ?? '';
    expect(
      await tenderWith(`documents { nodes { replacements(first: 5, after: "${cursor}") { edges { ${nodes} } } } }`),
    ).toMatchObject({
      documents: { nodes: [{ replacements: { edges: [{ node: { checksumBefore: one, checksumAfter: two } }] } }, {}] },
    });
  });

  test('answers questions with its words and their page, and abstains where it does not say', async () => {
    const viewer = await (await hub.team({ name: 'Acme' })).user({ role: 'viewer' });
    const body = pdfFile([
      ['Terms of reference for the guarding of the depot.'],
      ['The contractor insures each guard.', 'Guards carry two-way radios at night.', 'Call Mr Dlamini, 041 555 1234.'],
    ]);
    const url = server.put('/guards.pdf', { body }, { body: pdfFile([['Guards carry torches.']]) });
    const tender = await addTender(hub.database, { title: 'Guarding', closingAt: '2096-12-31T10:00:00Z' });
    const other = await addTender(hub.database, { title: 'Guarding elsewhere', closingAt: '2096-12-31T10:00:00Z' });
    await hub.database.sql(
      `insert into tenders.tender_document (tender_id, key, position, scope, url, title, filename) values
       ($1, 'a', 0, 'TENDER', $3, 'Terms', 'terms.pdf'), ($1, 'b', 1, 'TENDER', $4, null, 'form.pdf'), ($2, 'a', 0, 'TENDER', null, 'None', null)`,
      [tender.row, other.row, url, server.put('/form.pdf', { body: pdfFile([[]]) })],
    );
    await hub.database.sql(`update tenders.source set settings = settings || $1`, [JSON.stringify(settings)]);
    const ask = async (question: string, id = tender.id) => {
      const fields =
        'documentPassages { title url checksum page start end text } documents { readCount unreadCount } isAbstention';
      const { tender: found } = await hub
        .as(viewer)
        .data(
          `query ($id: ID!, $question: String!) { tender(id: $id) { answer(question: $question) { ${fields} } } }`,
          {
            id,
            question,
          },
        );
      return found.answer;
    };
    const before = await ask('Do guards carry radios?');
    await tick();

    expect(before).toEqual({ documentPassages: [], documents: { readCount: 0, unreadCount: 2 }, isAbstention: true });
    const checksum = createHash('sha256').update(body).digest('hex');
    const text = 'Guards carry two-way radios at night.';
    expect(await ask('Do the guards carry radios?')).toEqual({
      documentPassages: [{ title: 'Terms', url, checksum, page: 2, start: 35, end: 35 + text.length, text }],
      documents: { readCount: 1, unreadCount: 1 },
      isAbstention: false,
    });
    for (const question of ['Is there a helicopter?', 'Who is Dlamini?', "& | ! ' :* <->", 'the of and'])
      expect([question, await ask(question)]).toEqual([
        question,
        { documentPassages: [], documents: { readCount: 1, unreadCount: 1 }, isAbstention: true },
      ]);
    expect(await ask('Do the guards carry radios?', other.id)).toEqual({
      documentPassages: [],
      documents: { readCount: 0, unreadCount: 1 },
      isAbstention: true,
    });
    const states = `query ($id: ID!) { tender(id: $id) { documents { nodes { text { pageCount isCut failure } } } } }`;
    expect((await hub.as(viewer).data(states, { id: tender.id })).tender.documents.nodes).toEqual([
      { text: { pageCount: 2, isCut: false, failure: null } },
      { text: { pageCount: 1, isCut: false, failure: 'NO_TEXT' } },
    ]);
  });

  test('is not scheduled where polling is off', async () => {
    const quiet = await testHub({ env: { SOURCE_POLLING: 'off' }, stores: { redis: null } });
    await quiet.database.sql(`update tenders.source set settings = settings || '{"fetchDocuments": true}'`);
    await quiet.database.sql(`select graphile_worker.add_job('tenders:schedule-documents', '{}'::json)`);
    expect(await quiet.runJobs()).toEqual(['tenders:schedule-documents']);
    await quiet.close();
  });

  test('cannot be rewritten: exchanges are only ever added', async () => {
    const pool = new pg.Pool({ connectionString: hub.database.urlOf('svc_importer'), max: 1 });
    for (const statement of [
      'update tenders.document_replacement set byte_size_after = 0',
      'delete from tenders.document_replacement',
    ])
      await expect(pool.query(statement)).rejects.toThrow('permission denied for table document_replacement');
    await pool.end();
  });
});
