import {
  anonymousBecause,
  authorityJson,
  powersOf,
  type Authority,
  type SuperAdminActor,
  type TokenRefusal,
  type UserActor,
} from '@hub/runtime/auth';
import { withDeadline } from '@hub/runtime/circuit';
import { sessionStatePath, type AnswerTarget } from '@hub/runtime/graphql';
import { createMemoryCache } from '@hub/runtime/memory';
import { z } from 'zod';
import type { Authenticate } from './authenticate.js';

/** What is known of a session, and since when. */
interface Known {
  readonly refusal: TokenRefusal | null;
  /** What the person may do; null where the session does not count. */
  readonly authority: Authority | null;
  readonly atMs: number;
}

/** Whose access token names a session, or an entry that takes its place. */
type Person = UserActor | SuperAdminActor;

/** Asked again beside the request from this age on, and before it from the second: an ended session reads no longer. */
const askAgainMs = 15_000;
const usableMs = 45_000;
/** How long identity is left alone after it did not answer. */
const pauseMs = 5_000;
const sessionsBytesMax = 8 * 1024 * 1024;
/** Small fields, and for each role of the team its id and some permissions. */
const knownBytes = 200;
const permissionBytes = 30;
const sizeOf = ({ authority }: Known): number =>
  (authority?.grants ?? []).reduce(
    (bytes, { permissions }) => bytes + knownBytes + permissions.length * permissionBytes,
    knownBytes,
  );

const answers = z.discriminatedUnion('state', [
  z.object({ state: z.literal('OPEN'), authority: authorityJson }),
  z.object({ state: z.literal('ENDED') }),
  z.object({ state: z.literal('LEFT') }),
]);
const refusals = { ENDED: 'ended', LEFT: 'left' } as const;
type Answer = Pick<Known, 'refusal' | 'authority'>;

/** What {@link withOpenSessions} needs. */
export interface OpenSessionsOptions {
  readonly authenticate: Authenticate;
  /** Answers in the name of identity; undefined where there is none. */
  readonly identity: () => AnswerTarget | undefined;
  /** Longest wait for identity. */
  readonly answerMs: number;
  readonly nowMs?: () => number;
  /** Time that passes whatever the clock says, for pauses. */
  readonly elapsedMs?: () => number;
}

/**
 * Lets a token speak for a person only while its session is open. Identity is asked, and its answer kept in this process
 * for less than a minute; that a session has ended is kept as long as a token can live. Writes do not rely on this: they
 * read the session in their own transaction.
 *
 * The same answer tells what the person may do at present: role, and roles of the team with their permissions. So a change of
 * either is seen within a minute, and at once with a token that knows a higher version of the team's permissions than what was
 * kept. What has expired meanwhile counts no longer.
 *
 * When identity cannot answer, the last answer counts, and without one the token alone: nobody can sign out meanwhile
 * either, and a token lives for a quarter of an hour. The token alone brings the system role and nothing of the team's own.
 */
export function withOpenSessions({
  authenticate,
  identity,
  answerMs,
  nowMs = Date.now,
  elapsedMs = () => performance.now(),
}: OpenSessionsOptions): Authenticate {
  const sessions = createMemoryCache<Known>({ name: 'sessions', bytesMax: sessionsBytesMax, sizeOf });
  const asking = new Map<string, Promise<Known | undefined>>();
  let pausedUntilMs = -Infinity;

  const ask = async (actor: Person): Promise<Known | undefined> => {
    const answer = identity();
    if (answer === undefined || elapsedMs() < pausedUntilMs) return undefined;
    const answered = await answerFrom(answer, actor, answerMs);
    if (answered === undefined) {
      pausedUntilMs = elapsedMs() + pauseMs;
      return undefined;
    }
    const known = { ...answered, atMs: nowMs() };
    sessions.set(actor.sessionId, known);
    return known;
  };
  // Requests of one session that come together ask once.
  const askOnce = (actor: Person): Promise<Known | undefined> => {
    const running = asking.get(actor.sessionId);
    if (running !== undefined) return running;
    const started = ask(actor).finally(() => asking.delete(actor.sessionId));
    asking.set(actor.sessionId, started);
    return started;
  };

  return async (authorization) => {
    const actor = await authenticate(authorization);
    if (actor.kind !== 'user' && actor.kind !== 'superAdmin') return actor;
    let known = sessions.get(actor.sessionId);
    const ageMs = known === undefined || isOlder(known, actor) ? Infinity : nowMs() - known.atMs;
    if ((known === undefined || known.refusal === null) && ageMs >= askAgainMs) {
      const asked = askOnce(actor);
      if (ageMs >= usableMs) known = (await asked) ?? known;
    }
    if (known === undefined) return actor;
    if (known.refusal !== null) return anonymousBecause(known.refusal);
    // What a super-admin may do inside a team is the same for all of them.
    if (actor.kind === 'superAdmin') return actor;
    return known.authority === null ? actor : { ...actor, ...powersOf(known.authority, new Date(nowMs())) };
  };
}

/** True when the token knows of a change of permissions that was made after the answer. */
function isOlder({ authority }: Known, actor: Person): boolean {
  const version = actor.kind === 'user' ? actor.grants?.version : undefined;
  return authority !== null && version !== undefined && version > authority.version;
}

/** What identity says of the session; undefined without an answer. */
async function answerFrom(identity: AnswerTarget, actor: Person, answerMs: number): Promise<Answer | undefined> {
  const request = { target: sessionStatePath, actor, requestId: 'session-state' };
  try {
    const { status, body } = await withDeadline(
      answerMs,
      () => identity(request),
      () => new Error('Identity did not answer in time.'),
    );
    if (status !== 200) return undefined;
    const told = answers.parse(JSON.parse(body));
    if (told.state !== 'OPEN') return { refusal: refusals[told.state], authority: null };
    return { refusal: null, authority: told.authority };
  } catch {
    return undefined;
  }
}
