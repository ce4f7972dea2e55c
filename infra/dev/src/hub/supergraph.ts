import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export interface CheckedSupergraph {
  readonly sdl: string;
  readonly path: string;
  /** Committed files that differ from what the subgraphs say now, relative to the checkout. */
  readonly stale: readonly string[];
}

const stampSchema = z.object({ inputs: z.string(), stale: z.array(z.string()) });

/**
 * Composes what the subgraphs say now, which is what a developer wants to run, and says which committed files differ.
 * Composition takes seconds, so its result is kept until a schema changes.
 *
 * @throws Error listing every composition error.
 */
export async function checkSupergraph({
  root,
  profile,
}: {
  readonly root: string;
  readonly profile: string;
}): Promise<CheckedSupergraph> {
  const folder = join(root, '.data', profile);
  const [path, stampFile] = [join(folder, 'supergraph.graphql'), join(folder, 'supergraph.stamp.json')];
  const inputs = hashOfInputs(root);
  const stamp = readStamp(stampFile);
  if (stamp?.inputs === inputs && existsSync(path))
    return { sdl: readFileSync(path, 'utf8'), path, stale: stamp.stale };

  const { composeCheckout, staleFiles } = await import('@hub/tooling/compose');
  const files = await composeCheckout(root);
  const sdl = files.find((file) => file.path.endsWith('supergraph.graphql'))?.text;
  if (sdl === undefined) throw new Error('Composition made no supergraph.');
  const stale = (await staleFiles(files)).map((file) => file.slice(root.length + 1));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, sdl);
  writeFileSync(stampFile, JSON.stringify({ inputs, stale }));
  return { sdl, path, stale };
}

function hashOfInputs(root: string): string {
  const hash = createHash('sha256');
  const patterns = [
    'subgraphs/*/src/modules/**/schema.graphql',
    'gateway/supergraph.*',
    'gateway/schemas/*',
    'infra/tooling/src/compose.ts',
  ];
  for (const file of globSync(patterns, { cwd: root }).toSorted())
    hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

function readStamp(path: string): z.infer<typeof stampSchema> | null {
  if (!existsSync(path)) return null;
  const parsed = stampSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  return parsed.success ? parsed.data : null;
}
