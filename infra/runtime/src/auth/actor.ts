import { HubError } from '../errors/errors.js';
import { allows, allowsSomewhere, type CustomGrants } from './authority.js';
import type { Permission, Role } from './permissions.js';
import { tokenError, type TokenRefusal } from './token-refusal.js';

/** Plans a team may be on. What each allows is in `identity.plan_limit`, and that of the plan in force counts, whatever a token says. */
export const plans = ['FREE', 'BASIC', 'PRO'] as const;

/** One of the plans. */
export type Plan = (typeof plans)[number];

/** A person, signed in to one team. */
export interface UserActor {
  readonly kind: 'user';
  readonly accountId: string;
  readonly teamId: string;
  readonly membershipId: string;
  readonly sessionId: string;
  readonly role: Role;
  /** Held in the whole team: what the system role brings and what roles of the team add. */
  readonly permissions: ReadonlySet<Permission>;
  /** What roles of the team add; absent for a token that was issued before there were any. */
  readonly grants?: CustomGrants | undefined;
  readonly plan: Plan;
}

/** Another company's software, acting for one team. */
export interface PartnerActor {
  readonly kind: 'partner';
  readonly clientId: string;
  readonly teamId: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly plan: Plan;
}

/** A super-admin of the platform who has entered a team: no member of it, and none of its people. */
export interface SuperAdminActor {
  readonly kind: 'superAdmin';
  readonly accountId: string;
  readonly teamId: string;
  /** The entry, which takes the place of a session. */
  readonly sessionId: string;
  readonly permissions: ReadonlySet<Permission>;
  readonly plan: Plan;
}

/** The product itself: jobs and imports. With a team when the work is about one team. */
export interface SystemActor {
  readonly kind: 'system';
  readonly name: string;
  readonly teamId: string | null;
}

/** Nobody in particular: no access token was sent, or one that does not count. */
export interface AnonymousActor {
  readonly kind: 'anonymous';
  /** Why the token that was sent does not count. What needs no permission is done all the same. */
  readonly refusal?: TokenRefusal;
}

/** Who a request acts for. Made at the edge, carried unchanged to the database. */
export type Actor = UserActor | SuperAdminActor | PartnerActor | SystemActor | AnonymousActor;

/** The one anonymous actor. */
export const anonymous: AnonymousActor = Object.freeze({ kind: 'anonymous' });

/** Somebody whose access token does not count. */
export function anonymousBecause(refusal: TokenRefusal): AnonymousActor {
  return { kind: 'anonymous', refusal };
}

/** The error for an anonymous actor who would have to be signed in. */
export function notSignedIn({ refusal }: AnonymousActor): HubError {
  if (refusal !== undefined) return tokenError(refusal);
  return new HubError('UNAUTHENTICATED', 'Sign in first: send an access token as a bearer token.');
}

/** The team an actor works in; null for anonymous and for system work on public data. */
export function teamOf(actor: Actor): string | null {
  return actor.kind === 'anonymous' ? null : actor.teamId;
}

/** The member that an actor is; null for super-admins, partners, for the product itself and for nobody. */
export function membershipOf(actor: Actor): string | null {
  return actor.kind === 'user' ? actor.membershipId : null;
}

/** The team an actor works in. @throws HubError `TENANT_CONTEXT_MISSING` with the message for who works in none. */
export function requireTeam(actor: Actor, message: string): string {
  const teamId = teamOf(actor);
  if (teamId === null) throw new HubError('TENANT_CONTEXT_MISSING', message);
  return teamId;
}

/**
 * True when the actor holds the permission: in the team, or in the project that is named. What is held in another project
 * counts for nothing. System work holds all, nobody holds none.
 */
export function holds(actor: Actor, permission: Permission, projectId: string | null = null): boolean {
  switch (actor.kind) {
    case 'anonymous':
      return false;
    case 'system':
      return true;
    case 'superAdmin':
    case 'partner':
      return actor.permissions.has(permission);
    case 'user':
      return allows(actor, permission, projectId);
  }
}

/** True when the actor holds the permission in the team or in any project: whether to look further, never the answer. */
export function holdsSomewhere(actor: Actor, permission: Permission): boolean {
  return actor.kind === 'user' ? allowsSomewhere(actor, permission) : holds(actor, permission);
}
