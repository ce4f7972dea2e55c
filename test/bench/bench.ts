/** What a benchmark measured, and what it was meant to reach. */
export interface BenchResult {
  readonly figures: Readonly<Record<string, number>>;
  readonly goals: readonly Goal[];
}

/** One line of what must hold. */
export interface Goal {
  readonly figure: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** What a benchmark may use. */
export interface BenchContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly args: readonly string[];
  /** A line for the person who waits; the result is never among them. */
  readonly say: (line: string) => void;
  /** Undone at the end, in reverse order, whatever happened. */
  readonly onEnd: (undo: () => Promise<void> | void) => void;
}

/** A benchmark: the file is named after it. */
export type Bench = (context: BenchContext) => Promise<BenchResult>;

/** True when a figure reaches its goal. A figure that is missing does not. */
export function reaches(figures: BenchResult['figures'], { figure, atLeast, atMost }: Goal): boolean {
  const value = figures[figure];
  if (value === undefined || Number.isNaN(value)) return false;
  return (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
}

/** The middle value; of an even number the lower of the two in the middle. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN;
}

/** The value below which such a share of all lies. */
export function percentile(values: readonly number[], share: number): number {
  return values.toSorted((left, right) => left - right)[Math.ceil(values.length * share) - 1] ?? Number.NaN;
}

/** How long something took, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Rounded for people: three significant figures below 1000, whole numbers above. */
export function rounded(value: number): number {
  return Math.abs(value) >= 1_000 ? Math.round(value) : Number(value.toPrecision(3));
}
