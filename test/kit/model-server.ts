import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A request as the server got it. */
export interface ModelRequest {
  readonly headers: IncomingMessage['headers'];
  readonly body: {
    readonly model: string;
    readonly stream: boolean;
    readonly max_tokens: number;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly response_format: { readonly json_schema: { readonly schema: Record<string, unknown> } };
  } & Readonly<Record<string, unknown>>;
}

/** How the server answers one request. */
export type ModelBehaviour = (request: ModelRequest, response: ServerResponse) => unknown;

/** A server with an interface like OpenAI's that behaves, or misbehaves, as it is told. */
export async function startModelServer(behaviour: ModelBehaviour) {
  const requests: ModelRequest[] = [];
  const state = { behaviour };
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const request: ModelRequest = {
        headers: incoming.headers,
        body: JSON.parse(Buffer.concat(chunks).toString()) as ModelRequest['body'],
      };
      requests.push(request);
      void state.behaviour(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    behave(next: ModelBehaviour): void {
      state.behaviour = next;
      requests.length = 0;
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Streams a text in pieces, with the tokens that it took. */
export function streamed(text: string, { pauseMs = 0, tokens = { input: 100, output: 20 } } = {}): ModelBehaviour {
  return async (_request, response) => {
    begin(response);
    const size = Math.ceil(text.length / 3) || 1;
    for (let start = 0; start < text.length; start += size) {
      event(response, { choices: [{ delta: { content: text.slice(start, start + size) }, finish_reason: null }] });
      if (pauseMs > 0) await sleep(pauseMs);
    }
    event(response, { choices: [{ delta: {}, finish_reason: 'stop' }] });
    event(response, { choices: [], usage: { prompt_tokens: tokens.input, completion_tokens: tokens.output } });
    response.end('data: [DONE]\n\n');
  };
}

/** Streams an object as JSON. */
export const streamedJson = (value: unknown, options?: Parameters<typeof streamed>[1]): ModelBehaviour =>
  streamed(JSON.stringify(value), options);

/** Answers with a status and nothing else. */
export function status(code: number, headers: Record<string, string> = {}): ModelBehaviour {
  return (_request, response) => response.writeHead(code, headers).end('{"error":{"message":"no"}}');
}

/** Begins a stream. */
export function begin(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
}

/** Sends one event of a stream. */
export function event(response: ServerResponse, value: unknown): void {
  response.write(`data: ${JSON.stringify(value)}\n\n`);
}
