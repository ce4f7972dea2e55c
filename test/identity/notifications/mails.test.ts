import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openDatabase, urlOfWorkerAs } from '@hub/runtime/database';
import { exportReady, notice, notify, unsubscribeToken } from '@hub/runtime/notifications';
import pg from 'pg';
import { testHub, type TestHub } from '../../kit/hub.js';
import type { TestTeam, TestUser } from '../../kit/people.js';
import { startSmtpServer, type SmtpServer } from '../../kit/smtp-server.js';

let smtp: SmtpServer;
let hub: TestHub;
let clock = new Date();
let acme: TestTeam;
let clerk: TestUser;
beforeAll(async () => {
  smtp = await startSmtpServer();
  hub = await testHub({
    now: () => clock,
    env: { MAIL_SMTP_URL: smtp.url, PUBLIC_URL: 'https://hub.example.org/' },
    stores: { redis: null },
  });
});
afterAll(async () => {
  await hub.close();
  await smtp.close();
});
beforeEach(async () => {
  smtp.taken.length = 0;
  smtp.behave({ kind: 'takes' });
  acme = await hub.team({ name: 'Acme' });
  clerk = await acme.user();
});

const choose = (delivery: string, type = 'EXPORT_READY') =>
  hub.database.sql(
    `insert into identity.notification_preference (team_id, account_id, type, channel, delivery) values ($1, $2, $3, 'EMAIL', $4)
     on conflict (team_id, account_id, type, channel) do update set delivery = excluded.delivery`,
    [acme.id, clerk.actor.accountId, type, delivery],
  );

/** Tells the clerk of an export at a moment. */
async function tellAt(instant: string, key: string): Promise<void> {
  clock = new Date(instant);
  const about = { to: [clerk.actor.membershipId], subjectId: '018f0000-0000-7000-8000-000000000001', key };
  const told = notice(exportReady, { rowCount: 2, format: 'CSV' }, about);
  const { database } = hub.hub.subgraphs.tenders.stores;
  const actor = { kind: 'system', name: 'test', teamId: acme.id } as const;
  await database.as(actor).write((tx) => notify(tx, [told], clock));
}

/** Lets the jobs of a minute run. Attempts that wait for their turn have it. */
async function minuteAt(instant: string): Promise<void> {
  clock = new Date(instant);
  await hub.database.sql('update graphile_worker._private_jobs set run_at = now()');
  await hub.database.sql(`select graphile_worker.add_job('notifications:queue-mails', '{}')`);
  await hub.runJobs();
}

const log = () =>
  hub.database.sql<{ state: string; attempts: number; error: string | null }>(
    'select state, attempts, error from identity.notification_delivery where team_id = $1 order by notification_id',
    [acme.id],
  );
const subjects = () => smtp.taken.map((mail) => /^Subject: (.*)$/mu.exec(mail)?.[1]);

describe('a mail at once', () => {
  test('goes out with the next minute, once, with a link that stops mails of its kind', async () => {
    await choose('IMMEDIATE');
    await tellAt('2026-03-02T08:00:00Z', 'a');

    await minuteAt('2026-03-02T08:01:00Z');
    await minuteAt('2026-03-02T08:02:00Z');

    const [mail = ''] = smtp.taken;
    const unfolded = mail.replaceAll(/\r\n[ \t]/gu, '');
    expect(smtp.taken).toHaveLength(1);
    expect(mail).toContain(`To: ${clerk.email}`);
    expect(unfolded).toMatch(/^Subject: Your export is ready$/mu);
    expect(unfolded).toMatch(/^List-Unsubscribe: ?<https:\/\/hub\.example\.org\/unsubscribe\?token=v1\.[\w.-]+>$/mu);
    expect(unfolded).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/mu);
    expect(await log()).toEqual([{ state: 'SENT', attempts: 1, error: null }]);
  });

  test('goes out by the transaction that tells, without waiting for the minute', async () => {
    await choose('IMMEDIATE');
    await tellAt('2026-03-02T08:00:00Z', 'a');

    await hub.runJobs();
    expect([smtp.taken.length, await log()]).toEqual([1, [{ state: 'SENT', attempts: 1, error: null }]]);
    await minuteAt('2026-03-02T08:01:00Z');

    expect(smtp.taken).toHaveLength(1);
  });

  test('waits for the end of quiet hours, in the zone of the person', async () => {
    await choose('IMMEDIATE');
    await hub.database.sql(
      `insert into identity.notification_schedule (team_id, account_id, time_zone, quiet_from, quiet_until)
       values ($1, $2, 'Europe/London', '21:00', '06:00')`,
      [acme.id, clerk.actor.accountId],
    );
    // The clock goes forward in this night: it ends at five in UTC.
    await tellAt('2026-03-28T22:00:00Z', 'a');

    await minuteAt('2026-03-29T04:59:00Z');
    const before = smtp.taken.length;
    await minuteAt('2026-03-29T05:00:00Z');

    expect([before, smtp.taken.length]).toEqual([0, 1]);
  });

  test('that is due while it is quiet again waits for the end of that too', async () => {
    await choose('IMMEDIATE');
    await tellAt('2026-03-02T18:00:00Z', 'a');
    await hub.database.sql(
      `insert into identity.notification_schedule (team_id, account_id, quiet_from, quiet_until) values ($1, $2, '20:00', '06:00')`,
      [acme.id, clerk.actor.accountId],
    );

    await minuteAt('2026-03-02T18:30:00Z');
    const before = smtp.taken.length;
    await minuteAt('2026-03-03T04:00:00Z');

    expect([before, smtp.taken.length]).toEqual([0, 1]);
  });

  test('is skipped where it was read, turned off, or is of somebody who has left, since', async () => {
    await choose('IMMEDIATE');
    await tellAt('2026-03-02T08:00:00Z', 'a');
    await hub.database.sql('update identity.notification set read_at = now() where team_id = $1', [acme.id]);
    await tellAt('2026-03-02T08:00:00Z', 'b');
    await choose('OFF');

    await minuteAt('2026-03-02T08:01:00Z');

    expect([smtp.taken, (await log()).map(({ state }) => state)]).toEqual([[], ['SKIPPED', 'SKIPPED']]);
  });
});

