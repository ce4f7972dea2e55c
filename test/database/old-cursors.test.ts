import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { migrate } from '@hub/prisma/migrate';
import { emptyDatabase, testRolePasswords, type EmptyDatabase } from '../kit/database.js';

// A database of the release before places: its feeds, searches and matches stand at transaction ids.

const migrations = fileURLToPath(new URL('../../prisma/migrations/', import.meta.url));
const before = mkdtempSync(join(tmpdir(), 'hub-old-cursors-test-'));
const [team, own] = [randomUUID(), randomUUID()];
let database: EmptyDatabase;
beforeAll(async () => {
  for (const name of readdirSync(migrations))
    if (name < '0037') copyFileSync(join(migrations, name), join(before, name));
  database = await emptyDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(before, { recursive: true, force: true });
});

/** A public tender, one of a team's own, and a search that has found the first; each row at its own transaction. */
async function fill(): Promise<void> {
  for (const sql of [
    `insert into identity.team (id, slug, name) values ('${team}', 'acme', 'Acme')`,
    `insert into tenders.source (name, title) values ('old', 'Old')`,
    `insert into tenders.tender (ocid, source_id, title, lifecycle) select 'ocds-1', id, 'Bridge', 'LIVE' from tenders.source where name = 'old'`,
    `insert into tenders.team_source (team_id, id, kind, name, url) values ('${team}', '${own}', 'json', 'Own', 'https://x.test')`,
    `insert into tenders.team_tender (team_id, id, team_source_id, external_id, title, lifecycle, raw, content_hash)
     values ('${team}', '${own}', '${own}', 'x', 'Own tender', 'LIVE', '{}', sha256('t'))`,
    `insert into tenders.saved_search (team_id, id, name, matched_at) values ('${team}', '${own}', 'Shared', now())`,
    `insert into tenders.saved_search_match (team_id, saved_search_id, number, changed_in, first_seen_at, matched_at, tender_id)
     select '${team}', '${own}', 1, changed_in, now(), now(), id from tenders.tender`,
  ])
    await database.client.query(sql);
}

async function numbers(sql: string): Promise<number[]> {
  const { rows } = await database.client.query<{ number: number }>(sql);
  return rows.map(({ number }) => number);
}

test('an upgrade keeps every cursor where it was, and what changes afterwards is behind all of them', async () => {
  const options = { url: database.url, rolePasswords: testRolePasswords, log: () => undefined };
  await migrate({ ...options, folder: before });
  await fill();
  const old = {
    tenders: await numbers('select changed_in::text::float8 as number from tenders.tender order by 1'),
    own: await numbers('select changed_in::text::float8 as number from tenders.team_tender order by 1'),
    searches: await numbers('select matched_in::text::float8 as number from tenders.saved_search order by 1'),
    matches: await numbers('select changed_in::text::float8 as number from tenders.saved_search_match order by 1'),
  };

  await migrate(options);

  expect(old.tenders.length * old.own.length * old.searches.length * old.matches.length).toBeGreaterThan(0);
  expect({
    tenders: await numbers(
      'select place::float8 as number from tenders.change join tenders.tender on number = changed_in order by 1',
    ),
    own: await numbers(
      `select c.place::float8 as number from tenders.team_change c join tenders.team_tender t
       on t.team_id = c.team_id and t.changed_in = c.number order by 1`,
    ),
    searches: await numbers('select matched_in::float8 as number from tenders.saved_search order by 1'),
    matches: await numbers('select place::float8 as number from tenders.saved_search_match order by 1'),
  }).toEqual(old);
  await database.client.query(`update tenders.tender set title = 'Later', changed_in = default`);
  const [next] = await numbers('select tenders.next_place()::float8 as number');
  const [number] = await numbers('select changed_in::float8 as number from tenders.tender');
  const latest = Math.max(...old.tenders, ...old.own, ...old.searches, ...old.matches);
  expect([(next ?? 0) > latest, (number ?? 0) > latest]).toEqual([true, true]);
});
