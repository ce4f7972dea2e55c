import { setTimeout as wait } from 'node:timers/promises';
import { anonymousBecause, type TokenRefusal, type UserActor } from '@hub/runtime/auth';
import { sessionStatePath, type AnswerTarget } from '@hub/runtime/graphql';
import { createMemoryCache } from '@hub/runtime/memory';
import { z } from 'zod';
import type { Authenticate } from './authenticate.js';

/** What is known of a session, and since when. */
interface Known {
  readonly refusal: TokenRefusal | null;
  readonly atMs: number;
}

/** Asked again beside the request from this age on, and before it from the second: an ended session reads no longer. */
const askAgainMs = 15_000;
const usableMs = 45_000;
/** Longest wait for identity, and how long it is left alone after it did not answer. */
const answerMs = 1_500;
const pauseMs = 5_000;
const sessionsBytesMax = 8 * 1024 * 1024;
/** Two small fields. */
const knownBytes = 50;

const answers = z.object({ state: z.enum(['OPEN', 'ENDED', 'LEFT']) });
const refusals = { OPEN: null, ENDED: 'ended', LEFT: 'left' } as const;

/** What {@link withOpenSessions} needs. */
export interface OpenSessionsOptions {
  readonly authenticate: Authenticate;
  /** Answers in the name of identity; undefined where there is none. */
  readonly identity: () => AnswerTarget | undefined;
  readonly nowMs?: () => number;
}

/**
 * Lets a token speak for a person only while its session is open. Identity is asked, and its answer kept in this process
 * for less than a minute; that a session has ended is kept as long as a token can live. Writes do not rely on this: they
 * read the session in their own transaction.
 *
 * When identity cannot answer, the last answer counts, and without one the token alone: nobody can sign out meanwhile
 * either, and a token lives for a quarter of an hour.
 */
export function withOpenSessions({ authenticate, identity, nowMs = Date.now }: OpenSessionsOptions): Authenticate {
  const sessions = createMemoryCache<Known>({ name: 'sessions', bytesMax: sessionsBytesMax, sizeOf: () => knownBytes });
  const asking = new Map<string, Promise<Known | undefined>>();
  let pausedUntilMs = 0;

  const ask = async (actor: UserActor): Promise<Known | undefined> => {
    const answer = identity();
    if (answer === undefined || nowMs() < pausedUntilMs) return undefined;
    const refusal = await refusalFrom(answer, actor);
    if (refusal === undefined) {
      pausedUntilMs = nowMs() + pauseMs;
      return undefined;
    }
    const known = { refusal, atMs: nowMs() };
    sessions.set(actor.sessionId, known);
    return known;
  };
  // Requests of one session that come together ask once.
  const askOnce = (actor: UserActor): Promise<Known | undefined> => {
    const running = asking.get(actor.sessionId);
    if (running !== undefined) return running;
    const started = ask(actor).finally(() => asking.delete(actor.sessionId));
    asking.set(actor.sessionId, started);
    return started;
  };

  return async (authorization) => {
    const actor = await authenticate(authorization);
    if (actor.kind !== 'user') return actor;
    let known = sessions.get(actor.sessionId);
    const ageMs = known === undefined ? Infinity : nowMs() - known.atMs;
    if ((known === undefined || known.refusal === null) && ageMs >= askAgainMs) {
      const asked = askOnce(actor);
      if (ageMs >= usableMs) known = (await asked) ?? known;
    }
    return known === undefined || known.refusal === null ? actor : anonymousBecause(known.refusal);
  };
}

/** Why the session does not count, null when it does, undefined without an answer. */
async function refusalFrom(answer: AnswerTarget, actor: UserActor): Promise<TokenRefusal | null | undefined> {
  const request = { target: sessionStatePath, actor, requestId: 'session-state' };
  const asked = answer(request).then(({ status, body }) =>
    status === 200 ? refusals[answers.parse(JSON.parse(body)).state] : undefined,
  );
  return Promise.race([asked.catch(() => undefined), wait(answerMs, undefined, { ref: false })]);
}
