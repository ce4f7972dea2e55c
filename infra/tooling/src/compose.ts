// cspell:ignore qljs
import { readdir, readFile, writeFile, mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { composeServices, type CompositionSuccess } from '@apollo/composition';
import { lexicographicSortSchema, parse, printSchema, type GraphQLSchema } from 'graphql';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';

/** One subgraph as composition needs it. */
export interface SubgraphSource {
  readonly name: string;
  /** Where the subgraph answers when it runs as its own process. */
  readonly url: string;
  readonly sdl: string;
}

/** A file the composition makes, with the text it must hold. */
export interface ComposedFile {
  readonly path: string;
  readonly text: string;
}

const supergraphFile = z.object({
  federation_version: z.string(),
  subgraphs: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/u),
    z.object({ routing_url: z.url(), schema: z.object({ file: z.string() }) }),
  ),
});

const apiNotice = '# The schema that clients see. Made by the compose script; what breaks clients is refused.\n\n';
const generatedNotice = '# Joined from the modules of this subgraph by the compose script. Edit those instead.\n';

/**
 * Composes subgraphs to a supergraph SDL. The order of the list does not matter: the same subgraphs give the same bytes.
 *
 * @throws Error listing every composition error, each with its code and the subgraph it comes from.
 */
export function composeSupergraph(subgraphs: readonly SubgraphSource[]): string {
  return `${compose(subgraphs).supergraphSdl.trimEnd()}\n`;
}

function compose(subgraphs: readonly SubgraphSource[]): CompositionSuccess {
  const services = subgraphs
    .toSorted((left, right) => compareText(left.name, right.name))
    .map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl, { noLocation: true }) }));
  const result = composeServices(services);
  if (result.supergraphSdl !== undefined) return result;
  const reasons = (result.errors ?? []).map((error) => `  ${String(error.extensions['code'])}: ${error.message}`);
  throw new Error(`The subgraphs do not compose:\n${reasons.join('\n')}`);
}

/**
 * Joins the modules of one subgraph, in the order of their paths.
 *
 * @throws Error when the subgraph has no module with a `schema.graphql`.
 */
export async function readSubgraphSdl(subgraphFolder: string): Promise<string> {
  const modules = join(subgraphFolder, 'src', 'modules');
  const names = (await readdir(modules, { recursive: true })).filter((name) =>
    /(?:^|[\\/])schema\.graphql$/u.test(name),
  );
  if (names.length === 0) throw new Error(`There is no schema.graphql in ${modules}`);
  const texts = await Promise.all(names.toSorted(compareText).map((name) => readFile(join(modules, name), 'utf8')));
  return texts.map((text) => `${text.trim()}\n`).join('\n');
}

/** Every file that composition makes for a checkout: one schema per subgraph, the supergraph, and what clients see. */
export async function composeCheckout(root: string): Promise<readonly ComposedFile[]> {
  const subgraphs = await readSubgraphs(root);
  const schemas = subgraphs.map(({ path, sdl }) => ({ path, text: `${generatedNotice}${sdl}` }));
  const composed = compose(subgraphs);
  return [
    ...schemas,
    { path: join(root, 'gateway', 'supergraph.graphql'), text: `${composed.supergraphSdl.trimEnd()}\n` },
    { path: join(root, 'gateway', 'schema.graphql'), text: `${apiNotice}${printSchema(apiSchemaOf(composed))}\n` },
  ];
}

/** The schema that clients see, composed from the modules as they are now. */
export async function composeApiSchema(root: string): Promise<GraphQLSchema> {
  return apiSchemaOf(compose(await readSubgraphs(root)));
}

function apiSchemaOf(composed: CompositionSuccess): GraphQLSchema {
  return lexicographicSortSchema(composed.schema.toAPISchema().toGraphQLJSSchema());
}

async function readSubgraphs(root: string): Promise<readonly (SubgraphSource & { readonly path: string })[]> {
  const gatewayFolder = join(root, 'gateway');
  const declared = supergraphFile.parse(parseYaml(await readFile(join(gatewayFolder, 'supergraph.yaml'), 'utf8')));
  return Promise.all(
    Object.entries(declared.subgraphs).map(async ([name, { routing_url: url, schema }]) => ({
      name,
      url,
      sdl: await readSubgraphSdl(join(root, 'subgraphs', name)),
      path: resolve(gatewayFolder, schema.file),
    })),
  );
}

/** The paths whose text on disk differs from what composition makes now; a missing file differs. */
export async function staleFiles(files: readonly ComposedFile[]): Promise<readonly string[]> {
  const onDisk = await Promise.all(files.map(({ path }) => readFile(path, 'utf8').catch(() => null)));
  return files.filter(({ text }, index) => onDisk[index] !== text).map(({ path }) => path);
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

async function main(): Promise<void> {
  const root = resolve(import.meta.dirname, '../../..');
  const files = await composeCheckout(root);
  const stale = await staleFiles(files);
  const relative = stale.map((path) => path.slice(root.length + 1));
  if (!process.argv.includes('--check')) {
    await Promise.all(
      files.map(async ({ path, text }) => {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, text);
      }),
    );
    console.log(relative.length === 0 ? 'The supergraph was fresh.' : `Composed ${relative.join(', ')}`);
  } else if (relative.length > 0) {
    console.error(`Not fresh, run the compose script: ${relative.join(', ')}`);
    process.exitCode = 1;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
