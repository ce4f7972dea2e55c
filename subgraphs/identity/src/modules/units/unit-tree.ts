/** A unit and where it hangs. */
export interface PlacedUnit {
  readonly id: string;
  readonly parentId: string | null;
}

/** Levels that units of a team may have below each other; a trigger of the database holds the same. */
export const levelsMax = 8;

/** Why a unit cannot hang under another; null when it can, or hangs at the top. */
export type Misplaced = 'no parent' | 'under itself' | 'too deep';

/** What would be wrong with moving a unit of a team, or with making one, which has no id yet. */
export function misplacedUnder(
  units: readonly PlacedUnit[],
  { id, parentId }: { id: string | null; parentId: string | null },
): Misplaced | null {
  if (parentId === null) return null;
  const parents = new Map(units.map((unit) => [unit.id, unit.parentId]));
  if (!parents.has(parentId)) return 'no parent';
  const above = pathTo(parents, parentId);
  if (id !== null && above.includes(id)) return 'under itself';
  const below = id === null ? 1 : Math.max(...units.map((unit) => levelsFrom(pathTo(parents, unit.id), id)));
  return above.length + below > levelsMax ? 'too deep' : null;
}

/** A unit and everything that it is a part of, from itself to the top. */
function pathTo(parents: ReadonlyMap<string, string | null>, id: string): string[] {
  const path: string[] = [];
  for (let at: string | null = id; at !== null && path.length <= levelsMax; at = parents.get(at) ?? null) path.push(at);
  return path;
}

/** How many levels a path has down from a unit on it; 1 for another path, because the unit is one level itself. */
function levelsFrom(path: readonly string[], id: string): number {
  return Math.max(1, path.indexOf(id) + 1);
}
