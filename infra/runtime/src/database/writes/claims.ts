import { allowsSomewhere, authorityJson, powersOf, type Authority, type Powers } from '../../auth/authority.js';
import type { SuperAdminActor, UserActor } from '../../auth/actor.js';
import { isPermission, type Permission } from '../../auth/permissions.js';
import { HubError } from '../../errors/errors.js';
import { z } from 'zod';
import { currentOperation } from './current-operation.js';

/** What the token of a writing person claims; the database is asked as the transaction opens. */
export interface Claims {
  readonly sessionId: string;
  readonly permissions: ReadonlySet<Permission>;
  /** What the operation needs: its permission; null for one whose rule names none; undefined outside of an operation. */
  readonly needs: string | null | undefined;
  /** Filled in as the transaction opens: what the person may do at this moment. */
  readonly found: { powers: Powers | null };
}

/** What a person claims with their next write. */
export function claimsOf({ sessionId, permissions }: UserActor | SuperAdminActor): Claims {
  const operation = currentOperation();
  return { sessionId, permissions, needs: operation && operation.permission, found: { powers: null } };
}

const standings = z.object({ rows: z.tuple([z.looseObject({ is_session_open: z.boolean() })]) });

/**
 * Compares what a person claims with what the database has just answered, and keeps the latter.
 * @throws HubError `MEMBERSHIP_ENDED`, `SESSION_ENDED`; `FORBIDDEN` when the permission that is needed is held no longer.
 */
export function checkClaims(claims: Claims, answer: unknown, now: Date): void {
  const standing = standings.safeParse(answer);
  if (!standing.success) {
    throw new HubError('MEMBERSHIP_ENDED', 'You no longer belong to this team. Nothing was changed.');
  }
  const [row] = standing.data.rows;
  if (!row.is_session_open) {
    throw new HubError('SESSION_ENDED', 'This session has ended. Sign in again. Nothing was changed.');
  }
  const authority: Authority = authorityJson.parse(row);
  const powers = powersOf(authority, now);
  claims.found.powers = powers;
  const missing = missingOf(claims, powers);
  if (missing !== undefined) {
    throw new HubError(
      'FORBIDDEN',
      `Your permissions in this team have changed: this needs the permission ${missing}. Nothing was changed.`,
    );
  }
}

/** A permission that is claimed, needed, and held nowhere in the team any more. Which project it is held in, the service checks. */
function missingOf({ needs, permissions }: Claims, powers: Powers): string | undefined {
  if (needs === undefined) return undefined;
  // A rule that names no permission may need any of those that are claimed.
  if (needs === null) return [...permissions].find((permission) => !allowsSomewhere(powers, permission));
  return isPermission(needs) && !allowsSomewhere(powers, needs) ? needs : undefined;
}

const found = new WeakMap<object, Claims['found']>();

/** Remembers what will be found as a transaction opens. */
export function rememberClaims(transaction: object, claims: Claims | null): void {
  if (claims !== null) found.set(transaction, claims.found);
}

/**
 * What the writing person may do at this moment, as the transaction found it when it opened; null where it is not a person who
 * writes. The place to ask what a rule could not: `allows(authority, 'entry:update', projectId)`.
 */
export function authorityOf(transaction: object): Powers | null {
  return found.get(transaction)?.powers ?? null;
}
