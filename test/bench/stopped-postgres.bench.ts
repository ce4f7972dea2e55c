import { setTimeout as pause } from 'node:timers/promises';
import { seedDemo } from '@hub/dev/seed-demo';
import { z } from 'zod';
import { timed, type Bench, type BenchContext } from './bench.js';
import { openStores } from './chaos/stores.js';
import { benchDatabase } from './database.js';
import { sendOnce, signInToDemo } from './skeleton/load.js';
import { startSingle, type RunningHub } from './skeleton/processes.js';

const stops = 5;
// Long enough for every connection to have fallen silent.
const quietMs = 2_000;
const promisedMs = 2_000;

const answer = z.object({ errors: z.array(z.object({ extensions: z.object({ code: z.string() }) })).default([]) });

/**
 * Stops Postgres (SIGSTOP) while nothing runs and asks: how long a read, a write, a read after them and the readiness take
 * to say that the database is away, and how long it takes until they are back.
 */
export const bench: Bench = async (context) => {
  const stores = await openStores(context);
  const env = { ...context.env, DATABASE_URL: stores.urls.postgres, REDIS_URL: stores.urls.redis };
  const own: BenchContext = { ...context, env: { ...env, MONGODB_URL: stores.urls.mongodb } };
  const database = await benchDatabase(own, 'hub_bench_stopped');
  const workerPassword = database.rolePasswords.svc_worker;
  await seedDemo({ url: database.url, workerPassword, signal: new AbortController().signal });
  const hub = await startSingle(own, { ...own.env, DATABASE_URL: database.url }, 0);
  const questions = await questionsTo(hub);
  const took: Record<string, number[]> = { read: [], write: [], laterRead: [], readiness: [], back: [] };
  for (let stop = 1; stop <= stops; stop += 1) {
    await pause(quietMs);
    stores.stop('postgres');
    const [read, write, readiness] = await Promise.all([questions.read(), questions.write(), questions.readiness()]);
    const laterRead = await questions.read();
    stores.resume('postgres');
    const back = await timed(() => questions.untilBack());
    for (const [name, ms] of Object.entries({ read, write, readiness, laterRead, back })) took[name]?.push(ms);
    context.say(
      `stop ${stop} of ${stops}: a read said so in ${Math.round(read)} ms, a write in ${Math.round(write)} ms`,
    );
  }
  const figures = Object.fromEntries(Object.entries(took).map(([name, all]) => [`${name}MsMax`, Math.max(...all)]));
  const goals = Object.keys(figures).map((figure) => ({ figure, atMost: promisedMs }));
  return { figures, goals };
};

/** What is asked, each answering how long it took. @throws Error when the answer is not that the database is away. */
async function questionsTo(hub: RunningHub) {
  const token = await signInToDemo(hub.url);
  const { tenders } = await sendOnce(hub.url, '{ tenders(first: 20) { edges { node { id entry { id } } } } }', token);
  const edges = z.object({ edges: z.array(z.object({ node: z.object({ id: z.string(), entry: z.unknown() }) })) });
  const untracked = edges.parse(tenders).edges.find(({ node }) => node.entry === null)?.node.id ?? '';
  const codeOf = async (query: string): Promise<string | undefined> => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const response = await fetch(hub.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    return answer.parse(JSON.parse(await response.text())).errors[0]?.extensions.code;
  };
  const isAway = async (query: string): Promise<void> => {
    const code = await codeOf(query);
    if (code !== 'DATABASE_UNAVAILABLE') throw new Error(`A stopped database was answered with ${code}.`);
  };
  const read = '{ entries(first: 3) { edges { node { notes } } } }';
  const write = `mutation { trackTender(input: { tenderId: "${untracked}" }) { __typename } }`;
  return {
    read: () => timed(() => isAway(read)),
    write: () => timed(() => isAway(write)),
    readiness: () =>
      timed(async () => {
        const { status } = await fetch(new URL('/health/ready', hub.url));
        if (status !== 503) throw new Error(`Readiness was ${status} without a database.`);
      }),
    async untilBack() {
      while ((await codeOf(read)) !== undefined) await pause(50);
    },
  };
}
