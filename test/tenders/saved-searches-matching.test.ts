import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { TestUser } from '../kit/people.js';
import { addTender } from '../kit/tender-rows.js';
import { savedSearchesKit, type SavedSearchesKit } from './saved-searches-kit.js';

let now = new Date();
let kit: SavedSearchesKit;
let clerk: TestUser;
let round = 0;
let word = '';
beforeAll(async () => {
  kit = await savedSearchesKit(() => now);
});
afterAll(() => kit.close());
beforeEach(async () => {
  round += 1;
  word = `quagga${round}x`;
  now = new Date(Date.UTC(2096, 2, round, 10));
  await kit.database.sql('delete from tenders.saved_search');
  clerk = await (await kit.team()).user();
});

/** Tenders in one transaction, as an import of much would leave them; of every hundred one is a hit. */
async function addMany(tenders: number): Promise<void> {
  await kit.database.sql(
    `with made as (
       insert into tenders.tender (ocid, source_id, title, lifecycle)
       select $1 || '-' || n, (select id from tenders.source limit 1), case n % 100 when 0 then $1 else 'Roads' end || ' ' || n, 'LIVE'
       from generate_series(1, $2::int) n returning id, title
     ), text as (insert into tenders.tender_words (tender_id, words) select id, to_tsvector('tenders.words', title) from made)
     insert into tenders.tender_search (tender_id, lifecycle) select id, 'LIVE' from made`,
    [word, tenders],
  );
  await kit.feed();
}

const state = async (id: string) => {
  const [row] = await kit.database.sql<{ matches: number; numbers: number; tenders: number }>(
    `select count(*)::int as matches, count(distinct number)::int as numbers, count(distinct tender_id)::int as tenders
     from tenders.saved_search_match where saved_search_id = $1`,
    [Buffer.from(id, 'base64url').toString('utf8').split(':')[1]],
  );
  return row;
};
const run = async (id: string) =>
  (
    await kit.say(
      'mutation ($id: ID!) { runSavedSearch(input: { id: $id }) { ... on RunSavedSearchSuccess { isUpToDate savedSearch { newCount } } } }',
      clerk,
      { id },
    )
  ).data.runSavedSearch;

