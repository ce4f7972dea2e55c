import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode, type Packet, type TxtAnswer } from 'dns-packet';

/** What a name server of a test does with one question: texts to answer, a packet or bytes of its own, or nothing at all. */
export type DnsReply = readonly (string | readonly string[])[] | Packet | Buffer | null;

export interface DnsServer {
  /** For `DNS_SERVERS`. */
  readonly address: string;
  /** Names that were asked for, in their order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Starts a name server over UDP that answers as it is told. */
export async function startDnsServer(replyTo: (name: string, query: Packet) => DnsReply): Promise<DnsServer> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (bytes: Buffer, from: RemoteInfo) => {
    const query = decode(bytes);
    const name = query.questions?.[0]?.name ?? '';
    asked.push(name);
    const reply = replyTo(name, query);
    if (reply === null) return;
    socket.send(Buffer.isBuffer(reply) ? reply : encode(packetOf(reply, query)), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    asked,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function packetOf(reply: Packet | readonly (string | readonly string[])[], query: Packet): Packet {
  if (!Array.isArray(reply)) return reply as Packet;
  const name = query.questions?.[0]?.name ?? '';
  const answers = reply.map((data): TxtAnswer => ({ type: 'TXT', name, ttl: 0, data: [...[data].flat()] }));
  return answerTo(query, { answers });
}

/** An answer to a question, with what a test wants otherwise. */
export function answerTo(query: Packet, otherwise: Packet = {}): Packet {
  return { type: 'response', id: query.id ?? 0, flags: 0, questions: query.questions ?? [], ...otherwise };
}
