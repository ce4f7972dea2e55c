import { sampleQueries } from '@hub/dev/sample-queries';
import autocannon from 'autocannon';
import { z } from 'zod';
import type { RunningHub } from './processes.js';

/** What one round of requests cost. */
export interface Round {
  readonly perSecond: number;
  readonly perCpuSecond: number;
}

const connections = 16;

/** Sends so many requests over 16 connections and waits for the last answer. @throws Error when one failed. */
export async function sendRound(
  hub: RunningHub,
  options: { token: string; query: string; requests: number },
): Promise<Round> {
  const cpuBefore = hub.cpuSeconds();
  const startedAt = performance.now();
  const result = await autocannon({
    url: hub.url,
    method: 'POST',
    connections,
    amount: options.requests,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${options.token}` },
    body: JSON.stringify({ query: options.query }),
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpuSeconds = hub.cpuSeconds() - cpuBefore;
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx + result.errors} of ${options.requests} requests failed.`);
  return { perSecond: options.requests / seconds, perCpuSecond: options.requests / cpuSeconds };
}

/** One answer, to be sure that what is measured is the real thing. @throws Error when it holds errors. */
export async function sendOnce(url: string, query: string, token?: string): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query }),
  });
  const body: { data?: Record<string, unknown>; errors?: unknown } = JSON.parse(await response.text());
  if (!body.data || body.errors) throw new Error(`The benchmark's question failed: ${JSON.stringify(body.errors)}`);
  return body.data;
}

/** Signs in as the demo's person. Answers the access token. */
export async function signInToDemo(url: string): Promise<string> {
  const query = sampleQueries.find(({ needsToken }) => !needsToken)?.query ?? '';
  const answer = z.object({ signIn: z.object({ tokens: z.object({ accessToken: z.string() }) }) });
  return answer.parse(await sendOnce(url, query)).signIn.tokens.accessToken;
}
