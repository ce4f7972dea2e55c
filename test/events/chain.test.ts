import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { append, newTeam, openStream, type TestStream } from './events-kit.js';

let stream: TestStream;
const [team, other, person] = [newTeam(), newTeam(), randomUUID()];
beforeEach(async () => {
  stream = await openStream();
  await stream.note(team, 'a', 'b');
  await stream.note(other, 'x');
  await stream.seal();
  await stream.note(team, 'c');
  await stream.begin(stream.writer, team);
  await append(stream.writer, 'd', [person]);
  await stream.writer.query('commit');
  await stream.seal();
});
afterEach(() => stream.close());

test('the chains of teams are whole, over batches', async () => {
  expect(await stream.problems(team)).toEqual([]);
  expect(await stream.problems(other)).toEqual([]);
});

describe('tampering is found', () => {
  const where = (sequence: number): string => `where team_id = '${team}' and sequence = ${sequence}`;

  test.each([
    ['another body', `update events.event set body = '{"note":"B"}' ${where(2)}`, ['2 BODY']],
    ['another context', `update events.event set context = '{"by":"nobody"}' ${where(2)}`, ['2 BODY']],
    ['half an erasure', `update events.event set body = null ${where(2)}`, ['2 BODY']],
    ['another type', `update events.event set type = 'workspace.other' ${where(2)}`, ['2 LINK']],
    ['another person', `update events.event set actor_id = gen_random_uuid() ${where(2)}`, ['2 LINK']],
    ['another time', `update events.event set written_at = written_at - interval '1 us' ${where(2)}`, ['2 LINK']],
    ['a row gone', `delete from events.event ${where(2)}`, ['3 GAP', '3 LINK']],
    ['the first row gone', `delete from events.event ${where(1)}`, ['2 GAP', '2 LINK']],
    [
      'two rows exchanged',
      `update events.event set sequence = 5 - sequence where team_id = '${team}' and sequence in (2, 3)`,
      ['2 LINK', '3 LINK', '4 LINK'],
    ],
    [
      'a row of another team taken over',
      `update events.event set team_id = '${team}', sequence = 5 where team_id = '${other}'`,
      ['5 LINK'],
    ],
  ])('%s', async (_what, statement, found) => {
    await stream.database.sql(statement);

    expect(await stream.problems(team)).toEqual(found);
  });
});

test('an erasure of a person empties their events, and the chain still verifies', async () => {
  const { rows } = await stream.worker.query<{ erased: number }>('select events.erase_person($1)::int as erased', [
    person,
  ]);

  expect(rows).toEqual([{ erased: 1 }]);
  expect((await stream.sealed()).map(({ note }) => note)).toEqual(['a', 'b', 'x', 'c', null]);
  expect(await stream.problems(team)).toEqual([]);
});

test('an erasure reaches what has no place yet, and leaves other teams alone', async () => {
  await stream.note(team, 'e');

  const { rows } = await stream.worker.query<{ erased: number }>('select events.erase_team($1)::int as erased', [team]);
  await stream.seal();

  expect(rows).toEqual([{ erased: 5 }]);
  expect((await stream.sealed()).map(({ note }) => note)).toEqual([null, null, 'x', null, null, null]);
  expect(await stream.problems(team)).toEqual([]);
});

test.each([
  ['a team', 'events.erase_team', team, 4],
  ['a person', 'events.erase_person', person, 1],
])('an erasure of %s reaches what is sealed at the same moment', async (_who, erase, id, kept) => {
  await stream.begin(stream.writer, team);
  await append(stream.writer, 'e', [person]);
  await stream.writer.query('commit');
  const eraser = await stream.connect('svc_worker');
  await stream.worker.query('begin');
  await stream.seal();

  const erased = eraser.query<{ erased: number }>(`select ${erase}($1)::int as erased`, [id]);
  await stream.waitsForLock();
  await stream.worker.query('commit');

  expect((await erased).rows).toEqual([{ erased: kept + 1 }]);
  expect((await stream.sealed()).at(-1)).toMatchObject({ note: null });
});

test('a chain goes on behind the anchor when its partition was dropped', async () => {
  await stream.database.sql(
    `insert into events.anchor select distinct on (team_id) team_id, sequence, hash from events.event order by team_id, sequence desc`,
  );
  await stream.database.sql('delete from events.event');
  await stream.note(team, 'later');

  await stream.seal();

  expect(await stream.sealed()).toEqual([{ position: 6, sequence: 5, note: 'later' }]);
  expect(await stream.problems(team)).toEqual([]);
});
