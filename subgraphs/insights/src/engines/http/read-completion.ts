import { createParser } from 'eventsource-parser';
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { EngineFailure, type TokenUse } from '../engine.js';

/** The text of an answer, and the tokens where the server counts them. */
export interface Completion {
  readonly text: string;
  readonly tokens: TokenUse | null;
}

type Body = Dispatcher.ResponseData['body'];

const usage = z.object({ prompt_tokens: z.int().min(0), completion_tokens: z.int().min(0) }).nullish();
const part = z.object({ content: z.string().nullish(), tool_calls: z.array(z.unknown()).nullish() });
const choice = z.object({
  delta: part.nullish(),
  message: part.nullish(),
  finish_reason: z.string().nullish(),
});
const answer = z.object({ choices: z.array(choice).max(16).default([]), usage, error: z.unknown().optional() });

/** Puts an answer together, from a stream of events or from one object. @throws EngineFailure */
export async function readCompletion(body: Body, mediaType: string, bytesMax: number): Promise<Completion> {
  const reading = new Reading();
  if (mediaType.includes('json')) {
    reading.take(await wholeText(body, bytesMax));
    return reading.end();
  }
  const parser = createParser({
    onEvent: ({ data }) => reading.take(data),
    maxBufferSize: bytesMax,
    onError: () => reading.refuse(),
  });
  await eachText(body, bytesMax, (text) => parser.feed(text));
  return reading.end();
}

/** An answer as it grows. */
class Reading {
  #text = '';
  #tokens: TokenUse | null = null;
  #finish: string | null = null;
  #isRefused = false;

  refuse(): void {
    this.#isRefused = true;
  }

  take(data: string): void {
    if (data.trim() === '[DONE]') return;
    const read = answer.safeParse(parsedJson(data));
    if (!read.success) throw malformed('The answer is not that of a chat completion.');
    const { choices, usage: counted, error } = read.data;
    if (error !== undefined && error !== null)
      throw new EngineFailure('UNAVAILABLE', 'The engine failed in the middle of its answer.', { isSpent: true });
    if (counted) this.#tokens = { input: counted.prompt_tokens, output: counted.completion_tokens };
    const [first] = choices;
    if (first === undefined) return;
    const piece = first.delta ?? first.message;
    // No tools are offered: whoever calls one follows somebody else's orders.
    if ((piece?.tool_calls ?? []).length > 0) throw malformed('The answer calls a tool.');
    this.#text += piece?.content ?? '';
    this.#finish = first.finish_reason ?? this.#finish;
  }

  end(): Completion {
    if (this.#isRefused) throw malformed('The stream of the answer is damaged.');
    if (this.#finish === 'length') throw new EngineFailure('TOO_LONG', 'The answer is too long.', { isSpent: true });
    if (this.#finish === null)
      throw new EngineFailure('CUT_OFF', 'The answer ended before it was complete.', { isSpent: true });
    return { text: this.#text, tokens: this.#tokens };
  }
}

async function wholeText(body: Body, bytesMax: number): Promise<string> {
  let whole = '';
  await eachText(body, bytesMax, (text) => (whole += text));
  return whole;
}

async function eachText(body: Body, bytesMax: number, take: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let length = 0;
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > bytesMax) throw new EngineFailure('TOO_LONG', 'The answer is too long.', { isSpent: true });
    take(decoder.decode(bytes, { stream: true }));
  }
  take(decoder.decode());
}

/** What a text says as JSON; undefined where it says none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The failure of an answer without the form that was asked for. */
export function malformed(message: string, tokens: TokenUse | null = null): EngineFailure {
  return new EngineFailure('MALFORMED', message, { isSpent: true, tokens });
}
