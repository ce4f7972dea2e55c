import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { z } from 'zod';

/** Files of the project by path from its root, each with those that it imports: for values or for types alone. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

const manifest = z.object({
  name: z.string(),
  exports: z.record(z.string(), z.string()).default({}),
});

const sources = ['gateway', 'infra', 'prisma', 'subgraphs', 'test'].map((room) => `${room}/**/*.{ts,mjs}`);

/** Reads which file imports which, through the exports of the project's own packages as well. */
export function readImportGraph(root: string): ImportGraph {
  const exclude = (path: string): boolean => /(^|\/)(node_modules|\.data|generated)(\/|$)/u.test(path);
  const files = globSync(sources, { cwd: root, exclude });
  const doors = readDoors(root, globSync(['*/package.json', '*/*/package.json'], { cwd: root, exclude }));
  return new Map(
    files.toSorted().map((file) => {
      const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), 'utf8'), true, true);
      const targets = importedFiles.flatMap(({ fileName }) => {
        const target = fileName.startsWith('.') ? join(dirname(file), fileName) : doors.get(fileName);
        return target === undefined ? [] : (sourceOf(root, target) ?? []);
      });
      return [file, [...new Set(targets)].toSorted()];
    }),
  );
}

/** Files behind the names under which packages of the project are imported. */
function readDoors(root: string, manifests: readonly string[]): Map<string, string> {
  return new Map(
    manifests.flatMap((file) => {
      const { name, exports } = manifest.parse({
        name: '',
        ...z.record(z.string(), z.unknown()).parse(read(root, file)),
      });
      return Object.entries(exports).map(([path, target]) => [join(name, path), join(dirname(file), target)] as const);
    }),
  );
}

function read(root: string, file: string): unknown {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

function sourceOf(root: string, path: string): string | undefined {
  return [path, path.replace(/\.js$/u, '.ts')].find(
    (candidate) => /\.(ts|mjs)$/u.test(candidate) && existsSync(join(root, candidate)),
  );
}

/** Groups of files that import each other in a circle, directly or through others; none in an orderly project. */
export function cyclesIn(graph: ImportGraph): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const cycles: string[][] = [];

  // Strongly connected components after Tarjan.
  function visit(file: string): void {
    order.set(file, order.size);
    lowest.set(file, order.size - 1);
    open.push(file);
    for (const target of graph.get(file) ?? []) {
      if (!order.has(target)) visit(target);
      if (open.includes(target)) lowest.set(file, Math.min(lowest.get(file) ?? 0, lowest.get(target) ?? 0));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const group = open.splice(open.indexOf(file));
    if (group.length > 1 || graph.get(file)?.includes(file) === true) cycles.push(group.toSorted());
  }

  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return cycles;
}

/** The same arrows between rooms. A room is what `roomOf` says of a file; files without one are left out. */
export function graphOfRooms(graph: ImportGraph, roomOf: (file: string) => string | null): ImportGraph {
  const rooms = new Map<string, Set<string>>();
  for (const [file, targets] of graph) {
    const room = roomOf(file);
    if (room === null) continue;
    const others = rooms.get(room) ?? new Set();
    rooms.set(room, others);
    for (const target of targets.map(roomOf)) if (target !== null && target !== room) others.add(target);
  }
  return new Map([...rooms].map(([room, others]) => [room, [...others].toSorted()]));
}
