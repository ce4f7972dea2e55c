import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runRereadFacts } from '@hub/tenders/reread-facts';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestUser } from '../kit/people.js';
import { addOwnTenders } from './own-rows.js';

const chairs = 'Verskaffing van skoolbanke en stoele vir die skole van die provinsie';

let kit: TestHub;
let ours: TestUser;
let others: TestUser;
beforeAll(async () => {
  kit = await testHub({ now: () => new Date('2026-03-15T10:00:00Z') });
  const [us, them] = [await kit.team(), await kit.team()];
  [ours, others] = [await us.user(), await them.user()];
  // As code before the words wrote them: of version 0, without words.
  await addOwnTenders(kit.database, {
    teamId: us.id,
    rows: [
      { title: 'Verification of B-BBEE status', ocid: 'ocds-9t57fa-own1', province: 'KwaZulu-Natal' },
      { title: chairs, ocid: 'ocds-9t57fa-own2' },
    ],
  });
  await addOwnTenders(kit.database, { teamId: them.id, rows: [{ title: 'Support of I.T. systems' }] });
});
afterAll(() => kit.close());

async function titles(search: string, as: TestUser): Promise<string[]> {
  const query = 'query ($search: String!) { tenders(search: $search) { nodes { title } } }';
  const { data } = await kit.as(as, { 'cache-control': 'no-cache' }).send(query, { search });
  return data.tenders.nodes.map(({ title }: { title: string }) => title);
}

const rows = () =>
  kit.database.sql<{ version: number; words: string }>(
    'select version, kept_words as words from tenders.team_tender order by title',
  );

test('own tenders of before are found by new words once the worker has read them, and nobody is told of a change', async () => {
  expect(await titles('own1', ours)).toEqual([]);

  const lines: string[] = [];
  await runRereadFacts({
    databaseUrl: kit.database.urlOf('svc_importer'),
    log: (line) => lines.push(line),
    signal: new AbortController().signal,
  });
  const jobs = (await kit.runJobs()).filter((name) => name === 'tenders:reread-own-words');

  expect(lines).toContain("3 tenders of 2 teams' own are queued: the worker reads their words again.");
  expect(jobs).toHaveLength(2);
  expect(await titles('own1', ours)).toEqual(['Verification of B-BBEE status']);
  expect(await titles('own1', others)).toEqual([]);
  expect(await rows()).toEqual([
    { version: 1, words: expect.stringContaining('it') },
    { version: 1, words: expect.stringContaining('0ocds9t57faown1 own1 0kwazulunatal bbbee') },
    { version: 1, words: expect.stringContaining('0ocds9t57faown2 own2') },
  ]);
});

test('the job of the night finds nothing more to do', async () => {
  await kit.database.sql(`select graphile_worker.add_job('tenders:queue-own-words', '{}')`);

  expect((await kit.runJobs()).filter((name) => name.includes('own-words'))).toEqual(['tenders:queue-own-words']);
});
