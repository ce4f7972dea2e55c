import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { documentMigrations } from '@hub/insights/documents';
import { readinessOf } from '@hub/insights/readiness-of';
import { urlOfRole } from '@hub/runtime/database';
import { openSharedStores, openSubgraphStores, type RequestScope } from '@hub/runtime/service';
import { createLogger } from '@hub/runtime/telemetry';
import { median, percentile, type BenchContext } from '../bench.js';
import { onServer, type BenchDatabase } from '../database.js';
import type { JudgedTender } from '../judgement/tenders.js';
import { startProcess } from '../measured/start-process.js';
import { addTeam, addTenders, changeProfile } from './rows.js';

const rounds = 3;
const quietMs = 3_000;
const pageSize = 20;

/** Changes the profile of a team that tracks many tenders, and reads meanwhile as another team does. */
export async function measureRescoring(
  context: BenchContext,
  { url, rolePasswords }: BenchDatabase,
  tenders: readonly JudgedTender[],
): Promise<Record<string, number>> {
  const ids = await addTenders(url, tenders);
  const [changing, reading] = [randomUUID(), randomUUID()];
  await addTeam(url, changing, ids);
  await addTeam(url, reading, ids.slice(0, 1_000));
  const settings = {
    databaseUrl: urlOfRole(url, 'svc_insights', rolePasswords.svc_insights),
    mongodbUrl: mongodbOf(context),
    redisUrl: null,
    poolSizeMax: 4,
    connectTimeoutMs: 10_000,
  };
  const logger = createLogger({ service: 'bench', level: 'silent' });
  const shared = await openSharedStores(settings, logger);
  const stores = openSubgraphStores({ name: 'insights', settings, shared, logger });
  context.onEnd(async () => {
    await stores.close();
    await shared.close();
  });
  await shared.documents.migrate(documentMigrations);
  const worker = startProcess(context, new URL('worker-process.ts', import.meta.url), {
    BENCH_WORKER_URL: urlOfRole(url, 'svc_worker', rolePasswords.svc_worker),
    BENCH_MONGODB_URL: settings.mongodbUrl,
  });
  await once(worker, 'message');
  for (const teamId of [changing, reading])
    await rescored(url, teamId, ids.length, () => changeProfile(url, teamId, 1));
  const scopeOf = (): RequestScope =>
    stores.scopeOf({ actor: { kind: 'system', name: 'bench', teamId: reading }, requestId: 'bench' });
  const read = reader(scopeOf, ids.slice(0, 1_000));
  await read(pause(quietMs));
  const taken: { quiet: number; busy: number; seconds: number }[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const quiet = await read(pause(quietMs));
    let seconds = Number.NaN;
    const busy = await read(
      (async () => {
        seconds = await rescored(url, changing, ids.length, () => changeProfile(url, changing, round + 1));
      })(),
    );
    taken.push({ quiet, busy, seconds });
    context.say(
      `round ${round} of ${rounds}: ${seconds.toFixed(1)} s, reads ${quiet.toFixed(1)} ms quiet, ${busy.toFixed(1)} ms meanwhile, p95`,
    );
  }
  const rescoreSeconds = median(taken.map(({ seconds }) => seconds));
  return {
    tenders: ids.length,
    rescoreSeconds,
    rescoredPerSecond: ids.length / rescoreSeconds,
    readsQuietP95Ms: median(taken.map(({ quiet }) => quiet)),
    readsWhileRescoringP95Ms: median(taken.map(({ busy }) => busy)),
    readsWhileRescoringToQuiet: median(taken.map(({ quiet, busy }) => busy / quiet)),
  };
}

function mongodbOf({ env, onEnd }: BenchContext): string {
  const url = new URL(env['MONGODB_URL'] ?? '');
  url.pathname = `/hub_bench_insights_${process.pid}`;
  onEnd(async () => {
    const { default: mongoose } = await import('mongoose');
    const connection = await mongoose.createConnection(url.toString()).asPromise();
    await connection.dropDatabase();
    await connection.close();
  });
  return url.toString();
}

/** Seconds from the change until every score is of after it. */
async function rescored(url: string, teamId: string, most: number, change: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  const since = new Date();
  await change();
  await onServer(url, async (client) => {
    const old = `select (select count(*) from workspace.entry where team_id = $1)
      - (select count(*) from insights.readiness_score where team_id = $1 and calculated_at >= $2) as count`;
    for (let tries = 0; ; tries += 1) {
      const { rows } = await client.query<{ count: string }>(old, [teamId, since]);
      if (Number(rows[0]?.count) === 0) return;
      if (tries > most) throw new Error('The scores do not come.');
      await pause(50);
    }
  });
  return (performance.now() - startedAt) / 1_000;
}

/** Reads pages one after the other until something is done; answers the p95 in milliseconds. */
function reader(scopeOf: () => RequestScope, ids: readonly string[]) {
  let page = 0;
  return async (until: Promise<unknown>): Promise<number> => {
    const took: number[] = [];
    let isOver = false;
    const ending = until.finally(() => (isOver = true));
    while (!isOver) {
      page = (page + 1) % Math.floor(ids.length / pageSize);
      const startedAt = performance.now();
      await readinessOf(scopeOf(), ids.slice(page * pageSize, (page + 1) * pageSize));
      took.push(performance.now() - startedAt);
      await pause(5);
    }
    await ending;
    return percentile(took, 0.95);
  };
}
