// cspell:ignore indisvalid
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { migrate, migrationLock, type MigrateOptions } from '@hub/prisma/migrate';
import pg from 'pg';
import { actingAs, emptyDatabase, testRolePasswords, type EmptyDatabase } from '../kit/database.js';
import { until } from '../kit/until.js';

// A database of each test's own, and migrations of its own.

let database: EmptyDatabase;
let url: string;
let folder: string;
let admin: pg.Client;

beforeEach(async () => {
  database = await emptyDatabase();
  ({ url, client: admin } = database);
  folder = mkdtempSync(join(tmpdir(), 'hub-migrations-'));
  write('0001_teams.sql', 'create table identity.note (team_id uuid, body text);');
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

function write(file: string, up: string, down = 'select 1;'): void {
  writeFileSync(join(folder, file), `-- Up Migration\n\n${up}\n\n-- Down Migration\n\n${down}\n`);
}

function run(options: Partial<MigrateOptions> = {}): Promise<string[]> {
  return migrate({ url, rolePasswords: testRolePasswords, folder, log: () => undefined, ...options });
}

async function sql<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
  return (await admin.query<Row>(text)).rows;
}

describe('runners that start at once', () => {
  test('wait for each other: one does all of it, three find nothing to do', async () => {
    await admin.query('select pg_advisory_lock($1)', [migrationLock]);
    const runs = Promise.all([run(), run(), run(), run()]);
    await until(async () => {
      const rows = await sql(`
        select 1 from pg_locks l join pg_database d on d.oid = l.database
        where d.datname = current_database() and l.locktype = 'advisory' and not l.granted`);
      return rows.length === 4;
    });

    await admin.query('select pg_advisory_unlock($1)', [migrationLock]);

    expect((await runs).toSorted((a, b) => a.length - b.length)).toEqual([[], [], [], ['0001_teams']]);
  });
});

describe('a file that has changed since it ran', () => {
  test('is refused by name, and nothing new is applied', async () => {
    await run();
    write('0001_teams.sql', 'create table identity.note (team_id uuid, body text, title text);');
    write('0002_more.sql', 'create table identity.more (id uuid);');

    await expect(run()).rejects.toThrow(
      'Changed after this database ran them: 0001_teams. Put the files back as they were, and make the change in a new migration.',
    );

    expect(await sql(`select to_regclass('identity.more') as more`)).toEqual([{ more: null }]);
  });

  test('may differ in its comments and in its undo', async () => {
    await run();
    write(
      '0001_teams.sql',
      '-- Why.\ncreate table identity.note (team_id uuid, body text);',
      'drop table identity.note;',
    );

    expect(await run()).toEqual([]);
  });

  test('is not looked for in a database that has run more than this release knows', async () => {
    write('0002_more.sql', 'create table identity.more (id uuid);');
    await run();
    rmSync(join(folder, '0002_more.sql'));

    expect(await run()).toEqual([]);
  });
});

describe('a table that is in use', () => {
  beforeEach(async () => {
    await run();
    write('0002_column.sql', 'alter table identity.note add column title text;');
    await admin.query('begin; lock table identity.note in access share mode');
  });

  test('is waited for in short tries, and the migration runs when it is free', async () => {
    const lines: string[] = [];
    const log = (line: string): void => {
      lines.push(line);
      if (lines.length === 2) void admin.query('commit');
    };

    const ran = await run({ log, patience: { lockTimeoutMs: 50, pauseMs: 50, triesMax: 1_000 } });

    expect(ran).toEqual(['0002_column']);
    expect(lines.slice(0, 2)).toEqual([
      'a table is in use: trying again (1 of 1000)',
      'a table is in use: trying again (2 of 1000)',
    ]);
    expect(lines.at(-1)).toBe('migrated 0002_column');
  });

  test('is given up after the last try, with nothing changed', async () => {
    await expect(run({ patience: { lockTimeoutMs: 50, pauseMs: 1, triesMax: 2 } })).rejects.toMatchObject({
      code: '55P03',
    });

    expect(await sql('select name from app.migration')).toEqual([{ name: '0001_teams' }]);
    await admin.query('commit');
  });
});

describe('a file outside a transaction', () => {
  test('builds an index beside its readers, statement by statement', async () => {
    write(
      '0002_index.sql',
      `-- Outside a transaction
drop index concurrently if exists identity.note_team;
create index concurrently note_team on identity.note (team_id);
do $$
begin
  perform 1;
end
$$;`,
    );

    expect(await run()).toEqual(['0001_teams', '0002_index']);

    expect(
      await sql(`select indisvalid as valid from pg_index where indexrelid = 'identity.note_team'::regclass`),
    ).toEqual([{ valid: true }]);
  });

  test('that failed half-way runs again from its beginning', async () => {
    const index = `-- Outside a transaction
drop index concurrently if exists identity.note_team;
create unique index concurrently note_team on identity.note (body);`;
    write('0002_index.sql', index);
    write(
      '0001_teams.sql',
      `create table identity.note (team_id uuid, body text);
      insert into identity.note (body) values ('a'), ('a');`,
    );
    await expect(run()).rejects.toMatchObject({ code: '23505' });
    await sql('delete from identity.note');

    expect(await run()).toEqual(['0002_index']);
  });
});

describe('a contraction', () => {
  let service: pg.Client;
  beforeEach(async () => {
    await run();
    write('0002_more.sql', 'create table identity.more (id uuid);');
    write('0003_less.sql', '-- Contract\n\ndrop table identity.note;');
    write('0004_yet_more.sql', 'create table identity.yet_more (id uuid);');
    service = new pg.Client({ connectionString: actingAs(url, 'svc_tenders') });
    await service.connect();
  });
  afterEach(() => service.end().catch(() => undefined));

  test('does not run while a service is connected, and neither does what comes after it', async () => {
    await expect(run()).rejects.toThrow(
      'The next migrations take away what processes of an older release use, and these are connected: svc_tenders.',
    );

    expect(await sql(`select name from app.migration order by name`)).toEqual([
      { name: '0001_teams' },
      { name: '0002_more' },
    ]);
    await sql('select body from identity.note');
  });

  test('runs beside services when whoever operates the product says that none is older', async () => {
    expect(await run({ contractsBesideServices: true })).toEqual(['0002_more', '0003_less', '0004_yet_more']);
  });

  test('runs when none is connected any more', async () => {
    await service.end();
    await until(
      async () =>
        (await sql(`select 1 from pg_stat_activity where usename = 'svc_tenders' and datname = current_database()`))
          .length === 0,
    );

    expect(await run()).toEqual(['0002_more', '0003_less', '0004_yet_more']);
  });
});

describe('a backfill', () => {
  const note = `
    create table identity.note (team_id uuid not null, id integer primary key, body text, size integer);
    insert into identity.note select gen_random_uuid(), n, 'abc' from generate_series(1, 25) n;
    alter table identity.note enable row level security;
    alter table identity.note force row level security;
    create policy team_isolation on identity.note using (false);`;

  test('changes the rows of every team under forced row-level security, in batches that commit', async () => {
    write('0001_teams.sql', note);
    write(
      '0002_size.sql',
      `create table app.batch (n serial, rows integer);
      grant insert, select on app.batch to hub_migrator;
      grant usage on sequence app.batch_n_seq to hub_migrator;`,
    );
    write(
      '0003_backfill.sql',
      `-- Backfill
do $$
declare
  v_rows integer;
begin
  loop
    update identity.note set size = length(body)
    where id = any (array(select id from identity.note where size is null order by id limit 10));
    get diagnostics v_rows = row_count;
    exit when v_rows = 0;
    insert into app.batch (rows) values (v_rows);
    commit;
  end loop;
end
$$;`,
    );

    await run();

    expect(await sql('select count(*)::int as rows, min(size) as size from identity.note')).toEqual([
      { rows: 25, size: 3 },
    ]);
    expect(
      await sql('select rows, count(distinct xmin::text)::int as commits from app.batch group by rows order by rows'),
    ).toEqual([
      { rows: 5, commits: 1 },
      { rows: 10, commits: 2 },
    ]);
  });

  test('that is not marked as one sees no rows, as the owner of the tables does', async () => {
    write('0001_teams.sql', note);
    write('0002_size.sql', 'update identity.note set size = length(body);');

    await run();

    expect(await sql('select count(size)::int as filled from identity.note')).toEqual([{ filled: 0 }]);
  });
});
