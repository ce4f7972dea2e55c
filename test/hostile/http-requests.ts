import { gzipSync } from 'node:zlib';
import { post, repeat, type HostileRequest } from './hostile-request.js';

const good = JSON.stringify({ query: '{ __typename }' });

/** Requests that a client of HTTP can still be made to send. */
export function hostileHttp(): HostileRequest[] {
  return [...methods(), ...addresses(), ...contentTypes(), ...headers(), ...getRequests(), ...bodies()];
}

function methods(): HostileRequest[] {
  const verbs = [
    'HEAD',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'TRACE',
    'PROPFIND',
    'LOCK',
    'PURGE',
    'QUERY',
    'M-SEARCH',
  ];
  const paths = ['/graphql', '/', '/downloads/x', '/ocds/releases/x', '/health/ready', '/.well-known/jwks.json'];
  return paths.flatMap((path) => verbs.map((method) => ({ name: `method: ${method} of ${path}`, method, path })));
}

function addresses(): HostileRequest[] {
  const paths = [
    '/graphql/',
    '//graphql',
    '/GRAPHQL',
    '/graphql;a=b',
    '/graphql/../graphql',
    '/%67raphql',
    '/graphql%20',
    '/graphql%00',
    '/graphql%',
    '/graphql%zz',
    '/graphql%c0%ae',
    '/%',
    '/%00',
    '/%u0041',
    `/${'%61'.repeat(2_000)}`,
    `/${'a/'.repeat(4_000)}`,
    `/${'a'.repeat(8_000)}`,
    `/graphql?${'&'.repeat(8_000)}`,
    `/graphql?${repeat(1_500, (index) => `a${index}`, '&')}`,
    `/graphql?${'query[]='.repeat(800)}`,
    '/graphql?query=%E0%A4%A',
    '/.env',
    '/.git/config',
    '/etc/passwd',
    '/../../etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/graphiql',
    '/metrics',
    '/health/databases',
    '/downloads/',
    '/downloads/..%2f..%2fsecrets',
    '/downloads/%00',
    '/downloads/a/b/c?signature=x&expires=99999999999999999999',
    `/downloads/${'a'.repeat(8_000)}`,
    '/ocds/',
    '/ocds/releases/%',
    '/ocds/releases/%00',
    '/ocds/releases/..%2f..%2f',
    `/ocds/releases/${'a'.repeat(8_000)}`,
    `/ocds/releases?${'a=1&'.repeat(2_000)}`,
    '/ocds/releases?first=1e400&after=%00',
    '/.well-known/jwks.json?a[__proto__]=1',
    '/.well-known/apollo/server-health',
    'http://elsewhere.example/graphql',
    '*',
    '/graphql#a',
    '/\u007f',
  ];
  return paths.map((path) => ({ name: `address: ${path.slice(0, 60)} (${path.length})`, method: 'GET', path }));
}

function contentTypes(): HostileRequest[] {
  const types = [
    '',
    'text/plain',
    'text/html',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'application/graphql',
    'application/xml',
    'application/json; charset=utf-7',
    'application/json; charset=utf-16',
    'application/json; charset=nothing-at-all',
    'application/json;;;;',
    'application/json, text/plain',
    'application/vnd.api+json',
    '/',
    'json',
    `application/json; ${'a=b; '.repeat(1_500)}`,
    `application/${'x'.repeat(8_000)}`,
  ];
  return types.map((type) =>
    post(`content type: ${type.slice(0, 60)} (${type.length})`, good, { 'content-type': type }),
  );
}

