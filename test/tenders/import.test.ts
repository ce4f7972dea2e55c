import { createServer } from 'node:http';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { unpackRelease } from '@hub/tenders/ocds';
import { importKit, notice, type ImportKit } from './import-kit.js';

let kit: ImportKit;
beforeAll(async () => {
  kit = await importKit();
});
afterAll(() => kit.close());

async function tenderOf(ocid: string) {
  const [row] = await kit.database.sql<Record<string, unknown>>('select * from tenders.tender where ocid = $1', [ocid]);
  return row;
}

describe('importing', () => {
  test('compiles a tender with its parts out of a release and keeps its bytes', async () => {
    const raw = JSON.stringify(
      notice(1, {
        briefingSession: { isSession: true, compulsory: true, date: '2026-03-10T10:00:00Z', venue: 'Hall' },
      }),
      null,
      1,
    );
    const { counts, status } = await kit.import(kit.file('one.json', `{"version": "1.1", "releases": [${raw}]}`));
    expect([status, counts.filesRead, counts.releasesNew, counts.tendersNew]).toEqual(['SUCCEEDED', 1, 1, 1]);
    expect(await tenderOf('ocds-9t57fa-1')).toMatchObject({
      title: 'Repair of pump station 1',
      reference: 'RFQ 1',
      province: 'GAUTENG',
      value_amount: null,
      buyer_name: 'Water Board',
      closing_at: new Date('2026-03-31T09:00:00Z'),
      closing_raw: '2026-03-31T11:00:00Z',
      lifecycle: 'LIVE',
      release_count: 1,
      version: 1,
    });
    const rows = await kit.database
      .sql(`select r.raw, b.held_at, d.filename, x.name from tenders.release r, tenders.briefing_session b, tenders.tender_document d, tenders.source x
      where r.ocid = 'ocds-9t57fa-1' and x.id = r.source_id`);
    expect(rows).toMatchObject([
      { held_at: new Date('2026-03-10T08:00:00Z'), filename: 'Terms 1.pdf', name: 'za-etenders' },
    ]);
    expect(unpackRelease(rows[0]?.['raw']).toString()).toBe(raw);
  });

  test('changes nothing the second time, not even a time stamp', async () => {
    const path = kit.file('twice.json', {
      releases: [notice(2), notice(3), { ocid: 'ocds-9t57fa-4', id: '1', date: 'soon' }],
    });
    await kit.import(path);
    const times = () => kit.database.sql(`select id, updated_at, changed_in, xmin from tenders.tender order by id`);
    const before = [await kit.checksums(), await times()];
    const { counts } = await kit.import(path);
    expect([counts.releasesNew, counts.releasesUnchanged, counts.tendersUpdated, counts.quarantinedNew]).toEqual([
      0, 2, 0, 0,
    ]);
    expect([await kit.checksums(), await times()]).toEqual(before);
  });

  test('sees an edit behind an unchanged id, keeps both contents and says what changed', async () => {
    await kit.import(kit.file('v1.json', { releases: [notice(10)] }));
    const tenderPeriod = { startDate: '2026-03-01T00:00:00Z', endDate: '2026-04-15T11:00:00Z' };
    const { counts } = await kit.import(kit.file('v2.json', { releases: [notice(10, { tenderPeriod })] }));
    expect([counts.releasesNew, counts.releasesChanged, counts.tendersUpdated]).toEqual([0, 1, 1]);
    expect(await tenderOf('ocds-9t57fa-10')).toMatchObject({
      closing_at: new Date('2026-04-15T09:00:00Z'),
      release_count: 1,
      version: 2,
    });
    expect(
      await kit.database.sql(
        `select v.version, v.is_silent, v.impact, v.changes from tenders.tender_version v join tenders.tender t on t.id = v.tender_id where ocid = 'ocds-9t57fa-10'`,
      ),
    ).toEqual([
      {
        version: 2,
        is_silent: true,
        impact: 'MATERIAL',
        changes: [
          {
            field: 'closingAt',
            before: '2026-03-31T09:00:00.000Z',
            after: '2026-04-15T09:00:00.000Z',
            impact: 'MATERIAL',
          },
        ],
      },
    ]);
    expect(
      await kit.database.sql(`select is_current from tenders.release where ocid = 'ocds-9t57fa-10' order by sequence`),
    ).toEqual([{ is_current: false }, { is_current: true }]);
  });

  test('keeps the row id of a tender and replaces its parts when it is compiled again', async () => {
    await kit.import(kit.file('p1.json', [notice(11)]));
    const before = await tenderOf('ocds-9t57fa-11');
    await kit.import(kit.file('p2.json', [notice(11, { documents: [{ id: 'new', title: 'Other' }] })]));
    expect((await tenderOf('ocds-9t57fa-11'))?.['id']).toBe(before?.['id']);
    expect(
      await kit.database.sql('select key, position from tenders.tender_document where tender_id = $1', [
        before?.['id'],
      ]),
    ).toEqual([{ key: 'new', position: 0 }]);
  });

  test('sets aside what cannot be imported, with the reason and the bytes, and goes on', async () => {
    const bad = [
      { ocid: '', id: 'x' },
      { ocid: 'ocds-9t57fa-21', id: '1' },
      'text',
      notice(22, {}, { date: '2026-02-31T00:00:00Z' }),
      notice(23),
    ];
    const { counts } = await kit.import(kit.file('bad.json', { releases: bad }));
    expect(Object.fromEntries(counts.quarantined)).toEqual({
      MISSING_OCID: 1,
      MISSING_DATE: 1,
      NOT_AN_OBJECT: 1,
      MALFORMED_DATE: 1,
    });
    expect(counts.releasesNew).toBe(1);
    expect(
      await kit.database.sql(
        `select reason, ocid, convert_from(raw, 'utf8') as raw from tenders.quarantined_release where origin = 'bad.json' and reason = 'MISSING_DATE'`,
      ),
    ).toEqual([{ reason: 'MISSING_DATE', ocid: 'ocds-9t57fa-21', raw: '{"ocid":"ocds-9t57fa-21","id":"1"}' }]);
  });

  test('stores odd text, huge numbers and hostile keys without a fault', async () => {
    const odd = `{"releases":[{"ocid":"ocds-9t57fa-30","id":"1","date":"2026-01-01","__proto__":{"x":1},"tender":{"description":"a\\u0000b \\ud800 c","value":{"amount":1e300},"items":[{"id":"1","quantity":-4,"description":"\\\\"}],"__proto__":null}}]}`;
    const { counts } = await kit.import(kit.file('odd.json', odd));
    expect([counts.releasesNew, counts.quarantined.size]).toEqual([1, 0]);
    expect(await tenderOf('ocds-9t57fa-30')).toMatchObject({ title: 'ab \uFFFD c', value_amount: null });
  });

  test('sets aside the one release that the database refuses, and writes the others of its batch', async () => {
    const refusedOne = notice(3_007);
    await kit.database.sql(
      `alter table tenders.tender add constraint refused_by_test check (ocid <> 'ocds-9t57fa-3007') not valid`,
    );
    const others = Array.from({ length: 40 }, (_, index) => notice(3_100 + index));
    const { counts } = await kit.import(
      kit.file('refused.json', [...others.slice(0, 7), refusedOne, ...others.slice(7)]),
    );
    await kit.database.sql('alter table tenders.tender drop constraint refused_by_test');
    expect(Object.fromEntries(counts.quarantined)).toEqual({ REFUSED_BY_DATABASE: 1 });
    expect([counts.releasesNew, counts.tendersNew]).toEqual([40, 40]);
  });

  test('lets the later of two contents count when batches are written side by side', async () => {
    const first = Array.from({ length: 520 }, (_, index) => notice(3_200 + index));
    const edited = first.map((_, index) => notice(3_200 + index, { province: 'Limpopo' }));
    const { counts } = await kit.import(kit.file('edited.json', [...first, ...edited]));
    expect([counts.releasesNew, counts.releasesChanged, counts.tendersNew]).toEqual([520, 520, 520]);
    expect(
      await kit.database.sql(
        `select province, version, count(*)::int from tenders.tender
         where ocid between 'ocds-9t57fa-3200' and 'ocds-9t57fa-3719' group by 1, 2`,
      ),
    ).toEqual([{ province: 'LIMPOPO', version: 2, count: 520 }]);
  });

  test('keeps ocids apart that differ in case only', async () => {
    await kit.import(kit.file('case.json', [notice(31, {}, { ocid: 'OCDS-9T57FA-31' }), notice(31)]));
    expect(
      await kit.database.sql(
        `select ocid from tenders.tender where lower(ocid) = 'ocds-9t57fa-31' order by ocid collate "C"`,
      ),
    ).toEqual([{ ocid: 'OCDS-9T57FA-31' }, { ocid: 'ocds-9t57fa-31' }]);
  });

  test('names a source that it was told, and makes it if it is new', async () => {
    await kit.import(kit.file('named.json', [notice(40)]), { source: 'my-portal' });
    expect(
      await kit.database.sql(
        `select s.name, s.consecutive_errors, t.title from tenders.tender t join tenders.source s on s.id = t.source_id where ocid = 'ocds-9t57fa-40'`,
      ),
    ).toEqual([{ name: 'my-portal', consecutive_errors: 0, title: 'Repair of pump station 40' }]);
  });

  test('fetches an address and says who it is', async () => {
    const seen: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers['user-agent']);
      if (request.url === '/gone') response.writeHead(500).end('oops');
      else response.end(gzipSync(JSON.stringify({ releases: [notice(50)] })));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    try {
      expect((await kit.import(`${origin}/data?key=secret`)).counts.releasesNew).toBe(1);
      await expect(kit.import(`${origin}/gone`)).rejects.toThrow('answered 500');
      expect(seen[0]).toMatch(/^tender-insight-hub/u);
    } finally {
      server.close();
    }
  });

  test('fails clearly when there is nothing at the target, and records the failure', async () => {
    await expect(kit.import('/nowhere/at/all')).rejects.toThrow('There is no file or folder /nowhere/at/all.');
    expect(
      await kit.database.sql(`select status, error from tenders.source_run where target = '/nowhere/at/all'`),
    ).toEqual([{ status: 'FAILED', error: 'There is no file or folder /nowhere/at/all.' }]);
  });
});