describe('a server', () => {
  test('that is busy gets the mail again under its id, and the log tells of each attempt', async () => {
    await choose('IMMEDIATE');
    smtp.behave({ kind: 'refuses', at: 'RCPT', code: 451 }, { kind: 'closes' }, { kind: 'takes' });
    await tellAt('2026-03-02T08:00:00Z', 'a');

    await minuteAt('2026-03-02T08:01:00Z');
    const first = await log();
    await minuteAt('2026-03-02T08:02:00Z');
    const second = await log();
    await minuteAt('2026-03-02T08:03:00Z');

    expect([first, second, await log()]).toEqual([
      [{ state: 'QUEUED', attempts: 1, error: 'The mail server answered 451.' }],
      [{ state: 'QUEUED', attempts: 2, error: 'The mail server did not answer.' }],
      [{ state: 'SENT', attempts: 3, error: null }],
    ]);
    expect(smtp.taken).toHaveLength(1);
  });

  test('that refuses for good ends the mail', async () => {
    await choose('IMMEDIATE');
    smtp.behave({ kind: 'refuses', at: 'RCPT', code: 550 });
    await tellAt('2026-03-02T08:00:00Z', 'a');

    await minuteAt('2026-03-02T08:01:00Z');

    expect(await log()).toEqual([{ state: 'FAILED', attempts: 1, error: 'The mail server answered 550.' }]);
  });
});

