import type { ApolloServerPlugin } from '@apollo/server';
import type { Actor } from '@hub/runtime/auth';
import { HubError } from '@hub/runtime/errors';
import { refusedWith } from '@hub/runtime/graphql';
import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { GatewayContext } from '../edge/request-context.js';
import { costliestList, totalOf, type Cost } from './cost.js';
import { estimateCost } from './estimate-cost.js';
import type { CostWeights } from './read-weights.js';

/** What one operation may cost, by who sends it. */
export interface CostLimits {
  readonly anonymous: number;
  readonly user: number;
  /** Another company's software, with a key. */
  readonly partner: number;
}

export interface BoundCostOptions {
  readonly weights: CostWeights;
  readonly limits: CostLimits;
}

/**
 * Refuses an operation that may cost more than its client may spend, before it is planned, and notes for the others what they
 * cost. Stands behind the check of variables, which say how long lists are. An operation is walked once; after that only its
 * variables are looked at.
 */
export function boundCost({ weights, limits }: BoundCostOptions): ApolloServerPlugin<GatewayContext> {
  const known = new WeakMap<OperationDefinitionNode, Cost>();
  const costOf = (schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): Cost => {
    const cost = known.get(operation) ?? estimateCost({ schema, weights, operation, fragments: fragmentsOf(document) });
    known.set(operation, cost);
    return cost;
  };
  return {
    requestDidStart: async () => ({
      responseForOperation: async ({ schema, document, operation, request, contextValue }) => {
        if (!operation) return null;
        const variables = request.variables ?? {};
        const cost = costOf(schema, document, operation);
        const estimated = totalOf(cost, variables);
        const limit = limitFor(limits, contextValue.actor);
        contextValue.outcome.cost = { estimated, limit };
        if (estimated <= limit) return null;
        return refusedWith([tooCostly({ estimated, limit, list: costliestList(cost, variables) })]);
      },
    }),
  };
}

function fragmentsOf({ definitions }: DocumentNode): Record<string, FragmentDefinitionNode> {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/** The product itself sends nothing through the gateway. */
function limitFor(limits: CostLimits, { kind }: Actor): number {
  if (kind === 'system') return Number.POSITIVE_INFINITY;
  return limits[kind === 'superAdmin' ? 'user' : kind];
}

interface Excess {
  readonly estimated: number;
  readonly limit: number;
  readonly list: readonly string[] | undefined;
}

function tooCostly({ estimated, limit, list }: Excess): HubError {
  const where = list === undefined ? '' : ` Most of it is in ${list.join(' > ')}.`;
  return new HubError(
    'OPERATION_TOO_COMPLEX',
    `The operation may cost ${estimated}, and the limit is ${limit}.${where} Ask for fewer items with \`first\`, for fewer lists inside lists, or for the rest in another operation.`,
    { details: { limit: 'cost', maximum: limit, cost: estimated, ...(list && { path: list }) } },
  );
}
