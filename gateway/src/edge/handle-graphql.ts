import type { ApolloServer } from '@apollo/server';
import { holds, type Actor } from '@hub/runtime/auth';
import { HubError } from '@hub/runtime/errors';
import { graphqlAttributes, refusalOfVariables } from '@hub/runtime/graphql';
import { describeSpan } from '@hub/runtime/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Authenticate } from './identity/authenticate.js';
import { keepUncompressed } from './http/compress-answers.js';
import type { DocumentVerdict, JudgeDocument } from './document/judge-document.js';
import type { DocumentLimits } from './limits.js';
import type { PersistedOperations } from './document/persisted-operations.js';
import { isReadMethod, readParameters, toApolloRequest, type GraphQLParameters } from './graphql-parameters.js';
import { markErrors } from './http/mark-errors.js';
import type { CachePolicy, GatewayContext } from './request-context.js';
import type { CacheKeys, CachedAnswer, ResponseCache } from './answers/response-cache.js';

/** The stations of a GraphQL request at the edge, in the order in which it passes them. */
export interface GraphQLHandlerOptions {
  readonly authenticate: Authenticate;
  readonly persisted: PersistedOperations;
  readonly judge: JudgeDocument;
  /** Null refuses nothing for its size, and no text that only our stores cannot hold. */
  readonly limits: DocumentLimits | null;
  readonly introspection: 'open' | 'permission';
  readonly cache: ResponseCache | undefined;
  readonly apollo: ApolloServer<GatewayContext>;
  readonly onRequest: OnRequest | undefined;
}

/** Told how an operation ended: its name, `OK` or the code of the first error, seconds. Must not throw. */
export type OnRequest = (operation: string, outcome: string, durationSeconds: number) => void;

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<string | FastifyReply>;

/** Answers `/graphql`. What the edge refuses is thrown as a `HubError`, for the server's error handler to answer. */
export function createGraphQLHandler({
  authenticate,
  persisted,
  judge,
  limits,
  introspection,
  cache,
  apollo,
  onRequest,
}: GraphQLHandlerOptions): Handler {
  return async (request, reply) => {
    const { headers } = request;
    const actor = await authenticate(headers.authorization);
    const parameters = readParameters(request, limits);
    if (limits !== null) refuseVariables(parameters);
    const query = persisted.resolve(parameters.query, parameters.extensions);
    const verdict = query === undefined ? undefined : judge(query);
    if (verdict !== undefined) {
      refuse({ verdict, actor, introspection });
      refuseUnknownOperation(verdict, parameters.operationName);
    }

    const context: GatewayContext = {
      actor,
      client: { userAgent: headers['user-agent'] ?? null, address: request.ip },
      requestId: request.id,
      cachePolicy: { maxAgeSeconds: null, scope: 'PUBLIC' },
      outcome: { code: 'OK', cost: null },
    };
    const kind = verdict === undefined ? undefined : kindOf(verdict, parameters.operationName);
    describeSpan(() => graphqlAttributes(kind, nameOf(verdict, parameters.operationName)));
    if (kind === 'mutation' && isReadMethod(request.method)) {
      reply.header('allow', 'POST');
      throw new HubError('METHOD_NOT_ALLOWED', 'Mutations are sent with POST.');
    }
    const keys =
      cache !== undefined && query !== undefined && kind === 'query' && isCacheRequest(request)
        ? cache.keysOf({
            actor,
            query,
            operationName: parameters.operationName,
            variables: parameters.variables,
            accept: headers.accept,
          })
        : undefined;
    const kept = keys && (await cache?.find(keys));
    if (kept !== undefined) return sendKept({ reply, kept, actor });
    if (kind === 'mutation') keepUncompressed(request);

    const httpGraphQLRequest = toApolloRequest(request, { query, isPersisted: parameters.isPersisted });
    const answer = await apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => context });
    for (const [name, value] of answer.headers) reply.header(name, value);
    reply.code(answer.status ?? 200);
    if (answer.body.kind !== 'complete')
      throw new HubError('INTERNAL_SERVER_ERROR', 'Incremental answers are not produced here.');
    if (kind === 'mutation' && cache !== undefined && 'teamId' in actor && actor.teamId !== null)
      cache.forgetTeam(actor.teamId);
    const body = reply.statusCode >= 400 ? markErrors(answer.body.string, request.id) : answer.body.string;
    finish({ reply, body, context, cache, keys });
    describeSpan(() => ({ 'hub.outcome': context.outcome.code }));
    onRequest?.(nameOf(verdict, parameters.operationName), context.outcome.code, reply.elapsedTime / 1000);
    return body;
  };
}

