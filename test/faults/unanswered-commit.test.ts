import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openDatabase, urlOfRole, type HubDatabase } from '@hub/runtime/database';
import pg from 'pg';
import { testDatabase, testRolePasswords, type TestDatabase } from '../kit/database.js';
import { storeUrls } from '../kit/stores.js';
import type { CutAt } from '../kit/tcp-proxy.js';
import { addTender } from '../kit/tender-rows.js';
import { until } from '../kit/until.js';
import { behindProxy, type ProxiedStore } from './proxied.js';
import { addTeam } from '../kit/team-rows.js';

/** Only the message that commits a write holds it. */
const commitText = 'pg_current_xact_id_if_assigned';

let postgres: ProxiedStore;
let arranging: TestDatabase;
let database: HubDatabase;
let teamId: string;
let tenderId: string;

beforeAll(async () => {
  postgres = await behindProxy(storeUrls().postgres);
  arranging = await testDatabase();
  // A commit that is held by the test must not be given up before the test lets it go.
  await arranging.sql(`do $$ begin
    execute format('alter role svc_workspace in database %I set lock_timeout = 30000', current_database());
    execute format('alter role svc_workspace in database %I set statement_timeout = 30000', current_database());
  end $$`);
  database = open({ outcomePatienceMs: 20_000 });
});
afterAll(async () => {
  await database.close();
  await arranging.drop();
  await postgres.proxy.close();
});
beforeEach(async () => {
  teamId = randomUUID();
  await addTeam(arranging.sql, { id: teamId, slug: `team-${teamId}`, plan: 'PRO' });
  tenderId = (await addTender(arranging)).row;
});
afterEach(() => postgres.proxy.poison(null));

const open = ({ outcomePatienceMs }: { outcomePatienceMs: number }) =>
  openDatabase({
    role: 'svc_workspace',
    url: urlOfRole(proxiedUrl(), 'svc_workspace', testRolePasswords.svc_workspace),
    poolSizeMax: 8,
    connectTimeoutMs: 10_000,
    outcomePatienceMs,
  });

/** One write of the product for the team: an entry with this note. */
const write = (notes: string, from: HubDatabase = database) =>
  from.as({ kind: 'system', name: 'test', teamId }).write(async (tx) => {
    const { count } = await tx.entry.createMany({ data: [{ teamId, tenderId, notes }] });
    return { count, notes };
  });

async function notesInDatabase(): Promise<unknown[]> {
  const rows = await arranging.sql<{ notes: string }>('select notes from workspace.entry where team_id = $1', [teamId]);
  return rows.map(({ notes }) => notes);
}

describe('a write whose connection breaks as it commits', () => {
  test('is acknowledged when the server had committed it', async () => {
    cutOnce({ serverGetsIt: 'at once', clientIsReset: 'answered' });

    await expect(write('kept')).resolves.toEqual({ count: 1, notes: 'kept' });

    expect(await notesInDatabase()).toEqual(['kept']);
  });

  test('changed nothing when the server never got the commit, and says so', async () => {
    cutOnce({ serverGetsIt: 'never', clientIsReset: 'at once' });

    await expect(write('lost')).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });

    expect(await notesInDatabase()).toEqual([]);
  });

  test('changed nothing when its commit comes only after that was said: it is refused', async () => {
    const late = Promise.withResolvers<undefined>();
    cutOnce({ serverGetsIt: late.promise, clientIsReset: 'at once' });

    await expect(write('late')).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    late.resolve(undefined);
    await until(async () => (await openTransactions()) === 0);

    expect(await notesInDatabase()).toEqual([]);
  });

  test('is waited for while the server is still committing it', async () => {
    const letCommit = await holdCommits();
    const broken = Promise.withResolvers<undefined>();
    cutOnce({ serverGetsIt: 'at once', clientIsReset: broken.promise });
    const writing = write('slow');
    await until(async () => (await commitsHeld()) === 1);
    broken.resolve(undefined);

    await until(async () => (await waitingForCommit()) > 0);
    await letCommit();

    await expect(writing).resolves.toEqual({ count: 1, notes: 'slow' });
    expect(await notesInDatabase()).toEqual(['slow']);
  });

  test('is of unknown outcome when the server does not come back in time', async () => {
    const impatient = open({ outcomePatienceMs: 50 });
    postgres.proxy.poison({
      kind: 'cut_at',
      text: commitText,
      serverGetsIt: 'at once',
      clientIsReset: 'answered',
      onCut: () => postgres.proxy.poison({ kind: 'down' }),
    });

    await expect(write('unknown', impatient)).rejects.toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      retryAfterSeconds: 5,
    });

    postgres.proxy.poison(null);
    await impatient.close();
    expect(await notesInDatabase()).toEqual(['unknown']);
  });

  test('is found out for many writes at once, each by itself', async () => {
    const tenders = await Promise.all(Array.from({ length: 8 }, () => addTender(arranging)));
    postgres.proxy.poison({ kind: 'cut_at', text: commitText, serverGetsIt: 'at once', clientIsReset: 'answered' });

    const ends = await Promise.allSettled(
      tenders.map(({ row }) =>
        database.as({ kind: 'system', name: 'test', teamId }).write(async (tx) => {
          await tx.entry.createMany({ data: [{ teamId, tenderId: row, notes: row }] });
          return row;
        }),
      ),
    );

    expect(ends.map((end) => (end.status === 'fulfilled' ? end.value : end.reason))).toEqual(
      tenders.map(({ row }) => row),
    );
    expect((await notesInDatabase()).toSorted()).toEqual(tenders.map(({ row }) => row).toSorted());
  });
});

