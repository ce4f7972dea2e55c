import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { composeCheckout, composeSupergraph, staleFiles } from './compose.js';

const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const alpha = {
  name: 'alpha',
  url: 'http://127.0.0.1:1/graphql',
  sdl: `${link} type Query { a: Item } type Item @key(fields: "id") { id: ID! name: String }`,
};
const beta = {
  name: 'beta',
  url: 'http://127.0.0.1:2/graphql',
  sdl: `${link} type Query { b: Int } type Item @key(fields: "id") { id: ID! size: Int }`,
};

describe('composition', () => {
  test('gives the same bytes whenever it is repeated and in whatever order', () => {
    const first = composeSupergraph([alpha, beta]);
    const second = composeSupergraph([beta, alpha]);

    expect(second).toBe(first);
    expect(first).toContain('BETA @join__graph(name: "beta", url: "http://127.0.0.1:2/graphql")');
  });

  test('that fails names the code and the subgraph', () => {
    const clash = { ...beta, sdl: `${link} type Query { b: Int } type Item @key(fields: "id") { id: ID! name: Int }` };

    expect(() => composeSupergraph([alpha, clash])).toThrow(
      /FIELD_TYPE_MISMATCH: .*alpha.*beta|FIELD_TYPE_MISMATCH: .*beta.*alpha/su,
    );
  });

  test('of a checkout joins modules by path and knows which files are stale', async () => {
    const root = await mkdtemp(join(tmpdir(), 'compose-'));
    const modules = join(root, 'subgraphs/alpha/src/modules');
    await mkdir(join(modules, 'base'), { recursive: true });
    await mkdir(join(modules, 'things'), { recursive: true });
    await mkdir(join(root, 'gateway/schemas'), { recursive: true });
    await writeFile(join(modules, 'base/schema.graphql'), link);
    await writeFile(join(modules, 'things/schema.graphql'), 'type Query { a: Int }');
    await writeFile(
      join(root, 'gateway/supergraph.yaml'),
      'federation_version: =2.14.4\nsubgraphs:\n  alpha:\n    routing_url: http://127.0.0.1:1/graphql\n    schema: { file: ./schemas/alpha.graphql }\n',
    );

    const files = await composeCheckout(root);
    const before = await staleFiles(files);
    for (const { path, text } of files) await writeFile(path, text);
    const after = await staleFiles(await composeCheckout(root));

    const made = ['schemas/alpha.graphql', 'supergraph.graphql', 'schema.graphql'];
    expect(before).toEqual(made.map((name) => join(root, 'gateway', name)));
    expect(after).toEqual([]);
    await rm(root, { recursive: true });
  });
});
