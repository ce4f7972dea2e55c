import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { newTeam, openStream, type TestStream } from './events-kit.js';

let stream: TestStream;
beforeEach(async () => {
  stream = await openStream();
});
afterEach(() => stream.close());

const partitions = async (): Promise<string[]> => {
  const rows = await stream.database.sql<{ name: string }>(
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'events.event'::regclass order by 1`,
  );
  return rows.map(({ name }) => name);
};

test('one call makes the month of a moment and the next two, once', async () => {
  const tenders = await stream.connect('svc_tenders');
  const make = async (at: string): Promise<number> => {
    const { rows } = await tenders.query<{ made: number }>('select events.make_partitions($1) as made', [at]);
    return rows[0]?.made ?? 0;
  };
  const before = await partitions();

  const made = [
    await make('2031-12-31T23:59:59Z'),
    await make('2032-01-01T00:00:00Z'),
    await make('2032-01-31T12:00:00Z'),
  ];

  expect(made).toEqual([3, 1, 0]);
  expect((await partitions()).filter((name) => !before.includes(name))).toEqual([
    'events.event_203112',
    'events.event_203201',
    'events.event_203202',
    'events.event_203203',
  ]);
});

test('every partition has row-level security, the policies of the parent and no rights for services', async () => {
  const rows = await stream.database.sql<{ walls: unknown }>(
    `select jsonb_build_array(c.relrowsecurity, c.relforcerowsecurity,
       (select jsonb_agg(polname order by polname) from pg_policy where polrelid = c.oid),
       (select count(*) from pg_roles r where r.rolname like 'svc\\_%' and has_table_privilege(r.oid, c.oid, 'select'))) as walls
     from pg_inherits join pg_class c on c.oid = inhrelid where inhparent = 'events.event'::regclass`,
  );

  expect(rows).toEqual(Array.from({ length: 3 }, () => ({ walls: [true, true, ['keeper', 'team_isolation'], 0] })));
});

test('a team’s chain goes on over the end of a month', async () => {
  const team = newTeam();
  await stream.note(team, 'old');
  await stream.seal();
  // The clock of the sealer never goes back: with its last time in the next month, it seals there.
  await stream.database.sql(
    `update events.sealer set sealed_at = date_trunc('month', now()) + interval '1 month 1 day'`,
  );
  await stream.note(team, 'new');

  await stream.seal();

  expect(await stream.sealed()).toEqual([
    { position: 1, sequence: 1, note: 'old' },
    { position: 2, sequence: 2, note: 'new' },
  ]);
  expect(new Set(await stream.database.sql('select tableoid::regclass::text from events.event')).size).toBe(2);
  expect(await stream.problems(team)).toEqual([]);
});

test('without the partition of the month sealing fails, writes go on, and nothing is lost', async () => {
  const team = newTeam();
  await stream.database.sql(`update events.sealer set sealed_at = date_trunc('month', now()) + interval '6 months'`);
  await stream.note(team, 'a');

  await expect(stream.seal()).rejects.toMatchObject({ code: '23514' });
  await stream.note(team, 'b');
  await stream.database.sql(`select events.make_partitions(now() + interval '6 months')`);
  await stream.seal();

  expect((await stream.sealed()).map(({ note }) => note)).toEqual(['a', 'b']);
});
