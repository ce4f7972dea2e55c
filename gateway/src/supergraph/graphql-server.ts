import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer, type ApolloServerPlugin, type GraphQLRequestListener } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default';
import { silenceVendorTelemetry } from '@hub/runtime/config';
import {
  errorRegistry,
  httpStatusOf,
  isOutageCode,
  maskError,
  withoutSuggestion,
  type ErrorCode,
} from '@hub/runtime/errors';
import { createDocumentStore, errorsMax, refuseWrongVariables } from '@hub/runtime/graphql';
import { isScalarType, type GraphQLFormattedError, type GraphQLScalarType, type GraphQLSchema } from 'graphql';
import { badTokenHeader, hasBadToken, statusOfRefusal } from '../edge/identity/refused-token.js';
import { boundCost } from '../cost/bound-cost.js';
import { readWeights } from '../cost/read-weights.js';
import type { DocumentLimits } from '../edge/limits.js';
import type { GatewayContext } from '../edge/request-context.js';
import type { GatewayLogger } from './gateway-logger.js';
import { introspectAlone } from './introspect-alone.js';
import { createPlanStore } from './plan-store.js';

/** How the supergraph is served. */
export interface GraphQLServerOptions {
  readonly supergraphSdl: string;
  readonly dataSourceFor: (subgraph: {
    readonly name: string;
    readonly url: string;
  }) => GraphQLDataSource<GatewayContext>;
  readonly logger: GatewayLogger;
  /** Development shows Apollo Sandbox to browsers and leaves suggestions to people who are signed in. */
  readonly isProduction: boolean;
  readonly csrfPrevention: boolean;
  /** Null accepts variables of any size, and operations of any cost. */
  readonly limits: Pick<DocumentLimits, 'variables' | 'cost'> | null;
  /** A supergraph only names its scalars; these say which values they take. */
  readonly scalars: readonly GraphQLScalarType[];
}

/** The request id on every error, and nothing about how an answer was completed: that text is for our log only. */
const finishAnswers: ApolloServerPlugin<GatewayContext> = {
  requestDidStart: async () => finishAnswer,
};

const finishAnswer: GraphQLRequestListener<GatewayContext> = {
  willSendResponse: async ({ response, contextValue, operation }) => {
    if (response.body.kind !== 'single') return;
    const { data, errors } = response.body.singleResult;
    if (hasBadToken(contextValue.actor)) response.http.headers.set('www-authenticate', badTokenHeader);
    const extensions = extensionsFor(contextValue);
    if (errors === undefined || errors.length === 0) {
      response.body.singleResult = { ...(data !== undefined && { data }), ...extensions };
      return;
    }
    // An answer with an error is never kept.
    contextValue.cachePolicy.maxAgeSeconds = 0;
    contextValue.outcome.code = String(errors[0]?.extensions?.['code'] ?? 'INTERNAL_SERVER_ERROR');
    // Beside data each error says which null is none; without data the first few say all there is to say.
    const isPartial = data !== undefined && data !== null;
    const told = (isPartial ? errors : errors.slice(0, errorsMax)).map((error) =>
      markFor(contextValue, operation?.operation === 'mutation' ? asAnswerOfMutation(error) : error),
    );
    const refusedWith = statusOfRefusal(data, errors);
    if (refusedWith !== null) response.http.status = refusedWith;
    response.body.singleResult = {
      errors: told,
      ...(data !== undefined && refusedWith === null && { data }),
      ...extensions,
    };
  },
};

/** Who is signed in reads what the operation may cost, and what it might. */
function extensionsFor({ actor, outcome: { cost } }: GatewayContext): { extensions?: Record<string, unknown> } {
  return actor.kind === 'anonymous' || cost === null ? {} : { extensions: { cost } };
}

/**
 * Below a mutation's own field, what cannot be read belongs to a change that may well have been made: nobody may read
 * there that nothing was changed.
 */
function asAnswerOfMutation(error: GraphQLFormattedError): GraphQLFormattedError {
  const isOfField = error.path?.length === 1;
  if (isOfField || error.extensions?.['code'] !== 'DATABASE_UNAVAILABLE') return error;
  const code: ErrorCode = 'RESULT_UNAVAILABLE';
  return { ...error, message: errorRegistry[code].meaning, extensions: { ...error.extensions, code } };
}

/** Strangers get no suggestions: those would list the schema one guess at a time. */
function markFor({ actor, requestId }: GatewayContext, error: GraphQLFormattedError): GraphQLFormattedError {
  const message = actor.kind === 'anonymous' ? withoutSuggestion(error.message) : error.message;
  return { ...error, message, extensions: { ...error.extensions, requestId } };
}

/** Apollo Server over the gateway's planner, not started. Parsed documents and plans are kept in caches of ours. */
export function createGraphQLServer(options: GraphQLServerOptions): ApolloServer<GatewayContext> {
  const { logger, isProduction, limits } = options;
  silenceVendorTelemetry();
  const gateway = new ApolloGateway({
    supergraphSdl: options.supergraphSdl,
    logger,
    buildService: ({ name, url }) => options.dataSourceFor({ name, url: url ?? '' }),
    __exposeQueryPlanExperimental: false,
    queryPlannerConfig: { cache: createPlanStore() },
  });
  gateway.executor = introspectAlone(gateway.executor);
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => checkScalars(apiSchema, options.scalars));
  return new ApolloServer<GatewayContext>({
    gateway,
    logger,
    // The edge decides who may introspect, before the request comes here; likewise for persisted queries.
    introspection: true,
    persistedQueries: false,
    documentStore: createDocumentStore(),
    allowBatchedHttpRequests: false,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: isProduction,
    validationOptions: { maxErrors: errorsMax },
    stopOnTerminationSignals: false,
    csrfPrevention: options.csrfPrevention,
    formatError: (formatted, error) =>
      maskError(formatted, error, {
        hideSuggestions: isProduction,
        onMasked(original, code) {
          if (isOutageCode(code)) return;
          // A client's own mistake is nothing that anybody here could mend.
          const level = httpStatusOf(code) < 500 ? 'debug' : 'warn';
          logger[level]({ err: original, code }, 'An error was masked.');
        },
      }),
    plugins: [
      finishAnswers,
      refuseWrongVariables<GatewayContext>({
        isKnown: ({ actor }) => actor.kind !== 'anonymous',
        hideSuggestions: isProduction,
        limits: limits?.variables ?? null,
      }),
      ...(limits === null ? [] : [boundCost({ weights: readWeights(options.supergraphSdl), limits: limits.cost })]),
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      isProduction
        ? ApolloServerPluginLandingPageDisabled()
        : ApolloServerPluginLandingPageLocalDefault({ embed: true, includeCookies: false }),
    ],
  });
}

/** A bad date is refused with 400 here, before a neighbour in the same mutation has been carried out. */
function checkScalars(schema: GraphQLSchema, scalars: readonly GraphQLScalarType[]): void {
  for (const { name, parseValue, parseLiteral } of scalars) {
    const type = schema.getType(name);
    if (isScalarType(type)) Object.assign(type, { parseValue, parseLiteral });
  }
}
