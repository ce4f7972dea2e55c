// cspell:ignore fkey
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testDatabase, type TestDatabase } from '../kit/database.js';

const lint = readFileSync(new URL('./table-lint.sql', import.meta.url), 'utf8');

// Findings that are meant to be there, each with its reason.
const accepted = [
  // Sources and releases are never deleted, so nobody looks for what names one; an index would cost every import.
  'T02 foreign key without an index: tenders.release.release_source_id_fkey',
  'T02 foreign key without an index: tenders.tender.tender_source_id_fkey',
  'T02 foreign key without an index: tenders.tender_version.tender_version_release_id_fkey',
  // Only the sealer writes here, and only what the checks of events.inbox have let through.
  'T03 text, list or object without a bound: events.event.body',
  'T03 text, list or object without a bound: events.event.context',
  'T03 text, list or object without a bound: events.event.persons',
  'T03 text, list or object without a bound: events.event.subject_id',
  'T03 text, list or object without a bound: events.event.type',
  'T03 text, list or object without a bound: events.event.written_by',
];

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

async function findings(): Promise<string[]> {
  const rows = await database.sql<{ rule: string; object: string }>(lint);
  return rows.map(({ rule, object }) => `${rule}: ${object}`);
}

test('no table has a finding beyond those accepted with a reason', async () => {
  expect(await findings()).toEqual(accepted);
});

test('a table that is made badly is found wanting', async () => {
  await database.sql(`
    create table workspace.bad_note (
      id uuid primary key, entry_id uuid references identity.account (id), title text, tags text[], more jsonb,
      amount numeric check (amount >= 0), low numeric check (low < 'Infinity'),
      body text
    );
    alter table workspace.bad_note add constraint later check (length(body) < 10) not valid;
    create table workspace.good_note (
      id uuid primary key, entry_id uuid references identity.account (id), title text check (length(title) <= 10),
      status text check (status in ('A', 'B')), code text check (code ~ '^[a-z]{3}$'), tags text[] check (cardinality(tags) <= 3),
      more jsonb check (pg_column_size(more) <= 100), amount numeric check (amount >= 0 and amount < 'Infinity'),
      score numeric check (score between 0 and 10)
    );
    create index on workspace.good_note (entry_id) where entry_id is not null;
    comment on table workspace.good_note is 'Notes.'`);

  expect((await findings()).filter((finding) => !accepted.includes(finding))).toEqual([
    'T01 table without a comment: workspace.bad_note',
    'T02 foreign key without an index: workspace.bad_note.bad_note_entry_id_fkey',
    'T03 text, list or object without a bound: workspace.bad_note.body',
    'T03 text, list or object without a bound: workspace.bad_note.more',
    'T03 text, list or object without a bound: workspace.bad_note.tags',
    'T03 text, list or object without a bound: workspace.bad_note.title',
    'T04 number that may be NaN or infinite: workspace.bad_note.amount',
    'T04 number that may be NaN or infinite: workspace.bad_note.low',
  ]);
});

test.each(['NaN', 'Infinity', '-Infinity'])('an amount of %s is refused', async (amount) => {
  await database.sql(`insert into tenders.source (name, title) values ('s', 's') on conflict do nothing`);

  const written = database.sql(
    `insert into tenders.tender (ocid, source_id, title, lifecycle, value_amount)
     select 'x', id, 't', 'LIVE', $1::numeric from tenders.source where name = 's'`,
    [amount],
  );

  await expect(written).rejects.toMatchObject({ code: '23514' });
});
