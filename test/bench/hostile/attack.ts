import { setTimeout as pause } from 'node:timers/promises';
import type { HostileRequest } from '../../hostile/hostile-request.js';
import { faultsOf } from '../../hostile/judge-answer.js';
import { hostileBytes } from '../../hostile/raw-bytes.js';
import { send, sendBytes, type HostileAnswer } from '../../hostile/send.js';

/** What one pass over all hostile requests came to. */
export interface Pass {
  readonly requests: number;
  readonly serverErrors: number;
  readonly largestErrorBytes: number;
  /** Requests that were not answered as they must be, with why. */
  readonly faults: readonly string[];
  /** The longest waits, longest first. */
  readonly slowest: readonly { readonly name: string; readonly ms: number }[];
}

const inFlight = 4;
/** More would say how fast the machine is: two cores that serve 500 of these in a second serve nobody else. */
const requestsPerSecond = 100;
const slowestShown = 12;

/** Sends everything once at a steady rate, as nobody and as somebody in turn. */
export async function attack(url: string, requests: readonly HostileRequest[], token: string): Promise<Pass> {
  const answered: { name: string; ms: number; answer: HostileAnswer; faults: string[] }[] = [];
  const work = workOf(url, requests, token);
  const start = performance.now();
  let sent = 0;
  const worker = async (): Promise<void> => {
    for (let job = work.pop(); job !== undefined; job = work.pop()) {
      await pause(Math.max(0, start + (sent++ * 1_000) / requestsPerSecond - performance.now()));
      const beganAt = performance.now();
      const answers = await job.run();
      const ms = performance.now() - beganAt;
      for (const answer of answers)
        answered.push({ name: job.name, ms, answer, faults: faultsOf(answer, { isHead: job.isHead }) });
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  const refused = answered.filter(({ answer }) => answer.status >= 400);
  return {
    requests: answered.length,
    serverErrors: answered.filter(({ answer }) => answer.status >= 500 || answer.status === 0).length,
    largestErrorBytes: Math.max(...refused.map(({ answer }) => Buffer.byteLength(answer.text))),
    faults: answered.flatMap(({ name, faults }) => (faults.length > 0 ? [`${name}: ${faults.join(', ')}`] : [])),
    slowest: answered
      .toSorted((left, right) => right.ms - left.ms)
      .slice(0, slowestShown)
      .map(({ name, ms }) => ({ name, ms })),
  };
}

interface Job {
  readonly name: string;
  readonly isHead: boolean;
  readonly run: () => Promise<HostileAnswer[]>;
}

function workOf(url: string, requests: readonly HostileRequest[], token: string): Job[] {
  const sent = requests.flatMap((request) =>
    [undefined, `Bearer ${token}`].map((authorization) => ({
      name: request.name,
      isHead: request.method === 'HEAD',
      run: async () => [await send(url, request, authorization)],
    })),
  );
  const raw = hostileBytes.map((bytes) => ({
    name: `bytes: ${bytes.name}`,
    isHead: false,
    run: () => sendBytes(url, bytes),
  }));
  return [...raw, ...sent];
}
