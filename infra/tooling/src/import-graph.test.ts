import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { cyclesIn, graphOfRooms, readImportGraph } from './import-graph.js';

test('circles are found by value, for types alone and through packages', async () => {
  const root = await mkdtemp(join(tmpdir(), 'imports-'));
  const files = {
    'infra/one/package.json': '{ "name": "@hub/one", "exports": { "./door": "./src/door.ts" } }',
    'infra/one/src/door.ts': "export { inner } from './inner.js';",
    'infra/one/src/inner.ts': "import type { Two } from '../../two/src/two.js';\nexport const inner = 1;",
    'infra/two/src/two.ts': "import { inner } from '@hub/one/door';\nexport type Two = typeof inner;",
    'infra/two/src/alone.ts': "import { inner } from '@hub/one/door';\nexport default inner;",
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }

  const graph = readImportGraph(root);

  expect(cyclesIn(graph)).toEqual([['infra/one/src/door.ts', 'infra/one/src/inner.ts', 'infra/two/src/two.ts']]);
  expect(cyclesIn(graphOfRooms(graph, (file) => file.split('/')[1] ?? null))).toEqual([['one', 'two']]);
  await rm(root, { recursive: true });
});