test('a write that passes over a failed statement is not acknowledged, because nothing of it is kept', async () => {
  const passedOver = database.as({ kind: 'system', name: 'test', teamId }).write(async (tx) => {
    await tx.entry.createMany({ data: [{ teamId, tenderId, notes: 'first' }] });
    await tx.$queryRaw`select 1 / 0`.catch(() => undefined);
    return 'done';
  });

  await expect(passedOver).rejects.toThrow();
  expect(await notesInDatabase()).toEqual([]);
  await expect(write('after')).resolves.toEqual({ count: 1, notes: 'after' });
});

test('a transaction that changes nothing leaves no receipt', async () => {
  const receipts = () => arranging.sql('select id from app.write_receipt');
  const before = await receipts();

  await database.as({ kind: 'system', name: 'test', teamId }).write((tx) => tx.entry.findMany({}));

  expect(await receipts()).toEqual(before);
});

/** Cuts the next connection that commits, and heals. */
function cutOnce(how: Pick<CutAt, 'serverGetsIt' | 'clientIsReset'>): void {
  postgres.proxy.poison({ kind: 'cut_at', text: commitText, ...how, onCut: () => postgres.proxy.poison(null) });
}

/** The test's database behind the proxy. */
function proxiedUrl(): string {
  const url = new URL(arranging.url);
  url.host = new URL(postgres.url).host;
  return url.toString();
}

async function countActivity(condition: string): Promise<number> {
  const [row] = await arranging.sql<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity where datname = current_database() and ${condition}`,
  );
  return row?.count ?? 0;
}

const openTransactions = () => countActivity(`application_name = 'hub:svc_workspace' and xact_start is not null`);
const commitsHeld = () => countActivity(`application_name = 'hub:svc_workspace' and wait_event = 'advisory'`);
const waitingForCommit = () =>
  countActivity(`application_name = 'hub:svc_workspace:outcomes' and wait_event_type = 'Lock'`);

/** Makes commits of entries wait in their middle until the answer is called. */
async function holdCommits(): Promise<() => Promise<void>> {
  await arranging.sql(`
    create function app.wait_for_test() returns trigger language plpgsql as
      $$ begin perform pg_advisory_xact_lock(4242); return null; end $$;
    create constraint trigger wait_for_test after insert on workspace.entry
      deferrable initially deferred for each row execute function app.wait_for_test()`);
  const holder = new pg.Client({ connectionString: arranging.url });
  await holder.connect();
  await holder.query('select pg_advisory_lock(4242)');
  return async () => {
    await holder.end();
    await arranging.sql('drop trigger wait_for_test on workspace.entry; drop function app.wait_for_test()');
  };
}
