import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { fieldCipherFrom } from '@hub/runtime/encryption';
import { composeMail, createMailer, mailSettingsFrom, queueMail, type Mail } from '@hub/runtime/mail';
import { testHub, type TestHub } from '../kit/hub.js';
import { startSmtpServer, type SmtpBehaviour, type SmtpServer } from '../kit/smtp-server.js';

const hello: Mail = { to: 'thandi@example.org', subject: 'Hello', text: 'Good day.\n', html: '<p>Good day.</p>' };
const at = new Date('2026-03-01T08:00:00Z');
const impatient = { connectMs: 200, greetMs: 200, answerMs: 200 };

let smtp: SmtpServer;
beforeAll(async () => {
  smtp = await startSmtpServer();
});
beforeEach(() => {
  smtp.taken.length = 0;
});
afterAll(() => smtp.close());

function mailer(url = smtp.url) {
  const settings = { MAIL_SMTP_URL: url, MAIL_FROM: 'Hub <hub@example.org>', HUB_ENVIRONMENT: 'production' };
  return createMailer(mailSettingsFrom(settings), impatient);
}

describe('a mail server', () => {
  test('that takes a mail gets it as text and as HTML, under an id that stays the same', async () => {
    smtp.behave({ kind: 'takes' });
    const id = randomUUID();

    await mailer().send(id, hello, at);

    const [mail = ''] = smtp.taken;
    expect(mail).toContain('From: Hub <hub@example.org>');
    expect(mail).toContain('To: thandi@example.org');
    expect(mail).toContain(`Message-ID: <${id}@example.org>`);
    expect(mail).toContain('Good day.');
    expect(mail).toContain('<p>Good day.</p>');
  });

  const misbehaviours: readonly [string, SmtpBehaviour, { message: string; isFinal: boolean }][] = [
    ['says nothing', { kind: 'is silent' }, { message: 'The mail server did not answer.', isFinal: false }],
    ['closes the connection', { kind: 'closes' }, { message: 'The mail server did not answer.', isFinal: false }],
    [
      'is busy',
      { kind: 'refuses', at: 'RCPT', code: 451 },
      { message: 'The mail server answered 451.', isFinal: false },
    ],
    [
      'will not take mails of ours',
      { kind: 'refuses', at: 'MAIL', code: 550 },
      { message: 'The mail server answered 550.', isFinal: false },
    ],
    [
      'knows no such person',
      { kind: 'refuses', at: 'RCPT', code: 550 },
      { message: 'The mail server answered 550.', isFinal: true },
    ],
    [
      'refuses what the mail says',
      { kind: 'refuses', at: 'DATA', code: 554 },
      { message: 'The mail server answered 554.', isFinal: true },
    ],
  ];
  test.each(misbehaviours)('that %s: the error names neither address nor words', async (_what, behaviour, error) => {
    smtp.behave(behaviour);

    await expect(mailer().send(randomUUID(), hello, at)).rejects.toMatchObject({ name: 'MailNotTaken', ...error });
    expect(smtp.taken).toEqual([]);
  });

  test('that is not set up fails the attempt outside development', async () => {
    const none = createMailer(mailSettingsFrom({ HUB_ENVIRONMENT: 'production' }));

    await expect(none.send(randomUUID(), hello, at)).rejects.toThrow('MAIL_SMTP_URL is missing.');
  });
});

describe('a composed mail', () => {
  test('has its code and link in both forms, and nothing in it is HTML of others', () => {
    const mail = composeMail({
      to: 'a@example.org',
      subject: 'Join\r\nBcc: b@example.org',
      paragraphs: ['<b>Acme & Sons</b> invites you.', 'It ends in a week.'],
      code: 'hub_1',
      link: { label: 'Join', url: 'https://hub.example.org/#"' },
    });

    expect(mail.subject).toBe('Join Bcc: b@example.org');
    expect(mail.text).toBe(
      '<b>Acme & Sons</b> invites you.\n\nhub_1\n\nJoin: https://hub.example.org/#"\n\nIt ends in a week.\n',
    );
    expect(mail.html).toContain('<p>&lt;b&gt;Acme &amp; Sons&lt;/b&gt; invites you.</p>');
    expect(mail.html).toContain('<a href="https://hub.example.org/#&quot;">Join</a>');
  });
});

const fieldKey = Buffer.alloc(32, 7).toString('base64');
const cipher = fieldCipherFrom({ FIELD_ENCRYPTION_KEY: fieldKey });

