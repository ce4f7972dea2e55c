import { HeaderMap, type ApolloServerPlugin, type BaseContext, type GraphQLResponse } from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { maskError, type HubError } from '../../errors/errors.js';
import { tooComplex } from './json-limits.js';
import { asGraphQLError } from '../execution/prepare-operation.js';
import { findVariableErrors, type VariablesOptions } from './variable-errors.js';
import { findVariableExcess, type VariableLimits } from './variable-limits.js';

/** How variables are looked at. */
export interface WrongVariablesOptions<Context> {
  /** Whether the client is somebody; strangers do not read their values again. */
  readonly isKnown: (context: Context) => boolean;
  readonly hideSuggestions: boolean;
  /** Null leaves their size to others. */
  readonly limits: VariableLimits | null;
}

/**
 * Answers requests whose variables are more than the declared types leave room for, and then those whose variables do not
 * fit, before anything else coerces them: at most ten errors, short ones. Stands after validation, so a document that is
 * wrong in itself is told so first.
 */
export function refuseWrongVariables<Context extends BaseContext>({
  isKnown,
  hideSuggestions,
  limits,
}: WrongVariablesOptions<Context>): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      responseForOperation: async ({ schema, operation, request, contextValue }) => {
        // Apollo comes here as well when no operation has the name that was asked for, whatever its types say.
        const definitions = operation?.variableDefinitions ?? [];
        const variables = request.variables ?? {};
        const found = findWrong({ schema, definitions, variables, isKnown: isKnown(contextValue) }, limits);
        if (found.length === 0) return null;
        return answerOf(found.map((error) => maskError(error.toJSON(), error, { hideSuggestions })));
      },
    }),
  };
}

/** The answer to an operation that is refused before it is carried out. */
export function refusedWith(refusals: readonly HubError[]): GraphQLResponse {
  return answerOf(refusals.map((refusal) => maskError(asGraphQLError(refusal).toJSON(), refusal)));
}

function answerOf(errors: readonly GraphQLFormattedError[]): GraphQLResponse {
  return { http: { status: 400, headers: new HeaderMap() }, body: { kind: 'single', singleResult: { errors } } };
}

function findWrong(options: VariablesOptions, limits: VariableLimits | null): readonly GraphQLError[] {
  const excess = limits === null ? undefined : findVariableExcess(options, limits);
  return excess === undefined ? findVariableErrors(options) : [asGraphQLError(tooComplex(excess))];
}