describe('matching', () => {
  test('that is cut off goes on where it was, and finds everything once', async () => {
    const id = await kit.save(clerk, { name: 'Quaggas', search: word, notification: 'IMMEDIATE' });
    await addMany(7_000);
    await kit.database.sql(`
      create function pg_temp_stop() returns trigger language plpgsql as $$
      begin
        if new.number > 50 then raise exception 'The process ended here.'; end if;
        return new;
      end $$;
      create trigger stop before insert on tenders.saved_search_match for each row execute function pg_temp_stop();`);
    expect(await kit.minute()).toEqual(['tenders:queue-alerts']);
    expect(await state(id)).toEqual({ matches: 40, numbers: 40, tenders: 40 });
    expect(await kit.alerts(clerk)).toEqual([]);
    await kit.database.sql('drop trigger stop on tenders.saved_search_match; drop function pg_temp_stop');
    await kit.minute();
    expect(await state(id)).toEqual({ matches: 70, numbers: 70, tenders: 70 });
    expect(await kit.alerts(clerk)).toHaveLength(20);
  });

  test('by many at once finds everything once', async () => {
    const id = await kit.save(clerk, { name: 'Quaggas', search: word, notification: 'IMMEDIATE' });
    await addMany(5_000);
    await Promise.all([kit.minute(), ...Array.from({ length: 6 }, () => run(id))]);
    expect(await state(id)).toEqual({ matches: 50, numbers: 50, tenders: 50 });
    expect(await run(id)).toEqual({ isUpToDate: true, savedSearch: { newCount: 50 } });
  });

  test('of more than a person can wait for is left to a job', async () => {
    const id = await kit.save(clerk, { name: 'Quaggas', search: word });
    await addMany(12_000);
    expect(await run(id)).toEqual({ isUpToDate: false, savedSearch: { newCount: 100 } });
    await kit.runJobs();
    expect(await run(id)).toEqual({ isUpToDate: true, savedSearch: { newCount: 120 } });
  });

  test('looks at nothing that did not change, however much that is', async () => {
    await addMany(20_000);
    const id = await kit.save(clerk, { name: 'Quaggas', search: word, notification: 'IMMEDIATE' });
    await addTender(kit.database, { title: `${word} new` });
    await kit.feed();
    const looked = await kit.database.sql<{ scanned: number }>(
      `select count(*)::int as scanned
       from tenders.tender t join tenders.change c on c.number = t.changed_in, tenders.saved_search s
       where (c.place, t.id) > (s.matched_in, s.matched_tender)`,
    );
    expect(looked).toEqual([{ scanned: 1 }]);
    await kit.minute();
    expect(await kit.newTitles(clerk, id)).toEqual([`${word} new`]);
  });

  test('waits for no transaction that stays open, and skips none of its tenders', async () => {
    const id = await kit.save(clerk, { name: 'Quaggas', search: word, notification: 'IMMEDIATE' });
    const slowId = randomUUID();
    const slow = new pg.Client({ connectionString: kit.database.url });
    await slow.connect();
    await slow.query('begin');
    await slow.query(
      `insert into tenders.tender (id, ocid, source_id, title, lifecycle)
       select $2::uuid, $1 || '-slow', id, $1 || ' slow', 'LIVE' from tenders.source limit 1`,
      [word, slowId],
    );
    await slow.query(
      `with text as (insert into tenders.tender_words (tender_id, words) values ($2, to_tsvector('tenders.words', $1)))
       insert into tenders.tender_search (tender_id, lifecycle) values ($2, 'LIVE')`,
      [word, slowId],
    );
    await addTender(kit.database, { title: `${word} quick` });
    await kit.minute();
    expect(await kit.newTitles(clerk, id)).toEqual([`${word} quick`]);
    await slow.query('commit');
    await slow.end();
    await kit.minute();
    expect((await kit.newTitles(clerk, id)).toSorted()).toEqual([`${word} quick`, `${word} slow`]);
  });

  test('finds what the clock opens, once', async () => {
    const id = await kit.save(clerk, {
      name: 'Open',
      search: word,
      filter: { statuses: ['OPEN'] },
      notification: 'DAILY',
    });
    const opensAt = new Date(now.getTime() + 3_600_000).toISOString();
    await addTender(kit.database, { title: `${word} soon`, opensAt, publishedAt: now.toISOString() });
    await kit.feed();
    expect(await run(id)).toEqual({ isUpToDate: true, savedSearch: { newCount: 0 } });
    for (const days of [1, 2]) {
      now = new Date(Date.UTC(2096, 2, round + days, 10));
      await kit.minute();
      expect(await kit.newTitles(clerk, id)).toEqual([`${word} soon`]);
    }
  });

  test('keeps the last ten thousand matches of a search', async () => {
    const id = await kit.save(clerk, { name: 'Roads', search: `${word} OR roads`, notification: 'IMMEDIATE' });
    await addMany(12_500);
    await kit.minute();
    expect(await state(id)).toEqual({ matches: 10_000, numbers: 10_000, tenders: 10_000 });
  });
});

describe("the team's own tenders", () => {
  const addOwn = async (title: string, as: TestUser = clerk): Promise<void> => {
    const sourceId = randomUUID();
    await kit.database.sql(
      `insert into tenders.team_source (team_id, id, kind, name, url) values ($1, $2, 'json', $3, 'https://example.org/list')`,
      [as.actor.teamId, sourceId, sourceId],
    );
    await kit.database.sql(
      `insert into tenders.team_tender (team_id, team_source_id, kind, external_id, title, lifecycle, raw, content_hash)
       values ($1, $2, 'MARKETPLACE_JOB', 'A-1', $3, 'LIVE', '{}', sha256('x'))`,
      [as.actor.teamId, sourceId, title],
    );
  };
  test('are found beside public ones, each once, by no other team, and by whose they are asked for', async () => {
    const stranger = await (await kit.team()).user();
    const input = { name: 'All', search: word, notification: 'IMMEDIATE' };
    const all = await kit.save(clerk, input);
    const own = await kit.save(clerk, { ...input, name: 'Own', filter: { origin: 'OWN' } });
    const open = await kit.save(clerk, { ...input, name: 'Public', filter: { origin: 'PUBLIC' } });
    const theirs = await kit.save(stranger, input);
    await addOwn(`${word} job`);
    await addTender(kit.database, { title: `${word} tender` });
    await kit.feed();
    await kit.minute();
    const found = async (as: TestUser, id: string) => (await kit.newTitles(as, id)).toSorted();
    expect(await found(clerk, all)).toEqual([`${word} job`, `${word} tender`]);
    expect(await found(clerk, own)).toEqual([`${word} job`]);
    expect(await found(clerk, open)).toEqual([`${word} tender`]);
    expect(await found(stranger, theirs)).toEqual([`${word} tender`]);
    expect(await kit.minute()).toEqual(['tenders:queue-alerts']);
  });

  test('are found when they change until they match, and go with their source', async () => {
    await addOwn('Something else');
    const id = await kit.save(clerk, {
      name: 'Own',
      search: word,
      notification: 'IMMEDIATE',
      filter: { origin: 'OWN' },
    });
    const change = (title: string) =>
      kit.database.sql('update tenders.team_tender set title = $2, version = version + 1 where team_id = $1', [
        clerk.actor.teamId,
        title,
      ]);
    for (const title of [`${word} job`, `${word} larger job`]) {
      await change(title);
      await kit.minute();
    }
    expect(await kit.alerts(clerk)).toEqual([`${word} larger job`]);
    await kit.database.sql('update tenders.team_tender set last_seen_at = now() where team_id = $1', [
      clerk.actor.teamId,
    ]);
    expect(await kit.minute()).toEqual(['tenders:queue-alerts']);
    await kit.database.sql('delete from tenders.team_source where team_id = $1', [clerk.actor.teamId]);
    expect(await kit.newTitles(clerk, id)).toEqual([]);
  });
});