describe('a digest', () => {
  beforeEach(() => choose('DAILY'));

  test('goes out once a day of the person, with all that waited', async () => {
    await tellAt('2026-03-02T08:00:00Z', 'a');
    await tellAt('2026-03-02T15:00:00Z', 'b');
    await minuteAt('2026-03-03T04:59:00Z');
    const early = subjects();
    await minuteAt('2026-03-03T05:00:00Z');
    const first = subjects();
    // Written while the digest of the day was on its way.
    await tellAt('2026-03-03T04:58:00Z', 'c');
    await minuteAt('2026-03-03T05:01:00Z');
    const second = subjects();
    await minuteAt('2026-03-04T05:00:00Z');

    expect([early, first, second]).toEqual([[], ['Acme today: 2 things to know'], ['Acme today: 2 things to know']]);
    expect(subjects()).toEqual(['Acme today: 2 things to know', 'Acme today: Your export is ready']);
  });

  test('goes out once, however many workers take it and are killed over it', async () => {
    await tellAt('2026-03-02T08:00:00Z', 'a');
    const at = new Date('2026-03-03T05:00:00Z');
    const url = urlOfWorkerAs(hub.database.urlOf('svc_worker'), 'svc_tenders');
    const killer = new pg.Client({ connectionString: hub.database.url });
    await killer.connect();
    const take = async (): Promise<void> => {
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => undefined);
      await client.connect();
      await client.query('begin');
      await client.query(`select set_config('app.team_id', $1, true)`, [acme.id]);
      await client.query('select * from identity.take_mails($1, $2)', [clerk.actor.accountId, at]);
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      await killer.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      await client.end().catch(() => undefined);
    };
    for (let kills = 0; kills < 5; kills += 1) await take();
    await killer.end();

    await minuteAt('2026-03-03T05:00:00Z');
    await minuteAt('2026-03-03T05:01:00Z');

    expect([subjects(), await log()]).toEqual([
      ['Acme today: Your export is ready'],
      [{ state: 'SENT', attempts: 1, error: null }],
    ]);
  });

  test('is taken by one of fifty that come at the same moment', async () => {
    await tellAt('2026-03-02T08:00:00Z', 'a');
    const url = urlOfWorkerAs(hub.database.urlOf('svc_worker'), 'svc_tenders');
    const worker = openDatabase({ role: 'svc_tenders', url, poolSizeMax: 10, connectTimeoutMs: 10_000 });
    const own = worker.as({ kind: 'system', name: 'test', teamId: acme.id });
    const at = new Date('2026-03-03T05:00:00Z');

    const taken = await Promise.all(
      Array.from({ length: 50 }, () =>
        own.write(
          (tx) => tx.$queryRaw<unknown[]>`
          select 1 from identity.take_mails(${clerk.actor.accountId}::uuid, ${at}::timestamptz)`,
        ),
      ),
    );
    await worker.close();

    expect(taken.flat()).toHaveLength(1);
  });

  test('is answered to the worker alone', async () => {
    const { database } = hub.hub.subgraphs.tenders.stores;
    const own = database.as({ kind: 'system', name: 'test', teamId: acme.id });

    const ask = own.write(
      (tx) => tx.$queryRaw`
      select * from identity.take_mails(${clerk.actor.accountId}::uuid, now())`,
    );

    await expect(ask).rejects.toThrow('Only the worker looks across teams.');
  });
});

describe('a link that stops mails', () => {
  const link = (type: string | null) =>
    `/unsubscribe?token=${unsubscribeToken(hub.cipher, { teamId: acme.id, accountId: clerk.actor.accountId, type })}`;
  const preferences = async () => {
    const query = '{ me { notificationPreferences { isEmailEnabled types { type email } } } }';
    const { data } = await hub.ask(query, { as: clerk });
    const { isEmailEnabled, types } = Object(Object(data)['me'])['notificationPreferences'];
    return [
      isEmailEnabled,
      (types as { type: string; email: string }[]).find(({ type }) => type === 'TENDER_CHANGED')?.email,
    ];
  };
  const post = (url: string, headers: Record<string, string>, payload: string) =>
    hub.gateway.fastify.inject({ method: 'POST', url, headers, payload });
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const oneClick = 'List-Unsubscribe=One-Click';

  test('changes nothing when it is looked at, and stops its type when it is posted to, signed in to nothing', async () => {
    const page = await hub.gateway.fastify.inject({ method: 'GET', url: link('TENDER_CHANGED') });
    const before = await preferences();
    const answers = [
      await post(link('TENDER_CHANGED'), form, oneClick),
      await post(link('TENDER_CHANGED'), form, oneClick),
    ];

    expect([page.statusCode, page.body.includes('<form method="post" action="/unsubscribe?token=v1.')]).toEqual([
      200,
      true,
    ]);
    expect(page.headers['content-security-policy']).toContain("form-action 'self'");
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    expect([before, await preferences()]).toEqual([
      [true, 'IMMEDIATE'],
      [true, 'OFF'],
    ]);
  });

  test('stops all mails of the team, as mail programs ask', async () => {
    const boundary = { 'content-type': 'multipart/form-data; boundary=x' };
    const body = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n';

    const { statusCode } = await post(link(null), boundary, body);
    await choose('IMMEDIATE');
    await tellAt('2026-03-02T08:00:00Z', 'a');
    await minuteAt('2026-03-02T08:01:00Z');

    expect([statusCode, await preferences(), smtp.taken]).toEqual([200, [false, 'IMMEDIATE'], []]);
  });

  test.each(['', '?token=', '?token=v1.x.y', '?token=%00'])('that is not whole stops nothing: %s', async (query) => {
    const { statusCode } = await post(`/unsubscribe${query}`, form, oneClick);

    expect([statusCode, await preferences()]).toEqual([400, [true, 'IMMEDIATE']]);
  });

  test('of somebody who has left, or whose link was cut off, harms nobody', async () => {
    const url = link(null);
    await hub.database.sql('delete from identity.membership where id = $1', [clerk.actor.membershipId]);

    const gone = await post(url, form, oneClick);
    const cut = await post(url.slice(0, -3), form, oneClick);

    expect([gone.statusCode, cut.statusCode]).toEqual([200, 400]);
  });
});
