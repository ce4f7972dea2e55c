import { isUtf8 } from 'node:buffer';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { internalTokenHeader, signedTarget, verifyInternalToken } from '../auth/internal-token.js';
import { HubError, maskError } from '../errors/errors.js';
import { createHttpServer, traceRequests } from '../http/http.js';
import type { RequestScope } from '../service/request-scope.js';
import type { Subgraph } from './define-subgraph.js';
import { operationAttributes, operationSpanName } from './execution/operation-span.js';
import { createDocumentStore } from './execution/document-store.js';
import { createTargetAnswerer, prefixesOf } from './http-routes.js';
import { findExcess, tooComplex, type JsonLimits } from './variables/json-limits.js';
import { errorsMax } from './variables/variable-errors.js';
import { refuseWrongVariables } from './variables/variables-plugin.js';
import { refusalOfDocument, refusalOfVariables } from './variables/text-door.js';
import type { ExecutorOptions } from './execution/executor-options.js';

/** How a subgraph is served over HTTP. */
export interface SubgraphServerOptions extends ExecutorOptions {
  readonly subgraph: Subgraph;
  /** Secret shared with the gateway alone; other callers get 401. */
  readonly internalSecret: Uint8Array;
}

/** Far above what the gateway lets in: it joins the entities of a whole page into one list of representations. */
const jsonLimits: JsonLimits = { depthMax: 24, valuesMax: 200_000, keysMax: 200, itemsMax: 50_000 };

/** The gateway refuses such text as well; a subgraph does not rely on it. */
const refuseUnstorableText: ApolloServerPlugin<RequestScope> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ request, source, document }) => {
      const refusal = refusalOfDocument(source, document) ?? refusalOfVariables(request.variables);
      if (refusal === null) return;
      const { message, code, details } = refusal;
      throw new GraphQLError(message, { extensions: { code, details, http: { status: 400 } } });
    },
  }),
};
const rawBodies = new WeakMap<FastifyRequest, string>();

/**
 * Serves a subgraph at `POST /graphql`, and its plain addresses, to the gateway only. The token covers the body, so the
 * body is kept as the text that came; of a plain request it covers the address. The caller adds health routes and listens.
 *
 * Answers 401 with `UNAUTHENTICATED` to anyone without the gateway's token, before GraphQL runs.
 */
export async function createSubgraphServer(options: SubgraphServerOptions): Promise<FastifyInstance> {
  const { subgraph, scopeOf, onMasked } = options;
  const app = createHttpServer({ onMasked });
  const apollo = createApollo(app, options);
  await apollo.start();
  keepRawBodies(app);
  const askers = new WeakMap<FastifyRequest, Asker>();
  app.addHook('preHandler', async (request) => {
    // The route, not the address: an address can be spelled in many ways.
    if (request.routeOptions.url !== '/graphql') return;
    const text = rawBodies.get(request) ?? '';
    askers.set(request, await askerOf(options, request, text));
    refuseLargeJson(text);
  });
  const targets = addTargets(app, options);
  traceRequests(app, {
    paths: ['/graphql', ...targets],
    name: operationSpanName(subgraph.name),
    attributesOf: ({ body }) => operationAttributes(subgraph.name, body),
  });
  await app.register(fastifyApollo(apollo), {
    path: '/graphql',
    context: async (request) => {
      const { actor, client } = askers.get(request) ?? (await askerOf(options, request, rawBodies.get(request) ?? ''));
      return subgraph.contextOf(scopeOf({ actor, client, requestId: request.id }));
    },
  });
  return app;
}

function createApollo(app: FastifyInstance, { subgraph, onMasked }: SubgraphServerOptions): ApolloServer<RequestScope> {
  return new ApolloServer<RequestScope>({
    schema: subgraph.schema,
    csrfPrevention: true,
    introspection: true,
    persistedQueries: false,
    documentStore: createDocumentStore(),
    validationOptions: { maxErrors: errorsMax },
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    formatError: (formatted, error) => maskError(formatted, error, { onMasked: (original) => onMasked(original, '') }),
    plugins: [
      fastifyApolloDrainPlugin(app),
      refuseWrongVariables<RequestScope>({
        isKnown: ({ actor }) => actor.kind !== 'anonymous',
        hideSuggestions: true,
        // The gateway has seen to it, and lists of entities are longer than any that a client may send.
        limits: null,
      }),
      refuseUnstorableText,
      // A trace inside the answer would carry the text of errors before it is masked.
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  });
}

/** Reads JSON bodies, and remembers the text of each: the token covers that. */
function keepRawBodies(app: FastifyInstance): void {
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = Buffer.from(body);
    const text = bytes.toString('utf8');
    rawBodies.set(request, text);
    try {
      if (!isUtf8(bytes)) throw new HubError('BAD_REQUEST', 'The request body is not UTF-8.');
      done(null, JSON.parse(text));
    } catch (error) {
      done(error instanceof HubError ? error : new HubError('BAD_REQUEST', 'The request body is not valid JSON.'));
    }
  });
}

/** Adds the addresses that the subgraph answers beside the graph; answers their paths. */
function addTargets(app: FastifyInstance, options: SubgraphServerOptions): string[] {
  const answerTarget = createTargetAnswerer(options.subgraph, options);
  const paths = prefixesOf(options.subgraph.routes).map((prefix) => `${prefix}/*`);
  for (const path of paths) {
    app.get(path, async (request, reply) => {
      const target = request.raw.url ?? '';
      const { actor } = await askerOf(options, request, signedTarget(target));
      const { status, headers, body } = await answerTarget({ target, actor, requestId: request.id });
      return reply.code(status).headers(headers).send(body);
    });
  }
  return paths;
}

type Asker = Awaited<ReturnType<typeof verifyInternalToken>>;

/** Who asks, by the token of the gateway, which covers the signed text. */
async function askerOf(
  { subgraph, internalSecret }: SubgraphServerOptions,
  request: FastifyRequest,
  signed: string,
): Promise<Asker> {
  const header = request.headers[internalTokenHeader];
  return verifyInternalToken({
    token: typeof header === 'string' ? header : undefined,
    audience: subgraph.name,
    body: signed,
    secret: internalSecret,
  });
}

function refuseLargeJson(text: string): void {
  const excess = findExcess(text, jsonLimits);
  if (excess !== undefined) throw tooComplex(excess);
}