function headers(): HostileRequest[] {
  const sent: readonly (readonly [name: string, headers: HostileRequest['headers']])[] = [
    ['no token in authorization', { authorization: 'Bearer' }],
    ['a token of three dots', { authorization: 'Bearer ...' }],
    ['a token of nobody', { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.' }],
    ['a token of 12 kB', { authorization: `Bearer ${'a'.repeat(6_000)}.${'b'.repeat(6_000)}.c` }],
    ['blanks for a token', { authorization: `Bearer ${' '.repeat(12_000)}x` }],
    ['basic credentials', { authorization: 'Basic YTpi' }],
    ['a request id of 4 kB', { 'x-request-id': 'x'.repeat(4_000) }],
    ['a request id that is a line of a log', { 'x-request-id': '{"level":"error"}' }],
    [
      'the headers of the gateway itself',
      { 'x-hub-internal': 'a.b.c', 'x-hub-actor': '{"kind":"system"}', 'x-internal-team': 'x' },
    ],
    [
      'headers of proxies',
      { 'x-forwarded-for': '1, '.repeat(1_000), 'x-forwarded-host': 'elsewhere.example', forwarded: 'for=1' },
    ],
    ['another host', { host: 'elsewhere.example' }],
    ['no host to speak of', { host: '' }],
    ['a host of 4 kB', { host: 'a'.repeat(4_000) }],
    ['an origin of somewhere else', { origin: 'https://elsewhere.example' }],
    ['an origin that is null', { origin: 'null' }],
    ['accept of nothing we have', { accept: 'image/png' }],
    ['accept of 1,000 types', { accept: repeat(1_000, (index) => `a/b${index};q=0.${index}`, ',').slice(0, 12_000) }],
    ['accept of multipart', { accept: 'multipart/mixed; deferSpec=20220824, multipart/mixed; incrementalSpec=v0.2' }],
    ['a trace context of 4 kB', { traceparent: '0'.repeat(4_000) }],
    ['a trace context that is none', { traceparent: '00-x-y-z', tracestate: 'a=b,'.repeat(500) }],
    ['cookies of 12 kB', { cookie: 'a=b; '.repeat(2_400) }],
    ['400 headers', Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`x-a${index}`, '1']))],
    ['900 headers', Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`x${index}`, '1']))],
    ['3,000 headers', Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`x${index}`, '1']))],
    ['one header 500 times', { 'x-a': Array.from({ length: 500 }, () => '1') }],
    ['a header of 20 kB', { 'x-a': 'x'.repeat(20_000) }],
    ['a header of 200 kB', { 'x-a': 'x'.repeat(200_000) }],
    ['letters that are not ASCII', { 'x-a': 'ÿþ'.repeat(100) }],
    [
      'an upgrade',
      { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-key': 'x', 'sec-websocket-version': '13' },
    ],
    [
      'an upgrade to HTTP/2',
      { connection: 'upgrade, http2-settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABkAAQAAP__' },
    ],
    ['an expectation', { expect: '200-maybe' }],
    ['another method by header', { 'x-http-method-override': 'DELETE' }],
    ['a range', { range: 'bytes=0-0,1-1,2-2' }],
    ['conditions', { 'if-match': '*', 'if-none-match': '*', 'if-modified-since': 'never' }],
    ['an age of nothing', { 'cache-control': 'max-age=99999999999999999999, no-cache' }],
    ['an encoding of nobody', { 'content-encoding': 'nothing' }],
    ['ten encodings', { 'content-encoding': 'gzip, br, gzip, br, gzip, br, gzip, br, gzip, br' }],
    ['a name of an operation', { 'x-apollo-operation-name': 'x'.repeat(8_000) }],
  ];
  return sent.map(([name, given]) => post(`header: ${name}`, good, given));
}

function getRequests(): HostileRequest[] {
  const queries: readonly (readonly [name: string, search: string])[] = [
    ['nothing', ''],
    ['an empty query', 'query='],
    ['a query twice', 'query={__typename}&query={__typename}'],
    ['a mutation', `query=${encodeURIComponent('mutation { signOut { __typename } }')}`],
    ['variables that are no JSON', 'query={__typename}&variables={'],
    ['variables that are a list', 'query={__typename}&variables=[]'],
    ['variables inside each other', `query={__typename}&variables={"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
    ['variables twice', 'query={__typename}&variables={}&variables={}'],
    ['extensions that are no JSON', 'query={__typename}&extensions={'],
    ['extensions inside each other', `query={__typename}&extensions={"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`],
    ['a hash that nobody registered', `extensions={"persistedQuery":{"version":1,"sha256Hash":"${'a'.repeat(64)}"}}`],
    [
      '1,000 unknown keys',
      `query=query($f:TenderFilter){tenders(filter:$f){totalCount}}&variables={"f":{${repeat(1_000, (index) => `"k${index}":1`, ',')}}}`,
    ],
    [
      '90 unknown keys',
      `query=query($f:TenderFilter){tenders(filter:$f){totalCount}}&variables={"f":{${repeat(90, (index) => `"k${index}":1`, ',')}}}`,
    ],
    ['a document of 12 kB', `query={${'__typename '.repeat(1_000)}}`],
    ['an operation name of 12 kB', `query={__typename}&operationName=${'x'.repeat(12_000)}`],
    ['half a character', 'query=%F0%9F'],
    ['NUL', 'query={__typename}%00'],
  ];
  const sent = queries.map(([name, search]) => ({
    name: `GET: ${name}`,
    method: 'GET',
    path: `/graphql?${search.replaceAll(' ', '+')}`,
    headers: { 'apollo-require-preflight': '1' },
  }));
  return [...sent, { name: 'GET: as a browser would', method: 'GET', path: '/graphql?query={__typename}' }];
}

function bodies(): HostileRequest[] {
  return [
    post('body: gzip without saying so', gzipSync(good)),
    post('body: a bomb of gzip', gzipSync(Buffer.alloc(50 * 1_048_576)), { 'content-encoding': 'gzip' }),
    post('body: bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])),
    post('body: UTF-16', Buffer.from(good, 'utf16le')),
    post('body: NUL', Buffer.alloc(100_000)),
    post('body: 16 MiB', Buffer.alloc(16 * 1_048_576, 0x20)),
    {
      name: 'body: on a GET',
      method: 'GET',
      path: '/graphql',
      headers: { 'content-type': 'application/json' },
      body: good,
    },
    { name: 'body: on a health check', method: 'POST', path: '/health/live', body: 'x'.repeat(100_000) },
    { name: 'body: on a page', method: 'POST', path: '/', headers: { 'content-type': 'text/plain' }, body: 'x' },
    post('body: shorter than it says', good, { 'content-length': String(good.length) }),
  ];
}
