import { HeaderMap, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import { maskError } from '../errors/errors.js';
import { findVariableErrors } from './variable-errors.js';

/**
 * Answers requests whose variables do not fit what the operation declares, before anything else coerces them: at most
 * ten errors, short ones. Stands after validation, so a document that is wrong in itself is told so first.
 */
export function refuseWrongVariables<Context extends BaseContext>({
  isKnown,
  hideSuggestions,
}: {
  /** Whether the client is somebody; strangers do not read their values again. */
  readonly isKnown: (context: Context) => boolean;
  readonly hideSuggestions: boolean;
}): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      responseForOperation: async ({ schema, operation, request, contextValue }) => {
        // Apollo comes here as well when no operation has the name that was asked for, whatever its types say.
        const definitions = operation?.variableDefinitions ?? [];
        if (definitions.length === 0) return null;
        const variables = request.variables ?? {};
        const found = findVariableErrors({ schema, definitions, variables, isKnown: isKnown(contextValue) });
        if (found.length === 0) return null;
        const errors = found.map((error) => maskError(error.toJSON(), error, { hideSuggestions }));
        return {
          http: { status: 400, headers: new HeaderMap() },
          body: { kind: 'single', singleResult: { errors } },
        };
      },
    }),
  };
}
