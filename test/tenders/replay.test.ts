import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { importReleases } from '@hub/tenders/import-releases';
import { replayQuarantine, type ReplayResult } from '@hub/tenders/quarantine';
import { runReplay } from '@hub/tenders/replay';
import { refreshCoverage } from '@hub/tenders/sources';
import { importKit, notice, type ImportKit } from './import-kit.js';
import { testWeb } from './web-kit.js';

let kit: ImportKit;
let way: ReturnType<typeof testWeb>;
beforeAll(async () => {
  kit = await importKit();
});
afterAll(() => kit.close());
beforeEach(() => {
  way = testWeb({ pool: kit.pool });
});
afterEach(async () => {
  await way.close();
  await kit.database.sql(
    'truncate tenders.release, tenders.tender, tenders.quarantined_release, tenders.source_run, tenders.extension cascade',
  );
});

interface Row {
  reason: string;
  detail: string;
  ocid: string | null;
  isResolved: boolean;
  isReplayed: boolean;
}

const replay = (
  options: { source?: string; reason?: string; signal?: AbortSignal; onProgress?: () => void } = {},
): Promise<ReplayResult> =>
  replayQuarantine({
    pool: kit.pool,
    web: way.web,
    source: options.source ?? null,
    reason: options.reason ?? null,
    signal: options.signal ?? new AbortController().signal,
    ...(options.onProgress && { onProgress: options.onProgress }),
  });

const rows = (): Promise<Row[]> =>
  kit.database.sql<Row & Record<string, unknown>>(
    `select reason, detail, ocid, resolved_at is not null as "isResolved", replayed_at is not null as "isReplayed"
     from tenders.quarantined_release order by id`,
  );

const ocids = async (): Promise<unknown[]> =>
  (await kit.database.sql('select ocid from tenders.tender order by ocid')).map(({ ocid }) => ocid);

/** Sets a release aside for a reason that has since gone away, as if an older importer had refused it. */
async function setAside(
  release: unknown,
  rest: { reason?: string; source?: string; facts?: object; raw?: Buffer } = {},
): Promise<void> {
  const raw = rest.raw ?? Buffer.from(JSON.stringify(release));
  const source = rest.source ?? 'files';
  await kit.database.sql(`insert into tenders.source (name, title) values ($1, $1) on conflict (name) do nothing`, [
    source,
  ]);
  await kit.database.sql(
    `insert into tenders.quarantined_release (source_id, reason, detail, origin, content_hash, raw, facts)
     select id, $2, 'It was refused.', 'old.json', sha256($3), $3, $4 from tenders.source where name = $1`,
    [source, rest.reason ?? 'MALFORMED_DATE', raw, JSON.stringify(rest.facts ?? {})],
  );
}

