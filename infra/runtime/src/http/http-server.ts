import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { HubError } from '../errors/errors.js';
import { answerBrokenRequest, refuseExpectations, refuseTunnels, type CommonHeaders } from './broken-requests.js';
import { addressIn, checkRequest } from './check-request.js';
import { errorAnswerOf, nothingHere } from './error-answer.js';
import { answerOtherMethods } from './other-methods.js';

/** How long a client may take, so that slow ones cannot hold connections. */
export interface ClientTimeouts {
  readonly headersMs: number;
  /** Headers and body together. */
  readonly requestMs: number;
  /** How often connections that are late are looked for; they may last that much longer. */
  readonly checkEveryMs: number;
}

const defaultTimeouts: ClientTimeouts = { headersMs: 10_000, requestMs: 30_000, checkEveryMs: 2_000 };

/** How a server of the product differs from the others. */
export interface HttpServerOptions {
  /** Default 1 MiB. */
  readonly bodyBytesMax?: number;
  readonly timeouts?: ClientTimeouts;
  /** Addresses or networks of proxies whose word on where a request comes from is taken. Default: none. */
  readonly trustedProxies?: readonly string[];
  /** Called with the original of every error whose text clients do not get. */
  readonly onMasked?: (error: unknown, requestId: string) => void;
  /** Headers that every answer has, whatever comes of the request. Called with no headers for what is no request. */
  readonly headersFor?: (headers: IncomingHttpHeaders) => CommonHeaders;
}

const requestIdShape = /^[\w.:-]{8,64}$/u;

/**
 * A server on which every answer, down to that for broken HTTP, has a request id, and every error the body of a GraphQL
 * error with a registered code. Addresses and encodings that nobody could read are refused at the door; each address
 * answers `OPTIONS`, and 405 with `allow` to methods that it does not have.
 */
export function createHttpServer({
  bodyBytesMax = 1_048_576,
  timeouts = defaultTimeouts,
  trustedProxies = [],
  onMasked,
  headersFor = () => ({}),
}: HttpServerOptions = {}): FastifyInstance {
  const addHeaders = (request: FastifyRequest, reply: FastifyReply): void => {
    reply.headers({ ...headersFor(request.headers), 'x-request-id': request.id });
  };
  const answerError = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    const { status, headers, body } = errorAnswerOf(error, {
      requestId: request.id,
      accept: request.headers.accept,
      onMasked: onMasked && ((original) => onMasked(original, request.id)),
    });
    void reply.code(status).headers(headers).send(body);
  };
  const app = fastify({
    bodyLimit: bodyBytesMax,
    trustProxy: [...trustedProxies],
    genReqId: ({ headers }) => requestIdFrom(headers['x-request-id']),
    requestTimeout: timeouts.requestMs,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    http: {
      maxHeaderSize: 16_384,
      headersTimeout: timeouts.headersMs,
      connectionsCheckingInterval: timeouts.checkEveryMs,
      // Node would answer a request without a host by itself, with an empty body; `checkRequest` does it instead.
      requireHostHeader: false,
    },
    rewriteUrl: ({ url }) => addressIn(url),
    // Hooks do not run for an address that the router cannot read.
    frameworkErrors(error, request, reply) {
      addHeaders(request, reply);
      answerError(error, request, reply);
    },
    clientErrorHandler: (error, socket) => answerBrokenRequest(error, socket, headersFor({})),
  });
  refuseExpectations(app.server, headersFor({}));
  refuseTunnels(app.server, headersFor({}));
  app.addHook('onRequest', async (request, reply) => {
    addHeaders(request, reply);
    // After an upgrade that was not taken, Node no longer says when the headers of the next request are too large.
    if (request.headers.upgrade !== undefined) reply.header('connection', 'close');
    checkRequest(request);
  });
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) => answerError(new HubError('NOT_FOUND', nothingHere), request, reply));
  answerOtherMethods(app);
  return app;
}

/** The client's request id when it is well-formed, else a new one: a log line must not be writable from outside. */
function requestIdFrom(header: string | string[] | undefined): string {
  return typeof header === 'string' && requestIdShape.test(header) ? header : crypto.randomUUID();
}
