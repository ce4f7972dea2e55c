/** How many items a list has: a number, or what a variable of the request says. */
export type ListSize = number | VariableSize;

interface VariableSize {
  readonly variable: string;
  /** When the variable is left out or null. */
  readonly otherwise: number;
}

/** What an operation costs, worked out as far as it can be without the variables of a request. */
export interface Cost {
  readonly fixed: number;
  readonly lists: readonly ListCost[];
  /** Of what an interface or a union may turn out to be, one is: the dearest of each counts. */
  readonly choices: readonly (readonly Cost[])[];
}

/** A list in an operation. */
export interface ListCost {
  /** Names of the fields that lead to it. */
  readonly path: readonly string[];
  readonly size: ListSize;
  readonly item: Cost;
}

type Variables = Readonly<Record<string, unknown>>;

export const noCost: Cost = { fixed: 0, lists: [], choices: [] };

/** A cost that no variable can change. */
export function fixedCost(fixed: number): Cost {
  return { ...noCost, fixed };
}

/** What several things cost together. */
export function sumOf(costs: readonly Cost[]): Cost {
  return {
    fixed: costs.reduce((sum, { fixed }) => sum + fixed, 0),
    lists: costs.flatMap(({ lists }) => lists),
    choices: costs.flatMap(({ choices }) => choices),
  };
}

/** The cost with the variables of one request. */
export function totalOf({ fixed, lists, choices }: Cost, variables: Variables): number {
  let total = fixed;
  for (const { size, item } of lists) total += sizeIn(size, variables) * totalOf(item, variables);
  for (const choice of choices) total += Math.max(0, ...choice.map((cost) => totalOf(cost, variables)));
  return total;
}

/** The list that costs most by what its own items are, however many lists it lies in: where a client should ask for less. */
export function costliestList(cost: Cost, variables: Variables): readonly string[] | undefined {
  return costliest(cost, variables, 1)?.path;
}

interface Found {
  readonly path: readonly string[];
  readonly cost: number;
}

function costliest({ lists, choices }: Cost, variables: Variables, times: number): Found | undefined {
  const found = lists.flatMap(({ path, size, item }) => {
    const count = times * sizeIn(size, variables);
    const ofItems = item.choices.reduce((sum, choice) => sum + Math.max(0, ...choice.map(({ fixed }) => fixed)), 0);
    return [{ path, cost: count * (item.fixed + ofItems) }, costliest(item, variables, count)];
  });
  const chosen = choices.flatMap((choice) => choice.map((cost) => costliest(cost, variables, times)));
  return [...found, ...chosen]
    .filter((one) => one !== undefined)
    .reduce<Found | undefined>((most, one) => (most === undefined || one.cost > most.cost ? one : most), undefined);
}

/** A number that is out of bounds is refused where the list is made, in words of its own. */
function sizeIn(size: ListSize, variables: Variables): number {
  if (typeof size === 'number') return size;
  const value = variables[size.variable];
  return countIn(value) ?? size.otherwise;
}

/** How many items a value of a size argument means: a number of them, or a list of their ids. */
export function countIn(value: unknown): number | undefined {
  if (Array.isArray(value)) return value.length;
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined;
}
