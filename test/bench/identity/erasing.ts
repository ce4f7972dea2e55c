import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { urlOfRole } from '@hub/runtime/database';
import pg from 'pg';
import { percentile, timed } from '../bench.js';
import { onServer, type BenchDatabase } from '../database.js';

const events = 100_000;
const eventsOfStatement = 1_000;
const quietMs = 6_000;
const writers = 8;
/** What each writer leaves between two transactions: others work while a team is erased, and not as fast as they can. */
const breathMs = 20;
const body = { changes: [{ field: 'notes', before: 'x'.repeat(100), after: 'y'.repeat(100) }] };

/** How long erasing a team of many events takes, and how much longer others wait meanwhile. */
export async function measureErasing(database: BenchDatabase): Promise<Record<string, number>> {
  const teamId = await bigTeam(database);
  const others = await startOthers(database);
  await pause(1_000);
  others.take();
  await pause(quietMs);
  const before = others.take();
  const erasing = await timed(() =>
    onServer(database.url, async (client) => {
      await client.query('begin; set role hub_owner');
      await client.query('select identity.lock_team($1), identity.erase_team($1)', [teamId]);
      await client.query('commit');
    }),
  );
  const during = others.take();
  await pause(quietMs);
  const after = others.take();
  await others.stop();
  // Before and after: what the machine does beside it in one half minute is not what it does in the next.
  const [p95Otherwise, p95During] = [percentile([...before, ...after], 0.95), percentile(during, 0.95)];
  return {
    eraseSeconds: erasing / 1_000,
    othersP95Ms: p95Otherwise,
    othersP95MsWhileErasing: p95During,
    othersWhileErasingToOtherwise: p95During / p95Otherwise,
    othersMeasuredWhileErasing: during.length,
  };
}

async function bigTeam({ url, rolePasswords }: BenchDatabase): Promise<string> {
  const teamId = randomUUID();
  await onServer(url, (client) =>
    client.query(`with unchecked as materialized (select set_config('session_replication_role', 'replica', true) as role)
      insert into identity.team (id, slug, name) select '${teamId}'::uuid, 'big-team', 'Big' from unchecked where role = 'replica'`),
  );
  const list = JSON.stringify(
    Array.from({ length: eventsOfStatement }, () => ({
      type: 'workspace.bench_changed',
      subjectId: randomUUID(),
      body,
    })),
  );
  await onServer(urlOfRole(url, 'svc_workspace', rolePasswords.svc_workspace), async (client) => {
    for (let count = 0; count < events; count += eventsOfStatement) {
      await client.query('begin');
      await client.query(`select set_config('app.team_id', $1, true)`, [teamId]);
      await client.query('select events.append_many($1::jsonb)', [list]);
      await client.query('commit');
    }
  });
  await sealed(url);
  return teamId;
}

/** Waits until nothing waits to be sealed; a stream may be at it as well. */
async function sealed(url: string): Promise<void> {
  await onServer(url, async (client) => {
    for (let left = 1; left > 0;) {
      await client.query('select events.seal(2000)');
      const { rows } = await client.query<{ left: number }>('select count(*)::int as left from events.inbox');
      left = rows[0]?.left ?? 0;
    }
  });
}

/** Other teams, which go on working: a changed row and its event in each transaction. */
async function startOthers({ url, rolePasswords }: BenchDatabase) {
  let taken: number[] = [];
  let isOver = false;
  const own = urlOfRole(url, 'svc_workspace', rolePasswords.svc_workspace);
  const lane = async (index: number): Promise<void> => {
    const client = new pg.Client({ connectionString: own });
    await client.connect();
    const event = JSON.stringify([{ type: 'workspace.bench_changed', subjectId: randomUUID(), body }]);
    for (let turn = 0; !isOver; turn += 1) {
      const ms = await timed(() =>
        client.query(
          `begin; select set_config('app.team_id', '${randomUUID()}', true); update workspace.bench_row set turn = ${turn} where id = ${index};
           select events.append_many('${event}'); commit`,
        ),
      );
      taken.push(ms);
      await pause(breathMs);
    }
    await client.end();
  };
  const lanes = Promise.all(Array.from({ length: writers }, (_, index) => lane(index)));
  return {
    take() {
      const all = taken;
      taken = [];
      return all;
    },
    async stop() {
      isOver = true;
      await lanes;
    },
  };
}
