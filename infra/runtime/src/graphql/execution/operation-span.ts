import type { Attributes } from '@opentelemetry/api';
import {
  ATTR_GRAPHQL_OPERATION_NAME,
  ATTR_GRAPHQL_OPERATION_TYPE,
} from '@opentelemetry/semantic-conventions/incubating';
import { z } from 'zod';
import type { SubgraphName } from '../../auth/subgraph-names.js';

const operationShape = z.object({ query: z.string(), operationName: z.string().nullish() });
const nameLengthMax = 200;

/** How a trace calls the work of one subgraph for one fetch. */
export function operationSpanName(subgraph: SubgraphName): string {
  return `subgraph ${subgraph}`;
}

/** What a trace says of a fetch: never its text, which may hold values. A plain request says its subgraph only. */
export function operationAttributes(subgraph: SubgraphName, operation: unknown): Attributes {
  const parsed = operationShape.safeParse(operation);
  if (!parsed.success) return { 'hub.subgraph': subgraph };
  const { query, operationName } = parsed.data;
  return { 'hub.subgraph': subgraph, ...graphqlAttributes(kindOfPlanned(query), operationName ?? undefined) };
}

/** Of an operation that the planner wrote: it writes the kind first, or leaves it out for a query. */
export function kindOfPlanned(query: string): 'query' | 'mutation' {
  return query.startsWith('mutation') ? 'mutation' : 'query';
}

/** Kind and name of an operation, as far as they are known. */
export function graphqlAttributes(kind: string | undefined, name: string | undefined): Attributes {
  return {
    ...(kind !== undefined && { [ATTR_GRAPHQL_OPERATION_TYPE]: kind }),
    ...(name !== undefined && { [ATTR_GRAPHQL_OPERATION_NAME]: name.slice(0, nameLengthMax) }),
  };
}
