// cspell:ignore frob
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startGateway, stopGateways } from './start-gateway.js';

let url: string;
beforeAll(async () => {
  url = await startGateway();
});
afterAll(stopGateways);

/** Sends bytes and reads to the end of the connection. */
async function sendRaw(bytes: string) {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setEncoding('utf8');
  socket.write(bytes, 'latin1');
  const answer = await text(socket);
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => line.split(/: (.*)/su).slice(0, 2)));
  return { status: Number(statusLine.split(' ')[1]), headers, body };
}

const line = (request: string, ...headers: string[]) =>
  [request, 'Host: hub', 'Connection: close', ...headers, '', ''].join('\r\n');

const cases: readonly (readonly [what: string, bytes: string, status: number, code: string])[] = [
  ['no HTTP', 'hello\r\n\r\n', 400, 'BAD_REQUEST'],
  ['a TLS greeting', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n', 400, 'BAD_REQUEST'],
  ['an unknown version', line('GET / HTTP/9.9'), 400, 'BAD_REQUEST'],
  ['an unknown method', line('FROB /graphql HTTP/1.1'), 400, 'BAD_REQUEST'],
  ['a method of WebDAV', line('PROPFIND /graphql HTTP/1.1'), 404, 'NOT_FOUND'],
  ['TRACE', line('TRACE /graphql HTTP/1.1'), 405, 'METHOD_NOT_ALLOWED'],
  ['no host', 'GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'BAD_REQUEST'],
  ['headers of 20 kB', line('GET / HTTP/1.1', `X: ${'x'.repeat(20_000)}`), 431, 'HEADERS_TOO_LARGE'],
  ['an address of 20 kB', line(`GET /${'x'.repeat(20_000)} HTTP/1.1`), 431, 'HEADERS_TOO_LARGE'],
  ['NUL in a header', line('GET / HTTP/1.1', 'X: a\0b'), 400, 'BAD_REQUEST'],
  ['two lengths', line('POST /graphql HTTP/1.1', 'Content-Length: 1', 'Content-Length: 2'), 400, 'BAD_REQUEST'],
  [
    'a length and chunks',
    line('POST /graphql HTTP/1.1', 'Content-Length: 5', 'Transfer-Encoding: chunked'),
    400,
    'BAD_REQUEST',
  ],
  ['a length that is none', line('POST /graphql HTTP/1.1', 'Content-Length: x'), 400, 'BAD_REQUEST'],
  ['another coding of transfer', line('POST /graphql HTTP/1.1', 'Transfer-Encoding: gzip'), 400, 'BAD_REQUEST'],
  [
    'chunks that are none',
    `${line('POST /graphql HTTP/1.1', 'Content-Type: application/json', 'Transfer-Encoding: chunked')}zz\r\n`,
    400,
    'BAD_REQUEST',
  ],
  ['an expectation', line('POST /graphql HTTP/1.1', 'Expect: a-miracle'), 417, 'BAD_REQUEST'],
  ['bytes beyond ASCII in the address', line('GET /ocds/releases/\xe9 HTTP/1.1'), 400, 'BAD_REQUEST'],
  ['NUL in the address', line('GET /\0 HTTP/1.1'), 400, 'BAD_REQUEST'],
  ['two slashes', line('GET //graphql HTTP/1.1'), 404, 'NOT_FOUND'],
  ['a star', line('GET * HTTP/1.1'), 404, 'NOT_FOUND'],
];

describe('a request that fetch would never send', () => {
  test.each(cases)('%s is refused with a code and a request id', async (_what, bytes, status, code) => {
    const answer = await sendRaw(bytes);
    const id = answer.headers['x-request-id'];

    expect([answer.status, id, JSON.parse(answer.body)]).toEqual([
      status,
      expect.stringMatching(/^[0-9a-f-]{36}$/u),
      {
        errors: [
          { message: expect.stringMatching(/\S/u), extensions: expect.objectContaining({ code, requestId: id }) },
        ],
      },
    ]);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  test('with the whole address, as proxies write it, is answered like any other', async () => {
    const live = await sendRaw(line('GET http://elsewhere.example/health/live HTTP/1.1'));
    const nothing = await sendRaw(line('GET http://elsewhere.example HTTP/1.1'));

    expect([live.status, live.body]).toEqual([200, '{"status":"live"}']);
    expect([nothing.status, nothing.headers['location']]).toEqual([302, '/graphiql']);
  });
});
