import { z } from 'zod';

/** One request and how it went. */
export interface Sample {
  /** When it was sent, in milliseconds since the load began. */
  readonly atMs: number;
  readonly tookMs: number;
  /** Such as `read:tender` or `write:track`. */
  readonly kind: string;
  /** Null when no answer came. */
  readonly status: number | null;
  /** Codes of all errors in the answer. */
  readonly codes: readonly string[];
}

/** What a client gets back. */
export interface Answer {
  readonly status: number | null;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly codes: readonly string[];
  readonly messages: readonly string[];
}

/** A request of a client. */
export interface Asked {
  readonly kind: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly token?: string | undefined;
}

/** Asks the product over HTTP, and notes every answer. */
export interface Client {
  readonly samples: readonly Sample[];
  ask(asked: Asked): Promise<Answer>;
}

/** True for a code after which a person has to sign in or refresh again. */
export function isSignedOut(code: string): boolean {
  return ['UNAUTHENTICATED', 'TOKEN_EXPIRED', 'TOKEN_INVALID', 'SESSION_ENDED'].includes(code);
}

/** The code of an answer that names none. */
export const noCode = 'NO_CODE';

const answerTimeoutMs = 30_000;
const bodySchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() }))
    .default([]),
});

/** Makes a client; one serves everybody. */
export function createClient(url: string, clock: () => number): Client {
  const samples: Sample[] = [];
  return {
    samples,
    async ask({ kind, ...asked }) {
      const atMs = clock();
      const answer = await send(`${url}/graphql`, asked);
      samples.push({ atMs, tookMs: clock() - atMs, kind, status: answer.status, codes: answer.codes });
      return answer;
    },
  };
}

async function send(url: string, asked: Omit<Asked, 'kind'>): Promise<Answer> {
  const { query, variables = {}, token } = asked;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
    return read(response.status, await response.text());
  } catch {
    return { status: null, data: null, codes: [], messages: [] };
  }
}

function read(status: number, text: string): Answer {
  const parsed = bodySchema.safeParse(parseJson(text));
  if (!parsed.success) return { status, data: null, codes: [noCode], messages: [text.slice(0, 200)] };
  const { data, errors } = parsed.data;
  return {
    status,
    data: data ?? null,
    codes: errors.map(({ extensions }) => extensions?.code ?? noCode),
    messages: errors.map(({ message }) => message),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