describe('a replay of releases that were set aside', () => {
  test('imports those that pass now, says when with their row, and leaves the others with their newest reason', async () => {
    await setAside(notice(1));
    await setAside({ ...notice(2), date: undefined });
    await setAside(notice(3), { reason: 'TOO_DEEP' });
    await setAside(null, { reason: 'TOO_DEEP', raw: Buffer.from('{"ocid": "ocds-9t57fa-4", ') });

    const { status, counts } = await replay();

    expect([status, counts.tried, counts.resolved, Object.fromEntries(counts.open)]).toEqual([
      'SUCCEEDED',
      4,
      2,
      { MISSING_DATE: 1, MALFORMED_JSON: 1 },
    ]);
    expect(await ocids()).toEqual(['ocds-9t57fa-1', 'ocds-9t57fa-3']);
    expect(await rows()).toEqual([
      { reason: 'MALFORMED_DATE', detail: 'It was refused.', ocid: null, isResolved: true, isReplayed: true },
      {
        reason: 'MISSING_DATE',
        detail: 'The release has no date.',
        ocid: 'ocds-9t57fa-2',
        isResolved: false,
        isReplayed: true,
      },
      { reason: 'TOO_DEEP', detail: 'It was refused.', ocid: null, isResolved: true, isReplayed: true },
      {
        reason: 'MALFORMED_JSON',
        detail: 'At byte 0: The value has no end.',
        ocid: null,
        isResolved: false,
        isReplayed: true,
      },
    ]);
  });

  test('reads a release as its package said, and gives it to the source that it came from', async () => {
    const { parties: _, ...bare } = { ...notice(1), parties: [] };
    await setAside(bare, {
      source: 'elsewhere',
      facts: {
        version: '1.1',
        publishedDate: '2026-05-05T00:00:00Z',
        extensions: ['https://a.example/bids/extension.json'],
      },
    });
    await setAside(notice(2));

    await replay();

    expect(
      await kit.database.sql(
        `select r.ocid, r.version, r.observed_at, r.extensions, s.name from tenders.release r
         join tenders.source s on s.id = r.source_id order by r.ocid`,
      ),
    ).toEqual([
      {
        ocid: 'ocds-9t57fa-1',
        version: '1.1',
        observed_at: new Date('2026-05-05T00:00:00Z'),
        extensions: ['https://a.example/bids/extension.json'],
        name: 'elsewhere',
      },
      // Files that name no source go by the prefix of each ocid.
      { ocid: 'ocds-9t57fa-2', version: '1.0', observed_at: null, extensions: [], name: 'za-etenders' },
    ]);
  });

  test('can be confined to a source and to a reason', async () => {
    await setAside(notice(1), { source: 'elsewhere' });
    await setAside(notice(2), { source: 'elsewhere', reason: 'TOO_DEEP' });
    await setAside(notice(3), { reason: 'TOO_DEEP' });

    expect((await replay({ source: 'elsewhere', reason: 'TOO_DEEP' })).counts.tried).toBe(1);
    expect(await ocids()).toEqual(['ocds-9t57fa-2']);
    expect((await replay({ source: 'elsewhere' })).counts.tried).toBe(1);
    expect((await replay()).counts.tried).toBe(1);
    expect(await ocids()).toEqual(['ocds-9t57fa-1', 'ocds-9t57fa-2', 'ocds-9t57fa-3']);
  });

  test('changes nothing the second time, and keeps a record of each run', async () => {
    await setAside(notice(1));
    await setAside({ ...notice(2), date: undefined });
    await replay();
    const before = await kit.checksums();

    const { counts } = await replay();

    expect([counts.tried, counts.resolved, counts.imported.releasesNew]).toEqual([1, 0, 0]);
    expect(await kit.checksums()).toEqual(before);
    expect(
      await kit.database.sql(
        `select target, status, counts->'tried' as tried, counts->'resolved' as resolved, counts->'open' as open from tenders.source_run order by started_at`,
      ),
    ).toEqual([
      { target: 'replay', status: 'SUCCEEDED', tried: 2, resolved: 1, open: { MISSING_DATE: 1 } },
      { target: 'replay', status: 'SUCCEEDED', tried: 1, resolved: 0, open: { MISSING_DATE: 1 } },
    ]);
  });

  test('takes hundreds of rows in batches, and stopped between two goes on with the rest', async () => {
    for (let number = 0; number < 450; number += 1) await setAside(notice(number));
    const interruption = new AbortController();

    const first = await replay({ signal: interruption.signal, onProgress: () => interruption.abort() });
    expect([first.status, first.counts.resolved]).toEqual(['STOPPED', 200]);
    const second = await replay();
    expect([second.status, second.counts.resolved]).toEqual(['SUCCEEDED', 250]);
    expect(await ocids()).toHaveLength(450);
  });

  test('that the database fails leaves a whole batch as it was, release and row alike', async () => {
    await setAside(notice(1));
    await setAside(notice(2));
    await kit.database.sql(
      `create function tenders.refuse() returns trigger language plpgsql as $$ begin raise exception 'gone' using errcode = 'XX000'; end $$`,
    );
    await kit.database.sql(
      'create trigger refuse before update on tenders.quarantined_release for each row execute function tenders.refuse()',
    );
    try {
      await expect(replay()).rejects.toThrow('gone');
    } finally {
      await kit.database.sql('drop trigger refuse on tenders.quarantined_release');
      await kit.database.sql('drop function tenders.refuse');
    }

    expect(await ocids()).toEqual([]);
    expect((await rows()).map(({ isReplayed }) => isReplayed)).toEqual([false, false]);
    expect((await replay()).counts.resolved).toBe(2);
  });

  test('sets a release that the database refuses aside with that reason, in its own row', async () => {
    await setAside(notice(1));
    await setAside(notice(2, { value: { amount: 5, currency: 'ZAR' } }));
    await kit.database.sql(`alter table tenders.tender add constraint no_five check (value_amount <> 5)`);
    try {
      const { counts } = await replay();
      expect([counts.resolved, Object.fromEntries(counts.open)]).toEqual([1, { REFUSED_BY_DATABASE: 1 }]);
    } finally {
      await kit.database.sql('alter table tenders.tender drop constraint no_five');
    }
    expect((await rows()).map(({ reason, isResolved }) => [reason, isResolved])).toEqual([
      ['MALFORMED_DATE', true],
      ['REFUSED_BY_DATABASE', false],
    ]);
    expect((await replay()).counts.resolved).toBe(1);
  });

  test('resolves what has been imported meanwhile from elsewhere', async () => {
    await setAside(notice(1));
    await kit.import(kit.file('same.json', { releases: [notice(1)] }));

    const { counts } = await replay();

    expect([counts.resolved, counts.imported.releasesUnchanged]).toEqual([1, 1]);
  });

  test('says nothing about the health of the source, and has only what is still open counted', async () => {
    await kit.import(kit.file('mixed.json', { releases: [notice(1), { ocid: 'ocds-9t57fa-2', id: 'x' }] }));
    await setAside(notice(3), { source: 'za-etenders' });
    await kit.database.sql(
      `update tenders.source set consecutive_errors = 2, last_run_at = '2026-01-01' where name = 'za-etenders'`,
    );
    await refreshCoverage(kit.pool, new Date('2026-01-02T00:00:00Z'));
    const source = async () =>
      (
        await kit.database.sql(
          `select consecutive_errors as errors, last_run_at as ran, coverage->'quarantined' as quarantined, coverage->'tenders' as tenders from tenders.source where name = 'za-etenders'`,
        )
      )[0];
    expect(await source()).toMatchObject({ errors: 2, quarantined: 2, tenders: 1 });

    await replay();
    await refreshCoverage(kit.pool, new Date('2026-01-03T00:00:00Z'));

    expect(await source()).toEqual({ errors: 2, ran: new Date('2026-01-01T00:00:00Z'), quarantined: 1, tenders: 2 });
  });

  test.each([
    [{ source: 'nowhere' }, 'There is no source nowhere.'],
    [{ reason: 'BORED' }, /^There is no reason BORED\. Reasons are MALFORMED_JSON, /u],
  ])('of %j, which does not exist, fails loudly', async (wanted, message) => {
    await expect(replay(wanted)).rejects.toThrow(message);
  });

  test('ends with a table of counts', async () => {
    await setAside(notice(1));
    await setAside({ ...notice(2), date: undefined });
    const lines: string[] = [];

    await runReplay({
      databaseUrl: kit.database.urlOf('svc_importer'),
      source: null,
      reason: null,
      log: (line) => lines.push(line),
      signal: new AbortController().signal,
    });

    const text = lines.join('\n');
    expect(text).toMatch(/^Replay complete\. 1 of 2 imported\n/u);
    expect(text).toMatch(/still set aside\s+│ 1\s+│ MISSING_DATE/u);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('hub-links-'))).toEqual([]);
  });
});

test('a release set aside twice for different reasons is one row with the newest, and a resolved one stays resolved', async () => {
  const raw = JSON.stringify({ ocid: 'ocds-9t57fa-1', id: 'x' });
  const path = kit.file('twice.json', `{"releases": [${raw}]}`);
  await kit.import(path);
  await kit.database.sql(`update tenders.quarantined_release set reason = 'TOO_DEEP'`);

  await importReleases({ target: path, pool: kit.pool, source: null, signal: new AbortController().signal });
  expect((await rows()).map(({ reason }) => reason)).toEqual(['MISSING_DATE']);

  await kit.database.sql(`update tenders.quarantined_release set resolved_at = now()`);
  const { counts } = await kit.import(path);
  expect([counts.quarantinedNew, (await rows()).map(({ isResolved }) => isResolved)]).toEqual([0, [true]]);
});
