import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** What the server answers to one request. */
export interface FileAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer | object;
  /** Breaks the connection in the middle of the body. */
  breaks?: boolean;
  /** Sends the head and then nothing more. */
  stalls?: boolean;
}

/** A server on loopback whose files are put there by a test. */
export interface FileServer {
  readonly origin: string;
  /** Requests in order, as path with query. */
  readonly asked: string[];
  readonly headers: IncomingMessage['headers'][];
  /** Answers at a path: one after the other, the last one for ever. */
  put(path: string, ...answers: FileAnswer[]): string;
  reset(): void;
  close(): Promise<void>;
}

export async function startFileServer(): Promise<FileServer> {
  const answers = new Map<string, FileAnswer[]>();
  const asked: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    headers.push(request.headers);
    const waiting = answers.get(path) ?? [];
    send(response, (waiting.length > 1 ? waiting.shift() : waiting[0]) ?? { status: 404 });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    asked,
    headers,
    put(path, ...given) {
      answers.set(path, given);
      return `${origin}${path}`;
    },
    reset() {
      answers.clear();
      asked.length = 0;
      headers.length = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, { status = 200, headers = {}, body = '', breaks, stalls }: FileAnswer): void {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  response.writeHead(status, { 'content-length': String(status === 304 ? 0 : bytes.length), ...headers });
  if (status === 304) response.end();
  else if (breaks === true) response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  else if (stalls === true) response.write(bytes.subarray(0, 1));
  else response.end(bytes);
}
