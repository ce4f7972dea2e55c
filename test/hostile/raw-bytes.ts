import { repeat, type HostileBytes } from './hostile-request.js';

const lines = (...parts: readonly string[]): string => `${parts.join('\r\n')}\r\n\r\n`;
const good = '{"query":"{ __typename }"}';
const head = ['POST /graphql HTTP/1.1', 'Host: hub', 'Content-Type: application/json'] as const;
const close = 'Connection: close';

/** What no client of HTTP sends: broken, contradicting or cut requests. The connection is ended after the bytes. */
export const hostileBytes: readonly HostileBytes[] = [
  { name: 'no HTTP at all', bytes: 'hello\r\n\r\n' },
  { name: 'line ends before a request', bytes: `\r\n\r\n\r\n${lines('GET /nowhere HTTP/1.1', 'Host: hub', close)}` },
  { name: 'NUL', bytes: Buffer.alloc(1_000) },
  { name: 'random bytes', bytes: Buffer.from(Array.from({ length: 2_000 }, (_, index) => (index * 7919) % 256)) },
  { name: 'a hello of TLS', bytes: Buffer.from('16030100a5010000a10303', 'hex') },
  { name: 'a preface of HTTP/2', bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' },
  { name: 'HTTP/0.9', bytes: 'GET /graphql\r\n\r\n' },
  { name: 'HTTP/1.0 without a host', bytes: lines('GET /health/live HTTP/1.0') },
  { name: 'HTTP/1.1 without a host', bytes: lines('GET /health/live HTTP/1.1', close) },
  { name: 'HTTP/3.7', bytes: lines('GET / HTTP/3.7', 'Host: hub') },
  { name: 'a version of 4 kB', bytes: lines(`GET / HTTP/1.${'1'.repeat(4_000)}`, 'Host: hub') },
  { name: 'a method that is none', bytes: lines('HACK /graphql HTTP/1.1', 'Host: hub') },
  { name: 'a method of 4 kB', bytes: lines(`${'G'.repeat(4_000)} / HTTP/1.1`, 'Host: hub') },
  { name: 'a method in small letters', bytes: lines('get / HTTP/1.1', 'Host: hub') },
  { name: 'an address with a blank', bytes: lines('GET /a b HTTP/1.1', 'Host: hub', close) },
  { name: 'an address with control characters', bytes: lines('GET /a\u0001b HTTP/1.1', 'Host: hub', close) },
  { name: 'an address with letters', bytes: lines('GET /äöü HTTP/1.1', 'Host: hub', close) },
  { name: 'an address of 20 kB', bytes: lines(`GET /${'a'.repeat(20_000)} HTTP/1.1`, 'Host: hub') },
  { name: 'an address of 1 MB', bytes: lines(`GET /${'a'.repeat(1_000_000)} HTTP/1.1`, 'Host: hub') },
  {
    name: 'an address with authority',
    bytes: lines('GET http://a:b@elsewhere.example/graphql HTTP/1.1', 'Host: hub', close),
  },
  { name: 'no address', bytes: lines('GET  HTTP/1.1', 'Host: hub', close) },
  { name: 'two hosts', bytes: lines('GET /health/live HTTP/1.1', 'Host: hub', 'Host: other', close) },
  { name: 'CONNECT', bytes: lines('CONNECT elsewhere.example:443 HTTP/1.1', 'Host: elsewhere.example:443') },
  { name: 'a header without a colon', bytes: lines('GET / HTTP/1.1', 'Host: hub', 'nothing') },
  { name: 'a header without a name', bytes: lines('GET / HTTP/1.1', 'Host: hub', ': x') },
  { name: 'a header name with a blank', bytes: lines('GET / HTTP/1.1', 'Host: hub', 'a b: x') },
  { name: 'a blank before the colon', bytes: lines('GET / HTTP/1.1', 'Host : hub') },
  { name: 'a folded header', bytes: lines('GET / HTTP/1.1', 'Host: hub', 'X-A: 1', ' 2') },
  { name: 'NUL in a header', bytes: lines('GET / HTTP/1.1', 'Host: hub', 'X-A: a\0b') },
  { name: 'a carriage return in a header', bytes: lines('GET / HTTP/1.1', 'Host: hub', 'X-A: a\rb') },
  { name: 'line ends without carriage returns', bytes: 'GET / HTTP/1.1\nHost: hub\n\n' },
  { name: 'a header name of 20 kB', bytes: lines('GET / HTTP/1.1', 'Host: hub', `${'x'.repeat(20_000)}: 1`) },
  {
    name: '20,000 headers',
    bytes: lines(
      'GET / HTTP/1.1',
      'Host: hub',
      repeat(20_000, (index) => `x${index}: 1`, '\r\n'),
    ),
  },
  {
    name: '3,000 headers of one letter',
    bytes: lines(
      'GET / HTTP/1.1',
      'Host: hub',
      repeat(3_000, () => 'a:', '\r\n'),
      close,
    ),
  },
  { name: 'a length that is no number', bytes: `${lines(...head, 'Content-Length: x')}${good}` },
  { name: 'a length below zero', bytes: `${lines(...head, 'Content-Length: -1')}${good}` },
  { name: 'a length beyond all numbers', bytes: `${lines(...head, `Content-Length: ${'9'.repeat(40)}`)}${good}` },
  { name: 'two lengths', bytes: `${lines(...head, `Content-Length: ${good.length}`, 'Content-Length: 1')}${good}` },
  { name: 'a length with a sign', bytes: `${lines(...head, `Content-Length: +${good.length}`)}${good}` },
  {
    name: 'a length and chunks',
    bytes: `${lines(...head, 'Content-Length: 4', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
  },
  { name: 'chunks twice', bytes: `${lines(...head, 'Transfer-Encoding: chunked, chunked')}0\r\n\r\n` },
  { name: 'chunks of another kind', bytes: `${lines(...head, 'Transfer-Encoding: xchunked', close)}0\r\n\r\n` },
  {
    name: 'an encoding behind chunks',
    bytes: `${lines(...head, 'Transfer-Encoding: chunked, identity', close)}0\r\n\r\n`,
  },
  {
    name: 'chunks in HTTP/1.0',
    bytes: `POST /graphql HTTP/1.0\r\nTransfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n0\r\n\r\n`,
  },
  {
    name: 'a chunk that is no number',
    bytes: `${lines(...head, 'Transfer-Encoding: chunked')}zz\r\n${good}\r\n0\r\n\r\n`,
  },
  { name: 'a chunk of 16 exabytes', bytes: `${lines(...head, 'Transfer-Encoding: chunked')}ffffffffffffffff\r\n` },
  {
    name: 'a chunk longer than it says',
    bytes: `${lines(...head, 'Transfer-Encoding: chunked')}2\r\n${good}\r\n0\r\n\r\n`,
  },
  {
    name: 'an extension of 100 kB',
    bytes: `${lines(...head, 'Transfer-Encoding: chunked')}1;a=${'x'.repeat(100_000)}\r\n{\r\n0\r\n\r\n`,
  },
  {
    name: 'extensions of 1,000 chunks',
    bytes: `${lines(...head, 'Transfer-Encoding: chunked')}${repeat(1_000, () => `1;${'x'.repeat(100)}\r\n{\r\n`, '')}0\r\n\r\n`,
  },
  {
    name: '20,000 chunks of one byte',
    bytes: `${lines(...head, 'Transfer-Encoding: chunked', close)}${repeat(20_000, () => '1\r\n[\r\n', '')}0\r\n\r\n`,
  },
  {
    name: 'trailers',
    bytes: `${lines(...head, 'Transfer-Encoding: chunked', 'Trailer: x', close)}1\r\n{\r\n0\r\n${repeat(100, () => 'x: 1\r\n', '')}\r\n`,
  },
  {
    name: 'trailers of 100 kB',
    bytes: `${lines(...head, 'Transfer-Encoding: chunked')}1\r\n{\r\n0\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`,
  },
  { name: 'a body that ends early', bytes: `${lines(...head, 'Content-Length: 1000')}{"query":` },
  { name: 'headers that end early', bytes: 'POST /graphql HTTP/1.1\r\nHost: hub\r\nContent-Le' },
  {
    name: 'a second request in the body',
    bytes: `${lines(...head, 'Content-Length: 2')}{}${lines('GET /health/live HTTP/1.1', 'Host: hub', close)}`,
  },
  {
    name: 'a broken request behind a good one',
    bytes: `${lines('GET /health/live HTTP/1.1', 'Host: hub')}nonsense\r\n\r\n`,
  },
  {
    name: '200 requests at once',
    bytes: `${repeat(199, () => lines('GET /nowhere HTTP/1.1', 'Host: hub'), '')}${lines('GET /nowhere HTTP/1.1', 'Host: hub', close)}`,
  },
  { name: 'an expectation of nothing', bytes: lines(...head, 'Expect: nothing', 'Content-Length: 2', close) },
  { name: 'an expectation and no body', bytes: lines(...head, 'Expect: 100-continue', 'Content-Length: 2', close) },
  {
    name: 'an upgrade to nothing',
    bytes: lines('GET / HTTP/1.1', 'Host: hub', 'Connection: upgrade, close', 'Upgrade: nothing'),
  },
];
