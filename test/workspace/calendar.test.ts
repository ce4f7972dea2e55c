import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { addTender } from '../kit/tender-rows.js';
import { addOwnTenders } from '../tenders/own-rows.js';

const now = new Date('2026-03-10T08:00:00Z');
const make =
  'mutation ($input: CreateCalendarFeedInput!) { createCalendarFeed(input: $input) { ... on CreateCalendarFeedSuccess { url } } }';

let hub: TestHub;
let acme: TestTeam;
let clerk: TestUser;
beforeAll(async () => {
  hub = await testHub({ now: () => now, env: { PUBLIC_URL: 'https://hub.example.org/' } });
  acme = await hub.team();
  clerk = await acme.user();
});
afterAll(() => hub.close());

async function addressOf(as: TestUser, input = {}): Promise<string | null> {
  const { createCalendarFeed } = await hub.as(as).data(make, { input });
  return createCalendarFeed.url;
}

/** What a calendar program gets, which has nothing but the address. */
function get(url: string | null, headers: Record<string, string> = {}) {
  return hub.gateway.fastify.inject({ url: new URL(url ?? '').pathname, headers });
}

/** Lines of a calendar, long ones joined again. */
const linesOf = (text: string) => text.replaceAll('\r\n ', '').split('\r\n');

test('a calendar holds what a member sees to and what the team tracks, each by its own clock', async () => {
  const { sql } = hub.database;
  const tender = await addTender(hub.database, { title: 'Pumps', closingAt: '2026-04-14T09:00:00Z' });
  await sql(`update tenders.source set settings = settings || '{"timeZone": "Africa/Johannesburg"}'`);
  await sql('insert into workspace.entry (team_id, tender_id) values ($1, $2)', [acme.id, tender.row]);
  await sql(
    `insert into tenders.briefing_session (tender_id, key, held_at, is_compulsory, venue) values ($1, 'b', '2026-03-20T08:00:00Z', true, 'Site office')`,
    [tender.row],
  );
  await sql(
    `insert into tenders.tender_override (team_id, tender_id, field, value, reason) values ($1, $2, 'CLOSING_AT', '2026-04-15T09:00:00Z', 'By phone.')`,
    [acme.id, tender.row],
  );
  const [project] = await sql<{ id: string }>(
    `insert into workspace.project (team_id, kind, name, status) values ($1, 'WORK', 'Pumps', 'IN_PROGRESS') returning id`,
    [acme.id],
  );
  const rows = [acme.id, project?.id, clerk.actor.membershipId];
  await sql(
    `insert into workspace.task (team_id, project_id, title, due_on, assignee_membership_id)
     values ($1, $2, 'Price it', '2026-04-01', $3), ($1, $2, 'Of nobody', '2026-04-01', null)`,
    rows,
  );
  await sql(
    `insert into workspace.activity (team_id, project_id, kind, title, starts_at, time_zone, assignee_membership_id)
     values ($1, $2, 'CALL', 'Call London', '2026-03-30T09:00:00Z', 'Europe/London', $3),
       ($1, $2, 'CALL', 'Of nobody', '2026-03-30T09:00:00Z', 'Europe/London', null)`,
    rows,
  );

  const rowsOfOwn = [{ title: 'Own pumps', closingAt: '2026-04-20T09:00:00Z' }];
  const [own] = await addOwnTenders(hub.database, { teamId: acme.id, rows: rowsOfOwn });
  await sql(`update tenders.team_source set time_zone = 'Europe/London'`);
  await sql('insert into workspace.entry (team_id, team_tender_id) values ($1, $2)', [acme.id, own]);

  const url = await addressOf(clerk);
  const answer = await get(url);
  const lines = linesOf(answer.body);

  expect(url).toMatch(/^https:\/\/hub\.example\.org\/calendar\/hubc_[\w-]{64}\.ics$/u);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
  expect(answer.headers['cache-control']).toBe('private, no-cache');
  expect(lines.filter((line) => /^(?:SUMMARY|DTSTART;)/u.test(line))).toEqual([
    'DTSTART;TZID=Europe/London:20260330T100000',
    'SUMMARY:Call London',
    'DTSTART;VALUE=DATE:20260401',
    'SUMMARY:Due: Price it',
    'DTSTART;TZID=Africa/Johannesburg:20260415T110000',
    'SUMMARY:Closes: Pumps',
    'DTSTART;TZID=Europe/London:20260420T100000',
    'SUMMARY:Closes: Own pumps',
    'DTSTART;TZID=Africa/Johannesburg:20260320T100000',
    'SUMMARY:Briefing: Pumps',
  ]);
  expect(lines.filter((line) => line.startsWith('TZID:'))).toEqual(['TZID:Europe/London', 'TZID:Africa/Johannesburg']);
});

test('a program that has it already gets 304, and another answer once something has changed', async () => {
  const url = await addressOf(clerk);
  const first = await get(url);
  const again = await get(url, { 'if-none-match': String(first.headers['etag']) });
  await hub.database.sql(`update workspace.task set title = 'Price it again' where title = 'Price it'`);
  const changed = await get(url, { 'if-none-match': String(first.headers['etag']) });

  expect([again.statusCode, again.body]).toEqual([304, '']);
  expect(changed.statusCode).toBe(200);
  expect(changed.body).toContain('Price it again');
});

test('an address that is wrong, of no team, replaced, revoked, or of who has left is answered alike', async () => {
  const leaver = await acme.user();
  const [first, second] = [await addressOf(clerk), await addressOf(clerk)];
  const live = await get(second);
  const revoked = await addressOf(leaver);
  await hub.as(leaver).data('mutation { revokeCalendarFeed { __typename } }');
  const left = await addressOf(leaver);
  const before = await get(left);
  await hub.database.sql(`update identity.membership set expires_at = now() - interval '1 second' where id = $1`, [
    leaver.actor.membershipId,
  ]);
  const wrong = 'https://hub.example.org/calendar/';
  const token = second?.slice(wrong.length, -4) ?? '';
  const addresses = [
    ...[first, revoked, left],
    ...[`${wrong}hubc_${'A'.repeat(64)}.ics`, `${wrong}${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}.ics`],
    ...[`${wrong}${token}`, `${wrong}x.ics`, `${wrong}${token}.ics.ics`],
  ];

  const answers = await Promise.all(addresses.map((url) => get(url, { 'x-request-id': 'calendar' })));

  expect([live.statusCode, before.statusCode]).toEqual([200, 200]);
  expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
  expect(answers[0]?.statusCode).toBe(404);
  expect(answers[0]?.headers['cache-control']).toBe('no-store');
});

test('only a hash of it is kept, and a request that is sent again makes no second one', async () => {
  const input = { idempotencyKey: 'once' };
  const [url, again] = [await addressOf(clerk, input), await addressOf(clerk, input)];
  const token = url?.split('/').at(-1)?.slice(0, -4) ?? '';
  const kept = await hub.database.sql(
    `select (select count(*)::int from workspace.calendar_feed f where f.token_hash = sha256($1::bytea)) as hashes,
      (select count(*)::int from workspace.calendar_feed f where f::text like '%' || $2 || '%') as feeds,
      (select count(*)::int from events.inbox i where i::text like '%' || $2 || '%') as events,
      (select count(*)::int from app.idempotency k where k::text like '%' || $2 || '%') as keys`,
    [token, token],
  );

  expect([again, (await get(url)).statusCode]).toEqual([null, 200]);
  expect(kept).toEqual([{ hashes: 1, feeds: 0, events: 0, keys: 0 }]);
});
