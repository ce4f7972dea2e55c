import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { addTeam } from '../kit/team-rows.js';
import { importKit, notice, type ImportKit } from './import-kit.js';

let kit: ImportKit;
beforeAll(async () => {
  kit = await importKit();
});
afterAll(() => kit.close());

/** Jobs that wait, with the size of their lists. */
const waiting = () =>
  kit.database.sql<{ task: string; priority: number; ids: string[] }>(
    `select t.identifier as task, j.priority, array(select json_array_elements_text(j.payload -> 'tenderIds')) as ids
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id order by j.id`,
  );
const feed = (name: string, releases: unknown[]) => kit.import(kit.file(name, { version: '1.1', releases }));

test('an import queues one job for each batch, in the lane where nobody waits, for all that it wrote', async () => {
  const numbers = Array.from({ length: 1_200 }, (_, index) => index);

  await feed(
    'new.json',
    numbers.map((number) => notice(number)),
  );

  const jobs = await waiting();
  // Batches are written side by side.
  const bySize = jobs.toSorted((left, right) => right.ids.length - left.ids.length);
  expect(bySize.map(({ task, priority, ids }) => [task, priority, ids.length])).toEqual([
    ['insights:summarise-tenders', 20, 500],
    ['insights:summarise-tenders', 20, 500],
    ['insights:summarise-tenders', 20, 200],
  ]);
  const stored = await kit.database.sql<{ id: string }>('select id from tenders.tender');
  expect(new Set(jobs.flatMap(({ ids }) => ids))).toEqual(new Set(stored.map(({ id }) => id)));
});

test('an import of what is known queues nothing, and one of changes jobs for what changed and for the team that tracks it', async () => {
  await feed('known.json', [notice(1), notice(2)]);
  const team = { id: randomUUID(), slug: 'acme-rescored' };
  await addTeam((text, values) => kit.database.sql(text, values), team);
  await kit.database.sql(
    `insert into workspace.entry (team_id, tender_id) select $1, id from tenders.tender where ocid = 'ocds-9t57fa-2'`,
    [team.id],
  );
  const before = await waiting();
  await feed('known-again.json', [notice(1), notice(2)]);
  expect(await waiting()).toEqual(before);

  await feed('changed.json', [
    notice(2, { description: 'Something else' }, { id: 'second', date: '2026-03-09T00:00:00Z' }),
  ]);

  const [changed] = await kit.database.sql<{ id: string }>(
    `select id from tenders.tender where ocid = 'ocds-9t57fa-2'`,
  );
  expect((await waiting()).slice(before.length)).toEqual([
    { task: 'insights:summarise-tenders', priority: 20, ids: [changed?.id] },
    { task: 'insights:score-tenders', priority: 0, ids: [changed?.id] },
  ]);
});