describe('an import that does not reach its end', () => {
  const releases = Array.from({ length: 1_300 }, (_, index) => notice(5_000 + index));

  test('loses and doubles nothing when it is stopped and started again', async () => {
    const path = kit.file('stopped.json', { releases });
    const controller = new AbortController();
    controller.abort();
    expect((await kit.import(path, { signal: controller.signal })).status).toBe('STOPPED');
    const { counts } = await kit.import(path);
    expect(counts.releasesNew + counts.releasesUnchanged).toBe(1_300);
    expect(
      await kit.database.sql(
        `select count(*)::int as n, count(distinct ocid)::int as d from tenders.tender where ocid between 'ocds-9t57fa-5000' and 'ocds-9t57fa-6299'`,
      ),
    ).toEqual([{ n: 1_300, d: 1_300 }]);
  });

  test('ends with the same tables after its connection was cut at ten places', async () => {
    const path = kit.file('cut.json', {
      releases: Array.from({ length: 600 }, (_, index) =>
        notice(7_000 + (index % 550), { province: index % 2 ? 'Limpopo' : 'Gauteng' }),
      ),
    });
    const clean = await importKit();
    try {
      await clean.import(path);
      const expected = await clean.checksums();
      const crashed = await importKit();
      try {
        for (let statement = 3; statement <= 21; statement += 2) {
          const cut = new pg.Pool({ connectionString: crashed.database.urlOf('svc_importer'), max: 3 });
          cut.on('error', () => undefined);
          breakAfter(cut, statement);
          await crashed.import(path, { pool: cut }).catch(() => undefined);
          await cut.end();
        }
        await crashed.import(path);
        expect(await crashed.checksums()).toEqual(expected);
      } finally {
        await crashed.close();
      }
    } finally {
      await clean.close();
    }
  });

  test('does not mind another import of the same processes at the same time', async () => {
    const path = kit.file('both.json', { releases: Array.from({ length: 700 }, (_, index) => notice(9_000 + index)) });
    const results = await Promise.all([kit.import(path), kit.import(path), kit.import(path)]);
    expect(results.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
    expect(results.reduce((sum, { counts }) => sum + counts.tendersNew, 0)).toBe(700);
    expect(results.reduce((sum, { counts }) => sum + counts.releasesUnchanged, 0)).toBe(1_400);
  });
});

// The server's process for the connection ends in the middle of the batch, as in a crash.
function breakAfter(pool: pg.Pool, statements: number): void {
  let sent = 0;
  pool.on('connect', (client) => {
    const query = client.query.bind(client);
    Object.assign(client, {
      query(...args: Parameters<typeof query>) {
        sent += 1;
        if (sent === statements) client.connection.stream.destroy();
        return query(...args);
      },
    });
  });
}
