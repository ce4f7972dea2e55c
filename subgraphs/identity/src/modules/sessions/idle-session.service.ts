import type { Actor, UserActor } from '@hub/runtime/auth';
import type { HubDatabase } from '@hub/runtime/database';
import type { RequestScope } from '@hub/runtime/service';
import { revoke } from './recorded-sessions.js';
import { findSession } from './session.repository.js';

/** What sessions of all teams go by. */
export interface SessionRules {
  /** Minutes without use after which any session ends; null for no limit but their own end. */
  readonly idleMinutes: number | null;
  readonly databaseAs: HubDatabase['as'];
}

const minuteMs = 60_000;

/** The longest pause in the use of a session: the shorter of what team and platform allow; null for no limit. */
export function idleLimitMs(teamMinutes: number | null, platformMinutes: number | null): number | null {
  const limits = [teamMinutes, platformMinutes].filter((minutes) => minutes !== null);
  return limits.length === 0 ? null : Math.min(...limits) * minuteMs;
}

/** True when the session was not used for longer than the limit. False while nothing is known of it. */
export function isIdle(lastUseMs: number | null, limitMs: number | null, now: Date): boolean {
  return lastUseMs !== null && limitMs !== null && now.getTime() - lastUseMs > limitMs;
}

/**
 * Notes that a person uses their session, or ends it when it was left alone for too long. True when it goes on. Without Redis
 * nothing is known of pauses, and it goes on until its own end.
 */
export async function goesOn(
  scope: RequestScope,
  { sessionId, teamId }: UserActor,
  { teamMinutes, rules }: { teamMinutes: number | null; rules: SessionRules },
): Promise<boolean> {
  const now = scope.now();
  const limitMs = idleLimitMs(teamMinutes, rules.idleMinutes);
  const use = { sessionId, atMs: now.getTime(), idleLimitMs: limitMs };
  if ((await scope.cache.activity.note(use)) !== 'IDLE') return true;
  const product: Actor = { kind: 'system', name: 'identity:sessions', teamId };
  await rules
    .databaseAs(product, scope)
    .write(async (tx) => {
      const session = await findSession(tx, sessionId);
      if (session !== null) await revoke(tx, session, { reason: 'timeout', at: now });
    })
    // It was not used, so the next question ends it as well.
    .catch((error: unknown) => scope.logger.warn({ err: error }, 'An idle session could not be ended.'));
  return false;
}
