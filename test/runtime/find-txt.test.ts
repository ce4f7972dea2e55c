import { afterEach, describe, expect, test } from '@jest/globals';
import { createTxtFinder, dnsServersFrom } from '@hub/runtime/dns';
import type { Packet } from 'dns-packet';
import { answerTo, startDnsServer, type DnsReply, type DnsServer } from '../kit/dns-server.js';

const open: DnsServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const serverThat = async (replies: (name: string, query: Packet) => DnsReply): Promise<DnsServer> => {
  const server = await startDnsServer(replies);
  open.push(server);
  return server;
};
const finderOf = (...servers: DnsServer[]) =>
  createTxtFinder({ servers: servers.map(({ address }) => address), tryMs: 100, deadlineMs: 1_500 });
const failing = (code: number) => (_name: string, query: Packet) => answerTo(query, { flags: code });

describe('a server that behaves', () => {
  test('is asked for the name, and its texts are joined from their parts', async () => {
    const server = await serverThat(() => ['one', ['a long ', 'text in ', 'parts'], 'v=spf1 -all']);

    const answer = await finderOf(server)('_proof.acme.example');

    expect(answer).toEqual({ kind: 'found', texts: ['one', 'a long text in parts', 'v=spf1 -all'] });
    expect(server.asked).toEqual(['_proof.acme.example']);
  });

  test.each<[string, (name: string, query: Packet) => DnsReply]>([
    ['that there is no such name', failing(3)],
    ['that the name has no text', (_name, query) => answerTo(query)],
  ])('says %s', async (_what, replies) => {
    expect(await finderOf(await serverThat(replies))('x.example')).toEqual({ kind: 'none' });
  });
});

describe('a server that misbehaves', () => {
  const stranger: Packet = { questions: [{ type: 'TXT', name: 'other.example' }] };

  test.each<[string, (name: string, query: Packet) => DnsReply]>([
    ['says that it failed', failing(2)],
    ['refuses', failing(5)],
    ['says nothing', () => null],
    ['answers with bytes that are none', () => Buffer.from('no packet')],
    ['answers another question', (_name, query) => answerTo(query, stranger)],
    [
      'answers with the id of another question',
      (name, query) =>
        answerTo(query, {
          id: ((query.id ?? 0) + 1) % 65_536,
          answers: [{ type: 'TXT', name, ttl: 0, data: ['forged'] }],
        }),
    ],
    // The rest would come over TCP, where nobody listens.
    ['cuts its answer', (_name, query) => answerTo(query, { flags: 0x02_00 })],
  ])('and %s is taken as no answer, in bounded time', async (_what, replies) => {
    const server = await serverThat(replies);
    const began = performance.now();

    expect(await finderOf(server)('x.example')).toEqual({ kind: 'unanswered' });

    expect(performance.now() - began).toBeLessThan(3_000);
  });

  test('gives way to the next', async () => {
    const [silent, good] = [await serverThat(() => null), await serverThat(() => ['found'])];

    expect(await finderOf(silent, good)('x.example')).toEqual({ kind: 'found', texts: ['found'] });
  });
});

describe('DNS_SERVERS', () => {
  test('names addresses, with ports or without', () => {
    expect(dnsServersFrom({ DNS_SERVERS: '1.1.1.1, 127.0.0.1:5353, ::1, [::1]:53' })).toEqual([
      '1.1.1.1',
      '127.0.0.1:5353',
      '::1',
      '[::1]:53',
    ]);
    expect(dnsServersFrom({})).toEqual([]);
  });

  test.each(['dns.example.org', '1.1.1.1:0', '1.1.1.1:65536', '127.0.0.1:x', '::1:53:y'])('is not %s', (text) => {
    expect(() => dnsServersFrom({ DNS_SERVERS: text })).toThrow('DNS_SERVERS');
  });
});
