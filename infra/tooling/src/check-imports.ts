import { fileURLToPath } from 'node:url';
import { cyclesIn, graphOfRooms, readImportGraph } from './import-graph.js';

// Fails when files import each other in a circle, by value or for types alone, or when the rooms of a subgraph do.
const files = readImportGraph(fileURLToPath(new URL('../../..', import.meta.url)));
const circles = [...cyclesIn(files), ...cyclesIn(graphOfRooms(files, roomOf))];

for (const circle of circles)
  process.stderr.write(`import each other:\n${circle.map((path) => `  ${path}\n`).join('')}`);
process.stdout.write(`imports: ${files.size} files, ${circles.length} cycles\n`);
if (circles.length > 0) process.exitCode = 1;

/** The module or room of knowledge in a subgraph. Tests of a file may look anywhere. */
function roomOf(file: string): string | null {
  if (file.endsWith('.test.ts')) return null;
  return /^subgraphs\/[^/]+\/src\/(?:modules\/)?[^/.]+(?=\/)/u.exec(file)?.[0] ?? null;
}
