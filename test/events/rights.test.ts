import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serviceRoles } from '@hub/prisma/roles';
import { newTeam, openStream, type TestStream } from './events-kit.js';

let stream: TestStream;
beforeAll(async () => {
  stream = await openStream();
});
afterAll(() => stream.close());

const refused = { code: '42501' };

describe('a service', () => {
  test('writes events of its own name only', async () => {
    const tenders = await stream.connect('svc_tenders');

    await expect(tenders.query(`select events.append('workspace.noted', null, '{}')`)).rejects.toMatchObject(refused);
    await expect(
      tenders.query(
        `select events.append_many('[{"type":"tenders.noted","body":{}},{"type":"workspace.noted","body":{}}]')`,
      ),
    ).rejects.toMatchObject(refused);

    expect(await stream.database.sql('select * from events.inbox')).toEqual([]);
  });

  test('writes them in the name of the role that it has taken on, as the worker does for jobs', async () => {
    await stream.worker.query('begin; set local role svc_insights');
    await stream.worker.query(`select events.append('insights.noted', null, '{}')`);
    await stream.worker.query('commit');

    expect(await stream.database.sql('delete from events.inbox returning written_by')).toEqual([
      { written_by: 'svc_insights' },
    ]);
  });

  test.each(serviceRoles)('%s has no rights on what is written, and reads at most its own team’s', async (role) => {
    const client = await stream.connect(role);
    const tables = ['inbox', 'event', 'anchor', 'sealer', 'reader', 'reader_failure'];

    const may = await client.query<{ may: string }>(
      `select t || ' ' || p as may from unnest($1::text[]) as t, unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as p
       where has_table_privilege('events.' || t, p)`,
      [tables],
    );

    expect(may.rows).toEqual(role === 'svc_identity' ? [{ may: 'event select' }] : []);
  });

  test.each(serviceRoles.filter((role) => role !== 'svc_worker'))('%s reads no stream of all teams', async (role) => {
    const client = await stream.connect(role);

    await expect(client.query(`select events.read_after(0, '2020-01-01', 10)`)).rejects.toMatchObject(refused);
    await expect(client.query(`select events.take('any', '{}', 10)`)).rejects.toMatchObject(refused);
    await expect(client.query(`select events.seal(10)`)).rejects.toMatchObject(refused);
  });

  test('identity sees the events of the current team and no other, through the parent alone', async () => {
    const [own, other] = [newTeam(), newTeam()];
    await stream.note(own, 'own');
    await stream.note(other, 'other');
    await stream.seal();
    const identity = await stream.connect('svc_identity');
    const notes = `select body ->> 'note' as note from events.event`;

    const withoutTeam = await identity.query(notes);
    await stream.begin(identity, own);
    const ofTeam = await identity.query(notes);
    await identity.query('commit');

    expect([withoutTeam.rows, ofTeam.rows]).toEqual([[], [{ note: 'own' }]]);
    const [partition] = await stream.database.sql<{ name: string }>(
      'select tableoid::regclass::text as name from events.event limit 1',
    );
    await expect(identity.query(`select 1 from ${partition?.name}`)).rejects.toMatchObject(refused);
  });
});