/** Queues mails in one write of the product. */
function queue({ hub }: TestHub, ...mails: readonly { mail: Mail; key: string }[]): Promise<void> {
  const { database } = hub.subgraphs.identity.stores;
  return database.as({ kind: 'system', name: 'test', teamId: null }).write(async (tx) => {
    for (const one of mails) await queueMail(tx, cipher, one);
  });
}

const waiting = ({ database }: TestHub) =>
  database.sql<{ attempts: number; last_error: string | null }>(
    'select attempts::int, last_error from graphile_worker._private_jobs order by id',
  );

describe('a queued mail', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await testHub({ env: { FIELD_ENCRYPTION_KEY: fieldKey, MAIL_SMTP_URL: smtp.url }, stores: { redis: null } });
  });
  afterAll(() => hub.close());

  test('waits encrypted, and is sent once however often it was queued under its key', async () => {
    smtp.behave({ kind: 'takes' });

    await queue(hub, { mail: hello, key: 'one' }, { mail: { ...hello, subject: 'Newer' }, key: 'one' });
    const rows = await hub.database.sql<{ payload: string }>(
      'select payload::text as payload from graphile_worker._private_jobs',
    );
    await hub.runJobs();

    expect(rows).toHaveLength(1);
    expect(rows[0]?.payload).not.toMatch(/thandi|Good day|Newer/u);
    expect(smtp.taken).toHaveLength(1);
    expect(smtp.taken[0]).toContain('Subject: Newer');
  });

  test('is tried again after a server that was busy, under the same id', async () => {
    smtp.behave({ kind: 'refuses', at: 'RCPT', code: 451 }, { kind: 'takes' });

    await queue(hub, { mail: hello, key: 'two' });
    await hub.runJobs();
    const afterFirst = await waiting(hub);
    await hub.database.sql('update graphile_worker._private_jobs set run_at = now()');
    await hub.runJobs();

    expect(afterFirst).toEqual([{ attempts: 1, last_error: expect.stringContaining('The mail server answered 451.') }]);
    expect(afterFirst[0]?.last_error).not.toContain('thandi');
    expect([smtp.taken.length, await waiting(hub)]).toEqual([1, []]);
  });

  test('that is refused for good is not tried again', async () => {
    smtp.behave({ kind: 'refuses', at: 'RCPT', code: 550 });

    await queue(hub, { mail: hello, key: 'three' });
    await hub.runJobs();

    expect([smtp.taken, await waiting(hub)]).toEqual([[], []]);
  });

  test('is not sent by a write that is rolled back', async () => {
    const { database } = hub.hub.subgraphs.identity.stores;
    const write = database.as({ kind: 'system', name: 'test', teamId: null }).write(async (tx) => {
      await queueMail(tx, cipher, { mail: hello, key: 'four' });
      throw new Error('changed my mind');
    });

    await expect(write).rejects.toThrow();
    expect(await waiting(hub)).toEqual([]);
  });
});

describe('the outbox of a development installation', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await testHub({ env: { FIELD_ENCRYPTION_KEY: fieldKey }, stores: { redis: null } });
  });
  afterAll(() => hub.close());

  const get = (url: string) => hub.gateway.fastify.inject({ method: 'GET', url });

  test('lists mails with a page for each, as text that runs nothing', async () => {
    const before = await get('/dev/outbox');
    await queue(hub, { mail: { ...hello, text: '<script>1</script>' }, key: 'one' });
    await hub.runJobs();

    const [mail] = await hub.outbox.list();
    const list = await get('/dev/outbox');
    const page = await get(`/dev/outbox/${mail?.id}`);

    expect(before.body).toContain('No mail yet.');
    expect(list.body).toContain(`<a href="/dev/outbox/${mail?.id}">Hello</a> to thandi@example.org`);
    expect(page.body).toContain('<pre>&lt;script&gt;1&lt;/script&gt;</pre>');
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none';/u);
  });

  test.each(['/dev/outbox/nothing', '/dev/outbox/..%2F..%2F1', `/dev/outbox/${randomUUID()}`])(
    'answers 404 for %s',
    async (path) => {
      expect((await get(path)).statusCode).toBe(404);
    },
  );

  test('is nowhere in production', () => {
    const { outbox } = mailSettingsFrom({ HUB_ENVIRONMENT: 'production' });

    expect(outbox).toBeNull();
  });
});