function refuseVariables(parameters: GraphQLParameters): void {
  const refusal = refusalOfVariables(parameters.variables);
  if (refusal !== null) throw refusal;
}

function refuse({
  verdict,
  actor,
  introspection,
}: {
  verdict: DocumentVerdict;
  actor: Actor;
  introspection: 'open' | 'permission';
}): void {
  if (verdict.refusal !== undefined) throw verdict.refusal;
  if (verdict.introspects && introspection === 'permission' && !holds(actor, 'schema:introspect')) {
    throw new HubError('GRAPHQL_VALIDATION_FAILED', 'Introspection is not available to this client.');
  }
}

/** The planner would answer 500. A document without operations is left to the server, which names its mistake. */
function refuseUnknownOperation({ operations }: DocumentVerdict, operationName: string | undefined): void {
  if (operations.length === 0) return;
  if (operationName === undefined && operations.length === 1) return;
  if (operationName !== undefined && operations.some(({ name }) => name === operationName)) return;
  throw new HubError(
    'OPERATION_RESOLUTION_FAILURE',
    operationName === undefined
      ? 'The document holds several operations: name the one to run in operationName.'
      : 'The document holds no operation of the name in operationName.',
  );
}

function kindOf({ operations }: DocumentVerdict, operationName: string | undefined): string | undefined {
  const operation = operationName === undefined ? operations[0] : operations.find(({ name }) => name === operationName);
  return operation?.kind;
}

function nameOf(verdict: DocumentVerdict | undefined, operationName: string | undefined): string {
  return operationName ?? verdict?.operations[0]?.name ?? 'anonymous';
}

/** GET is left to caches outside; a client that asks for a fresh answer gets one. */
function isCacheRequest({ method, headers }: FastifyRequest): boolean {
  return method === 'POST' && !(headers['cache-control']?.includes('no-cache') ?? false);
}

/**
 * Only what a stranger may read is anybody's: an answer to somebody who is signed in may rest on a permission, whatever
 * its parts say about themselves. `PUBLIC` to a member means shared among members who may do the same, inside this cache.
 */
function cacheControlOf(maxAgeSeconds: number, scope: CachePolicy['scope'], actor: Actor): string {
  return `max-age=${maxAgeSeconds}, ${scope === 'PUBLIC' && actor.kind === 'anonymous' ? 'public' : 'private'}`;
}

interface SendKeptOptions {
  readonly reply: FastifyReply;
  readonly kept: CachedAnswer;
  readonly actor: Actor;
}

function sendKept({ reply, kept, actor }: SendKeptOptions): FastifyReply {
  const now = Date.now();
  const leftSeconds = Math.max(0, Math.floor((kept.expiresAtMs - now) / 1000));
  return reply
    .header('content-type', kept.contentType)
    .header('cache-control', cacheControlOf(leftSeconds, kept.scope, actor))
    .header('age', String(Math.max(0, Math.floor((now - kept.storedAtMs) / 1000))))
    .send(kept.body);
}

interface FinishOptions {
  readonly reply: FastifyReply;
  readonly body: string;
  readonly context: GatewayContext;
  readonly cache: ResponseCache | undefined;
  readonly keys: CacheKeys | undefined;
}

function finish({ reply, body, context, cache, keys }: FinishOptions): void {
  const { cachePolicy: policy, actor } = context;
  const seconds = policy.maxAgeSeconds ?? 0;
  const isKept = reply.statusCode === 200 && seconds > 0;
  reply.header('cache-control', isKept ? cacheControlOf(seconds, policy.scope, actor) : 'no-store');
  const contentType = reply.getHeader('content-type');
  if (isKept && keys !== undefined && typeof contentType === 'string') cache?.keep(keys, { body, contentType, policy });
}
