import Table from 'cli-table3';
import { median, percentile, rounded, type Bench, type BenchContext } from './bench.js';
import type { HubDatabase } from '@hub/runtime/database';
import { clients, leadTo, openTenders, timeSearch } from './search/time-search.js';
import { keptDatabase } from './search/build.js';
import { readCorpus } from './search/corpus.js';
import { commonShape, isFiltered, searchShapes, type Question, type Shape } from './search/shapes.js';

const large = 1_000_000;
const small = 100_000;
const runsUsual = 200;
const warmRuns = 10;
const growthRounds = 5;
const growthRunsPerRound = 4;

/**
 * Twenty kinds of searches over a million tenders: how long each takes, with one client and with sixteen. Nothing is
 * cached between searches but what the product's process keeps anyway. An argument gives fewer runs of each kind.
 */
export const bench: Bench = async (context) => {
  const tenders = { large: await keptDatabase(context, large), small: await keptDatabase(context, small) };
  const shapes = searchShapes(await readCorpus());
  const runs = Number(context.args[0] ?? runsUsual);
  const hub = openTenders(tenders.large);
  context.onEnd(() => hub.close());
  const alone = await measureAlone(context, hub, { shapes, runs });
  const together = await measureTogether(context, hub, { shapes, runs });
  const smallHub = openTenders(tenders.small);
  context.onEnd(() => smallHub.close());
  const growth = await measureGrowth(context, { large: hub, small: smallHub, shapes });
  return {
    figures: {
      filteredP50Ms: alone.filteredP50,
      filteredP95Ms: alone.filteredP95,
      worstFilteredShapeP95Ms: alone.worstFilteredP95,
      worstTextOnlyShapeP95Ms: alone.worstTextOnlyP95,
      commonP50Ms: alone.commonP50,
      commonP95Ms: alone.commonP95,
      filteredP95MsAt16: together.filteredP95,
      worstFilteredShapeP95MsAt16: together.worstFilteredP95,
      commonP95MsAt16: together.commonP95,
      searchesPerSecondAt16: together.perSecond,
      growthOfFiltered: growth,
    },
    goals: [
      // Each kind by itself, not only all together.
      { figure: 'worstFilteredShapeP95Ms', atMost: 50 },
      { figure: 'worstTextOnlyShapeP95Ms', atMost: 200 },
      { figure: 'commonP95Ms', atMost: 200 },
      { figure: 'filteredP95MsAt16', atMost: 150 },
      { figure: 'commonP95MsAt16', atMost: 600 },
      { figure: 'growthOfFiltered', atMost: 2 },
    ],
  };
};

interface Load {
  readonly shapes: readonly Shape[];
  /** Of each shape. */
  readonly runs: number;
}

async function measureAlone({ say }: BenchContext, hub: HubDatabase, { shapes, runs }: Load) {
  const table = new Table({
    head: ['shape', 'p50 ms', 'p95 ms', 'longest'],
    colAligns: ['left', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  const measure = async (shape: Shape, withCounts: boolean) => {
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) times.push(await timeSearch(hub, shape.ask(run), { withCounts }));
    const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
    table.push([shape.name, rounded(p50), rounded(p95), rounded(Math.max(...times))]);
    return { p50, p95, times, shape };
  };
  // All kinds once before any is measured, as in a database that has been running for a while.
  for (const shape of [...shapes, commonShape]) {
    for (let run = 0; run < warmRuns; run += 1)
      await timeSearch(hub, shape.ask(1_000_000 + run), { withCounts: shape === commonShape });
  }
  const all: Awaited<ReturnType<typeof measure>>[] = [];
  for (const shape of shapes) all.push(await measure(shape, false));
  const common = await measure(commonShape, true);
  say(table.toString());
  const filtered = all.filter(({ shape }) => isFiltered(shape));
  const textOnly = all.filter(({ shape }) => !isFiltered(shape));
  const times = filtered.flatMap((one) => one.times);
  return {
    filteredP50: percentile(times, 0.5),
    filteredP95: percentile(times, 0.95),
    worstFilteredP95: Math.max(...filtered.map(({ p95 }) => p95)),
    worstTextOnlyP95: Math.max(...textOnly.map(({ p95 }) => p95)),
    commonP50: common.p50,
    commonP95: common.p95,
  };
}

async function measureTogether({ say }: BenchContext, hub: HubDatabase, { shapes, runs }: Load) {
  const questions: { shape: Shape; question: Question }[] = [];
  for (let run = 0; run < runs; run += 1) {
    for (const shape of [...shapes, commonShape])
      questions.push({ shape, question: await leadTo(hub, shape.ask(run)) });
  }
  const waiting = questions.values();
  const times = new Map<Shape, number[]>([...shapes, commonShape].map((shape) => [shape, []]));
  const client = async (): Promise<void> => {
    for (const { shape, question } of waiting) {
      times.get(shape)?.push(await timeSearch(hub, question, { withCounts: shape === commonShape }));
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const perSecond = questions.length / ((performance.now() - startedAt) / 1_000);
  const filtered = shapes.filter(isFiltered).map((shape) => times.get(shape) ?? []);
  say(`${clients} clients: ${Math.round(perSecond)} searches a second`);
  return {
    filteredP95: percentile(filtered.flat(), 0.95),
    worstFilteredP95: Math.max(...filtered.map((one) => percentile(one, 0.95))),
    commonP95: percentile(times.get(commonShape) ?? [], 0.95),
    perSecond,
  };
}

async function measureGrowth(
  { say }: BenchContext,
  { shapes, ...hubs }: { large: HubDatabase; small: HubDatabase; shapes: readonly Shape[] },
): Promise<number> {
  const cost = async (hub: HubDatabase, round: number): Promise<number> => {
    let sum = 0;
    for (const shape of shapes) {
      for (let run = 0; run < growthRunsPerRound; run += 1)
        sum += await timeSearch(hub, shape.ask(2_000_000 + round * growthRunsPerRound + run));
    }
    return sum;
  };
  await cost(hubs.small, 99);
  const ratios: number[] = [];
  for (let round = 0; round < growthRounds; round += 1) {
    const small = await cost(hubs.small, round);
    ratios.push((await cost(hubs.large, round)) / small);
  }
  say(`growth from ${small.toLocaleString('en')} to ${large.toLocaleString('en')}: ${ratios.map(rounded).join(', ')}`);
  return median(ratios);
}
