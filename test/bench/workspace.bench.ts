import { seedDemo } from '@hub/dev/seed-demo';
import { demoTeams } from '@hub/prisma/seed';
import { median, percentile, timed, type Bench, type BenchContext } from './bench.js';
import { benchDatabase, onServer } from './database.js';
import { sendOnce, signInToDemo } from './skeleton/load.js';
import { startSingle } from './skeleton/processes.js';
import { addTeams, fillTeams } from './workspace/team-rows.js';

const large = { people: 500, projects: 1_000, tasksOfProject: 50 };
const others = { people: 5, projects: 10, tasksOfProject: 10 };
const otherTeams = 1_000;
const rounds = 15;
const requestsOfRound = 20;

const task = 'id title status priority dueOn isOverdue version assignee { id } project { id name }';
const page = `pageInfo { hasNextPage endCursor } nodes { ${task} }`;

/** What people of a team open all day. No answer is kept by the gateway, so that each is made. */
const queries = {
  dashboard: [
    `{ dashboard { projectStageCounts { stage projectCount } projectStatusCounts { status projectCount }
      entryStatusCounts { status entryCount } taskStatusCounts { status taskCount } overdueTaskCount dueSoonTaskCount
      closingSoonPursuitCount reopenedPursuitCount recentChanges { changedAt project { id name } task { id title } entry { id } } } }`,
  ],
  taskList: [
    `{ tasks { ${page} } }`,
    `{ tasks(orderBy: UPDATED_AT_DESC) { ${page} } }`,
    `{ tasks(filter: { statuses: [IN_PROGRESS], priorities: [HIGH, CRITICAL] }) { ${page} } }`,
    `{ tasks(filter: { isOverdue: true }) { ${page} } }`,
    `{ myTasks { ${page} } }`,
  ],
  countedTaskList: [`{ tasks { totalCount ${page} } }`],
} as const;
type Name = keyof typeof queries;
const names = ['dashboard', 'taskList', 'countedTaskList'] as const satisfies readonly Name[];

interface Opened {
  readonly url: string;
  readonly token: string;
}

/** A team with 500 people, 1,000 projects and 50,000 tasks: what it waits for, beside 1,000 other teams and alone. */
export const bench: Bench = async (context) => {
  const beside = await open(context, 'hub_bench_workspace', otherTeams);
  const alone = await open(context, 'hub_bench_workspace_alone', 0);
  const taken: Record<Name, { beside: number[]; alone: number[]; ratios: number[] }> = {
    dashboard: { beside: [], alone: [], ratios: [] },
    taskList: { beside: [], alone: [], ratios: [] },
    countedTaskList: { beside: [], alone: [], ratios: [] },
  };
  for (const name of names) for (const hub of [beside, alone]) await sendAll(hub, name);
  for (let round = 1; round <= rounds; round += 1) {
    for (const name of names) {
      // Which of them comes first changes, so that neither always finds the machine as the other left it.
      const order = round % 2 === 0 ? (['beside', 'alone'] as const) : (['alone', 'beside'] as const);
      const times = { beside: [] as number[], alone: [] as number[] };
      for (const which of order) times[which] = await sendAll(which === 'beside' ? beside : alone, name);
      taken[name].beside.push(...times.beside);
      taken[name].alone.push(...times.alone);
      taken[name].ratios.push(median(times.beside) / median(times.alone));
    }
    context.say(
      `round ${round} of ${rounds}: ${names.map((name) => `${name} ${median(taken[name].beside).toFixed(1)} ms`).join(', ')}`,
    );
  }
  const figures = names.flatMap((name) => [
    [`${name}P95Ms`, percentile(taken[name].beside, 0.95)],
    [`${name}MedianMs`, median(taken[name].beside)],
    [`${name}AloneP95Ms`, percentile(taken[name].alone, 0.95)],
    [`${name}ToAlone`, median(taken[name].ratios)],
  ]);
  return {
    figures: Object.fromEntries(figures),
    goals: [
      { figure: 'dashboardP95Ms', atMost: 60 },
      { figure: 'taskListP95Ms', atMost: 40 },
      { figure: 'dashboardToAlone', atMost: 1.1 },
      { figure: 'taskListToAlone', atMost: 1.1 },
    ],
  };
};

/** A product with the large team, whose person is signed in, beside so many others. */
async function open(context: BenchContext, name: string, teams: number): Promise<Opened> {
  const { url, rolePasswords } = await benchDatabase(context, name);
  await seedDemo({ url, workerPassword: rolePasswords.svc_worker, signal: new AbortController().signal });
  await onServer(url, async (client) => {
    const { rows } = await client.query<{ id: string }>('select id from identity.team where slug = $1', [
      demoTeams[0]?.slug,
    ]);
    const own = rows.map(({ id }) => id);
    // A team has an owner when it is committed.
    await client.query('begin');
    if (teams > 0) await fillTeams(client, await addTeams(client, teams), others);
    await fillTeams(client, own, large);
    await client.query('commit');
    await client.query('vacuum analyze');
    const counted = await client.query<{ tasks: string }>('select count(*) as tasks from workspace.task');
    context.say(`${name}: ${counted.rows[0]?.tasks ?? 0} tasks`);
  });
  const hub = await startSingle(context, { ...context.env, DATABASE_URL: url }, 0);
  return { url: hub.url, token: await signInToDemo(hub.url) };
}

async function sendAll({ url, token }: Opened, name: Name): Promise<number[]> {
  const times: number[] = [];
  const list = queries[name];
  for (let index = 0; index < requestsOfRound; index += 1)
    times.push(await timed(() => sendOnce(url, list[index % list.length] ?? '', token)));
  return times;
}
