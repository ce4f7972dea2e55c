import { connect } from 'node:net';
import { afterAll, describe, expect, test } from '@jest/globals';
import { createHttpServer } from '@hub/runtime/http';
import { faultsOf } from './judge-answer.js';
import { readAnswers } from './send.js';

const app = createHttpServer({ timeouts: { headersMs: 200, requestMs: 400, checkEveryMs: 20 } });
app.route({ method: ['GET', 'POST'], url: '/', handler: async () => 'read' });
const port = Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
afterAll(() => app.close());

/** What the server says on a connection before it closes it. Bytes drip in one by one after the first ones. */
function sayUntilClosed(first: string, drip = ''): Promise<Buffer> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const chunks: Buffer[] = [];
    const signs = [...drip];
    const dripping = setInterval(() => {
      const sign = signs.shift();
      if (sign !== undefined && socket.writable) socket.write(sign);
    }, 10);
    socket.on('connect', () => first !== '' && socket.write(first));
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(dripping);
      resolve(Buffer.concat(chunks));
    });
  });
}

const head = 'POST / HTTP/1.1\r\nHost: hub\r\nContent-Type: application/json\r\n';

describe('a client that keeps the server waiting is answered and let go', () => {
  test.each([
    ['says nothing at all', '', ''],
    ['ends in the middle of a header', 'GET / HTTP/1.1\r\nHost: hub\r\nX-A', ''],
    ['never ends its headers', 'GET / HTTP/1.1\r\nHost: hub\r\n', 'X-A: 1\r\n'.repeat(1_000)],
    ['sends less than it said', `${head}Content-Length: 1000\r\n\r\n{`, ''],
    ['sends its body a byte at a time', `${head}Content-Length: 10000\r\n\r\n`, ' '.repeat(10_000)],
    ['never ends its chunks', `${head}Transfer-Encoding: chunked\r\n\r\n`, '1\r\n \r\n'.repeat(1_000)],
  ])('when it %s', async (_what, first, drip) => {
    const [answer, ...others] = readAnswers(await sayUntilClosed(first, drip));

    expect([answer?.status, others]).toEqual([408, []]);
    expect(answer === undefined ? null : faultsOf(answer)).toEqual([]);
    expect(answer?.text).toContain('"code":"REQUEST_TIMEOUT"');
  });

  test('and a connection on which an upgrade was offered is closed after its answer, which the next request would wait for', async () => {
    const upgrade = 'GET / HTTP/1.1\r\nHost: hub\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n';

    const [answer, ...others] = readAnswers(await sayUntilClosed(upgrade));

    expect([answer?.status, answer?.headers['connection'], answer?.text, others]).toEqual([200, 'close', 'read', []]);
  });

  test('while others are answered', async () => {
    const slow = Array.from({ length: 100 }, () => sayUntilClosed('GET / HTTP/1.1\r\nHost: hub\r\nX-A'));

    const response = await fetch(`http://127.0.0.1:${port}/`);

    expect([response.status, await response.text()]).toEqual([200, 'read']);
    expect((await Promise.all(slow)).map((bytes) => readAnswers(bytes)[0]?.status)).toEqual(slow.map(() => 408));
  });
});
