import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { HubError } from '../errors/errors.js';
import { errorAnswerOf } from './error-answer.js';

/** Headers that every answer has. */
export type CommonHeaders = Readonly<Record<string, string>>;

/**
 * Answers what is no HTTP request at all, came too slowly, or has headers beyond the limit: Node gives up on it before
 * there is a request, so that nothing but the socket is left.
 */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Socket, common: CommonHeaders): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.write(asText(asHubError(error), common));
  socket.destroy(error);
}

/** Refuses CONNECT, which would make a proxy of us: Node hands it over as a bare connection, or closes it without a word. */
export function refuseTunnels(server: Server, common: CommonHeaders): void {
  server.on('connect', (_request: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => socket.destroy());
    socket.end(
      asText(new HubError('METHOD_NOT_ALLOWED', 'This is no proxy.'), { ...common, allow: 'GET, POST, OPTIONS' }),
    );
  });
}

function asHubError(error: NodeJS.ErrnoException): HubError {
  const options = { cause: error };
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return new HubError('REQUEST_TIMEOUT', undefined, options);
  if (error.code === 'HPE_HEADER_OVERFLOW') return new HubError('HEADERS_TOO_LARGE', undefined, options);
  if (error.code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') return new HubError('PAYLOAD_TOO_LARGE', undefined, options);
  return new HubError('BAD_REQUEST', 'This is not an HTTP request that can be read.', options);
}

function asText(error: HubError, common: CommonHeaders): string {
  const requestId = crypto.randomUUID();
  const { status, headers, body } = errorAnswerOf(error, { requestId });
  const lines = Object.entries({
    ...common,
    ...headers,
    'x-request-id': requestId,
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
