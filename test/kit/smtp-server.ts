import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** How the server answers one mail: takes it, refuses it at a step, says nothing any more, or closes the connection. */
export type SmtpBehaviour =
  | { readonly kind: 'takes' | 'is silent' | 'closes' }
  | { readonly kind: 'refuses'; readonly at: 'MAIL' | 'RCPT' | 'DATA'; readonly code: number };

/** A mail server on loopback that behaves as a test says. */
export interface SmtpServer {
  readonly url: string;
  /** Mails as they came, headers and all. */
  readonly taken: string[];
  /** How it answers from now on: one after the other, the last one for ever. */
  behave(...behaviours: SmtpBehaviour[]): void;
  close(): Promise<void>;
}

export async function startSmtpServer(): Promise<SmtpServer> {
  const taken: string[] = [];
  const sockets = new Set<Socket>();
  let plan: SmtpBehaviour[] = [{ kind: 'takes' }];
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => undefined));
    const [next = { kind: 'takes' }] = plan;
    if (plan.length > 1) plan = plan.slice(1);
    if (next.kind === 'closes') socket.end();
    else if (next.kind !== 'is silent') converse(socket, next, taken);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port.');
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    taken,
    behave: (...behaviours) => {
      plan = behaviours;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

function converse(socket: Socket, behaviour: SmtpBehaviour, taken: string[]): void {
  let received = '';
  let isBody = false;
  const answer = (step: string, text: string): void => {
    const refusal = behaviour.kind === 'refuses' && behaviour.at === step ? `${behaviour.code} no` : null;
    socket.write(`${refusal ?? text}\r\n`);
  };
  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'DATA') {
      isBody = true;
      socket.write('354 go on\r\n');
    } else if (verb === 'QUIT') socket.end('221 bye\r\n');
    else answer(verb, '250 ok');
  };
  socket.setEncoding('utf8').on('data', (text: string) => {
    received += text;
    for (;;) {
      const end = received.indexOf(isBody ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const part = received.slice(0, end);
      received = received.slice(end + (isBody ? 5 : 2));
      if (!isBody) command(part);
      else {
        isBody = false;
        if (behaviour.kind === 'takes') taken.push(part);
        answer('DATA', '250 taken');
      }
    }
  });
  socket.write('220 test\r\n');
}