test('a search that is none any more holds up no other, and finds again what comes after it is mended', async () => {
  const broken = await kit.save(clerk, { name: 'Broken', search: word, notification: 'IMMEDIATE' });
  const sound = await kit.save(clerk, { name: 'Sound', search: word, notification: 'IMMEDIATE' });
  await kit.database.sql(`update tenders.saved_search set filter = '{"colour": "red"}' where name = 'Broken'`);
  await addMany(100);
  await kit.minute();
  expect(await kit.minute()).toEqual(['tenders:queue-alerts']);
  expect([(await kit.newTitles(clerk, broken)).length, (await kit.newTitles(clerk, sound)).length]).toEqual([0, 1]);
  await kit.say(
    'mutation ($input: UpdateSavedSearchInput!) { updateSavedSearch(input: $input) { __typename } }',
    clerk,
    {
      input: { id: broken, expectedVersion: 1, filter: null },
    },
  );
  await addTender(kit.database, { title: `${word} later` });
  await kit.feed();
  await kit.minute();
  expect(await kit.newTitles(clerk, broken)).toEqual([`${word} later`]);
});

test('with another text a search forgets what the old one found', async () => {
  const id = await kit.save(clerk, { name: 'Quaggas', search: word, notification: 'IMMEDIATE' });
  await addTender(kit.database, { title: `${word} old` });
  await kit.feed();
  await kit.minute();
  expect(await kit.newTitles(clerk, id)).toEqual([`${word} old`]);
  const update = (expectedVersion: number, change: Record<string, unknown>) =>
    kit.say('mutation ($input: UpdateSavedSearchInput!) { updateSavedSearch(input: $input) { __typename } }', clerk, {
      input: { id, expectedVersion, ...change },
    });
  await update(1, { name: 'Other name', search: word, filter: {} });
  expect(await kit.newTitles(clerk, id)).toEqual([`${word} old`]);
  await update(2, { search: `${word} bridge` });
  expect(await kit.newTitles(clerk, id)).toEqual([]);
  expect(await kit.alerts(clerk)).toEqual([]);
});

test('the work of every team is queued in its own name, and of no team without a reason', async () => {
  const other = await (await kit.team()).user();
  await kit.save(other, { name: 'Nothing', search: `${word} nothing`, notification: 'IMMEDIATE' });
  await kit.save(clerk, { name: 'Daily', search: word, notification: 'DAILY' });
  await addTender(kit.database, { title: word });
  await kit.feed();
  await kit.database.sql('select tenders.queue_alerts($1)', [now]);
  const jobs = await kit.database.sql<{ team: string }>(
    `select payload->>'teamId' as team from graphile_worker._private_jobs`,
  );
  expect(jobs).toEqual([{ team: other.actor.teamId }]);
  expect(await kit.database.sql(`select current_setting('app.team_id', true) as team`)).not.toEqual([
    { team: other.actor.teamId },
  ]);
  await kit.runJobs();
});
