import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { TestTeam, TestUser } from '../kit/people.js';
import { savedSearchesKit, type SavedSearchesKit } from '../tenders/saved-searches-kit.js';

let kit: SavedSearchesKit;
let acme: TestTeam;
let clerk: TestUser;
beforeAll(async () => {
  kit = await savedSearchesKit(() => new Date('2096-03-01T10:00:00Z'));
  acme = await kit.team();
  clerk = await acme.user();
});
afterAll(() => kit.close());

const move = (timeZone: string, team = acme) =>
  kit.database.sql('update identity.team set time_zone = $2 where id = $1', [team.id, timeZone]);

test.each(['Mars/Phobos', 'Foo/Bar3', 'FOO3', 'Africa/Johannesburg ', '', '<X>3', 'Etc/GMT+99'])(
  'a team cannot be in the time zone "%s"',
  async (timeZone) => {
    await expect(move(timeZone)).rejects.toThrow('violates check constraint "team_time_zone_known"');
  },
);

test('a team can be in every time zone that programs know', async () => {
  const refused = await kit.database.sql(
    'select name from unnest($1::text[]) as zone (name) where not app.is_time_zone(name)',
    [[...Intl.supportedValuesOf('timeZone'), 'UTC', 'Etc/GMT+12', 'America/Port-au-Prince', 'EST5EDT']],
  );

  expect(refused).toEqual([]);
});

test('a team that cannot be judged stops nobody else from being alerted', async () => {
  const lost = await kit.team();
  await kit.save(await lost.user(), { name: 'Lost', search: 'bridge', notification: 'DAILY' });
  await kit.save(clerk, { name: 'Ours', search: 'bridge', notification: 'DAILY' });
  await kit.database.sql('alter table identity.team drop constraint if exists team_time_zone_known');
  await move('Mars/Phobos', lost);

  const [queued] = await kit.database.sql(`select tenders.queue_alerts('2096-03-02T10:00:00Z') as teams`);
  const jobs = await kit.database.sql(
    `select key from graphile_worker.jobs where task_identifier = 'tenders:match-saved-searches'`,
  );

  expect(queued).toEqual({ teams: 1 });
  expect(jobs).toEqual([{ key: `${acme.id}:tenders:match-saved-searches:all` }]);
});
