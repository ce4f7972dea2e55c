// Runs one benchmark: prints a table for people, then one JSON line for scripts. Exits 1 when a goal is missed.
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { live } from '@hub/dev/life';
import Table from 'cli-table3';
import { reaches, rounded, type Bench, type Goal } from './bench.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
const names = globSync('*.bench.ts', { cwd: folder })
  .map((file) => basename(file, '.bench.ts'))
  .toSorted();
const [name = '', ...args] = process.argv.slice(2);

if (!names.includes(name)) {
  process.stderr.write(`There is no benchmark "${name}". Choose one: ${names.join(', ')}\n`);
  process.exit(64);
}

const { bench }: { bench: Bench } = await import(`./${name}.bench.ts`);
await live(async ({ ending, signal, onEnd }) => {
  // A failure of what nobody waits for would end this process, and leave behind all that it has started.
  const broken = Promise.withResolvers<never>();
  process.on('unhandledRejection', broken.reject);
  const measuring = bench({
    env: process.env,
    args,
    say: (line) => process.stderr.write(`${line}\n`),
    onEnd: (undo) => onEnd(async () => undo()),
  });
  const interrupted = ending.then(() => Promise.reject(signal.reason));
  const measured = await Promise.race([measuring, interrupted, broken.promise]);
  const figures = Object.fromEntries(Object.entries(measured.figures).map(([key, value]) => [key, rounded(value)]));
  const ok = measured.goals.every((goal) => reaches(measured.figures, goal));
  process.stdout.write(`${tableOf(measured.figures, measured.goals)}\n`);
  process.stdout.write(`${JSON.stringify({ name, figures, goals: measured.goals, ok })}\n`);
  return ok ? 0 : 1;
});
// A benchmark that was interrupted may still have work under way that nobody waits for.
process.exit();

/** Shows rounded figures, and judges exact ones as the exit code does. */
function tableOf(figures: Readonly<Record<string, number>>, goals: readonly Goal[]): string {
  const table = new Table({
    head: ['figure', 'value', 'goal', ''],
    colAligns: ['left', 'right', 'left', 'left'],
    style: { head: [], border: [] },
  });
  for (const [figure, value] of Object.entries(figures)) {
    const goal = goals.find((candidate) => candidate.figure === figure);
    const verdict = goal === undefined ? '' : reaches(figures, goal) ? 'reached' : 'MISSED';
    table.push([figure, rounded(value).toLocaleString('en'), textOf(goal), verdict]);
  }
  return table.toString();
}

function textOf(goal: Goal | undefined): string {
  if (goal === undefined) return '';
  return goal.atLeast !== undefined
    ? `at least ${goal.atLeast.toLocaleString('en')}`
    : `at most ${goal.atMost?.toLocaleString('en')}`;
}
