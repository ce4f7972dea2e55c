import { Agent, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { HostileBytes, HostileRequest } from './hostile-request.js';

/** What came back. */
export interface HostileAnswer {
  /** Zero when the connection was closed without an answer. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

const answerTimeoutMs = 30_000;
const agent = new Agent({ keepAlive: true, maxFreeSockets: 4 });

/** Sends one request. @throws Error when there is no answer. */
export async function send(url: string, request: HostileRequest, authorization?: string): Promise<HostileAnswer> {
  try {
    return await sendOnce(url, request, authorization, agent);
  } catch (error) {
    // The server may close a kept connection at the moment of its next use; on a fresh one that is no excuse.
    if (!(error instanceof StaleConnection)) throw error;
    return sendOnce(url, request, authorization, false);
  }
}

class StaleConnection extends Error {}

function sendOnce(
  url: string,
  { method = 'GET', path = '/', headers = {}, body }: HostileRequest,
  authorization: string | undefined,
  agentOrNone: Agent | false,
): Promise<HostileAnswer> {
  const { hostname, port } = new URL(url);
  const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  const own = { ...length, ...(authorization !== undefined && { authorization }), ...copied(headers) };
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, method, agent: agentOrNone, timeout: answerTimeoutMs, headers: own });
    // Set behind node's own check of addresses: what it refuses to send is just what we want to.
    request.path = path;
    let isAnswered = false;
    request.on('response', (response) => {
      isAnswered = true;
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
          text: Buffer.concat(chunks).toString('utf8'),
        });
      });
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error(`No answer in ${answerTimeoutMs / 1_000} s.`)));
    request.on('error', (error) => {
      // A server that has answered may close before it has read all that we send.
      if (!isAnswered) reject(request.reusedSocket ? new StaleConnection(error.message) : error);
    });
    request.end(body);
  });
}

function copied(headers: NonNullable<HostileRequest['headers']>): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
  );
}

/** Sends bytes, ends the sending side, and reads until the server closes; every answer on the connection, in order. */
export function sendBytes(url: string, { bytes }: HostileBytes): Promise<HostileAnswer[]> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    const chunks: Buffer[] = [];
    const timer = setTimeout(() => socket.destroy(new Error('The connection was not closed.')), answerTimeoutMs);
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // Reset by a server that had enough: what it said before counts.
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    socket.on('end', () => socket.destroy());
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(readAnswers(Buffer.concat(chunks)));
    });
    socket.on('connect', () => socket.end(bytes));
  });
}

/** Splits answers by their lengths; an interim answer has neither headers of ours nor a body. */
export function readAnswers(bytes: Buffer): HostileAnswer[] {
  const answers: HostileAnswer[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const end = rest.indexOf('\r\n\r\n');
    if (end === -1) throw new Error(`No answer: ${rest.toString('latin1').slice(0, 200)}`);
    const [statusLine = '', ...headerLines] = rest.subarray(0, end).toString('latin1').split('\r\n');
    const headers = Object.fromEntries(
      headerLines.map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim(),
      ]),
    );
    const status = Number(/^HTTP\/1\.[01] (\d{3})/u.exec(statusLine)?.[1] ?? Number.NaN);
    const length = Number(headers['content-length'] ?? 0);
    const body = rest.subarray(end + 4, end + 4 + length);
    rest = rest.subarray(end + 4 + length);
    if (status >= 200) answers.push({ status, headers, text: body.toString('utf8') });
  }
  return answers;
}
