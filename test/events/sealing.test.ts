import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { append, newTeam, openStream, type TestStream } from './events-kit.js';

let stream: TestStream;
beforeEach(async () => {
  stream = await openStream();
});
afterEach(() => stream.close());

test('committed events get positions one by one, and each team its own sequence', async () => {
  const [acme, zenith] = [newTeam(), newTeam()];
  await stream.note(acme, 'a', 'b');
  await stream.note(zenith, 'c');
  await stream.seal();
  await stream.note(acme, 'd');

  await stream.seal();

  expect(await stream.sealed()).toEqual([
    { position: 1, sequence: 1, note: 'a' },
    { position: 2, sequence: 2, note: 'b' },
    { position: 3, sequence: 1, note: 'c' },
    { position: 4, sequence: 3, note: 'd' },
  ]);
  expect(await stream.database.sql('select * from events.inbox')).toEqual([]);
});

test('a slow writer holds nobody up, and its event gets its place when it commits', async () => {
  const team = newTeam();
  const slow = await stream.connect('svc_workspace');
  await stream.begin(slow, team);
  await append(slow, 'slow');
  await stream.note(team, 'quick');

  const meanwhile = await stream.seal();
  await slow.query('commit');
  await stream.seal();

  expect(meanwhile).toBe(1);
  expect((await stream.sealed()).map(({ note }) => note)).toEqual(['quick', 'slow']);
  expect(await stream.problems(team)).toEqual([]);
});

test('what a slow writer left behind is found by a look from the start, not by one from a hint', async () => {
  const team = newTeam();
  const slow = await stream.connect('svc_workspace');
  await stream.begin(slow, team);
  await append(slow, 'slow');
  await stream.note(team, 'quick');
  await stream.seal();
  await slow.query('commit');

  const fromHint = await stream.seal(2_000, 2);
  const fromStart = await stream.seal();

  expect([fromHint, fromStart]).toEqual([0, 1]);
});

test('a write that is rolled back, refused or killed leaves no event', async () => {
  const team = newTeam();
  const killed = await stream.connect('svc_workspace');
  await stream.begin(stream.writer, team);
  await append(stream.writer, 'rolled back');
  await stream.writer.query('rollback');
  await stream.begin(killed, team);
  await append(killed, 'killed');
  const { rows } = await killed.query<{ pid: number }>('select pg_backend_pid() as pid');
  await stream.database.sql('select pg_terminate_backend($1, 10000)', [rows[0]?.pid]);

  const sealed = await stream.seal();

  expect(sealed).toBe(0);
  expect(await stream.database.sql('select * from events.inbox')).toEqual([]);
});

test('sealers at the same time give no position twice and leave none out', async () => {
  const teams = [newTeam(), newTeam(), newTeam()];
  const sealers = await Promise.all(teams.map(() => stream.connect('svc_worker')));
  const writers = await Promise.all(teams.map(() => stream.connect('svc_workspace')));
  const isWriting = { count: writers.length };

  await Promise.all([
    ...writers.map(async (writer, index) => {
      for (let number = 0; number < 40; number += 1) {
        await stream.begin(writer, teams[index] ?? '');
        await append(writer, `${number}`);
        await writer.query('commit');
      }
      isWriting.count -= 1;
    }),
    ...sealers.map(async (sealer) => {
      while (isWriting.count > 0) await sealer.query('select events.seal(7)');
    }),
  ]);
  await stream.seal();

  const sealed = await stream.sealed();
  expect(sealed.map(({ position }) => position)).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
  expect(await Promise.all(teams.map((team) => stream.problems(team)))).toEqual([[], [], []]);
});

test('a sealer that is killed in its transaction loses nothing', async () => {
  const team = newTeam();
  await stream.note(team, 'a', 'b');
  const killed = await stream.connect('svc_worker');
  await killed.query('begin');
  await killed.query('select events.seal(2000)');
  const { rows } = await killed.query<{ pid: number }>('select pg_backend_pid() as pid');
  const whileItHolds = await stream.seal();

  await stream.database.sql('select pg_terminate_backend($1, 10000)', [rows[0]?.pid]);
  const afterwards = await stream.seal();

  expect([whileItHolds, afterwards]).toEqual([0, 2]);
  expect((await stream.sealed()).map(({ position }) => position)).toEqual([1, 2]);
});

test('listeners are told the newest position once a batch, and of an empty one never', async () => {
  const listener = await stream.connect('svc_worker');
  const heard: (string | undefined)[] = [];
  listener.on('notification', ({ payload }) => heard.push(payload));
  await listener.query('listen events');
  await stream.note(newTeam(), 'a', 'b', 'c');

  await stream.seal();
  await stream.seal();
  await listener.query('select 1');

  expect(heard).toEqual(['3']);
});
