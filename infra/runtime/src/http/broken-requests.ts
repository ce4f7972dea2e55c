import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { HubError } from '../errors/errors.js';
import { errorAnswerOf, type ErrorAnswer } from './error-answer.js';

/** Headers that every answer has. */
export type CommonHeaders = Readonly<Record<string, string>>;

/**
 * Answers what is no HTTP request at all, came too slowly, or has headers beyond the limit: Node gives up on it before
 * there is a request, so that nothing but the socket is left.
 */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket, common: CommonHeaders): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const requestId = crypto.randomUUID();
  if (socket.writable)
    socket.write(asText(errorAnswerOf(asHubError(error), { requestId }), { ...common, 'x-request-id': requestId }));
  socket.destroy(error);
}

function asHubError(error: NodeJS.ErrnoException): HubError {
  const options = { cause: error };
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return new HubError('REQUEST_TIMEOUT', undefined, options);
  if (error.code === 'HPE_HEADER_OVERFLOW') return new HubError('HEADERS_TOO_LARGE', undefined, options);
  return new HubError('BAD_REQUEST', 'This is not an HTTP request that can be read.', options);
}

function asText({ status, headers, body }: ErrorAnswer, common: CommonHeaders): string {
  const lines = Object.entries({
    ...common,
    ...headers,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`;
}

/** Node answers an `expect` header that it does not know with an empty 417; here it gets the body that all errors have. */
export function refuseExpectations(server: Server, common: CommonHeaders): void {
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    const requestId = crypto.randomUUID();
    const { headers, body } = errorAnswerOf(new HubError('BAD_REQUEST', 'This expect header is not understood.'), {
      requestId,
    });
    const length = { 'content-length': Buffer.byteLength(body), connection: 'close' };
    response.writeHead(417, { ...common, ...headers, ...length, 'x-request-id': requestId }).end(body);
  });
}
