import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { sampleQueries } from '@hub/dev/sample-queries';
import { buildSchema, parse, validate } from 'graphql';

const supergraph = readFileSync(fileURLToPath(new URL('../../gateway/supergraph.graphql', import.meta.url)), 'utf8');
const schema = buildSchema(supergraph, { assumeValidSDL: true });

describe('what a first start offers to ask', () => {
  test.each(sampleQueries.map(({ title, query }) => [title, query]))(
    '"%s" is a valid operation of the graph',
    (_title, query) => {
      expect(validate(schema, parse(query))).toEqual([]);
    },
  );
});
