import { rule } from 'graphql-shield';
import { type Actor, holds, holdsSomewhere, notSignedIn } from '../../auth/actor.js';
import type { Permission } from '../../auth/permissions.js';
import { HubError } from '../../errors/errors.js';

/** The part of the context that rules look at. Rules do no I/O: the actor already carries all. */
interface RuleContext {
  readonly actor: Actor;
}

type GraphQLRule = ReturnType<ReturnType<typeof rule>>;

/** Everybody, signed in or not. Says that being public is on purpose. */
export const isAnyone: GraphQLRule = rule('isAnyone', { cache: 'no_cache' })(() => true);

/** Anyone who is signed in. Others get `UNAUTHENTICATED`, or why their access token does not count. */
export const isSignedIn: GraphQLRule = rule('isSignedIn', { cache: 'no_cache' })(
  (_parent: unknown, _args: unknown, { actor }: RuleContext) =>
    actor.kind === 'anonymous' ? notSignedIn(actor) : true,
);

/** A person who is signed in, for what is theirs alone. A partner is refused whatever it may do. */
export const isPerson: GraphQLRule = rule('isPerson', { cache: 'no_cache' })((
  _parent: unknown,
  _args: unknown,
  { actor }: RuleContext,
) => {
  if (actor.kind === 'anonymous') return notSignedIn(actor);
  return actor.kind === 'user' ? true : new HubError('FORBIDDEN', 'Only a person who is signed in can do this.');
});

/** A super-admin of the platform, inside a team that they have entered. */
export const isSuperAdmin: GraphQLRule = rule('isSuperAdmin', { cache: 'no_cache' })((
  _parent: unknown,
  _args: unknown,
  { actor }: RuleContext,
) => {
  if (actor.kind === 'anonymous') return notSignedIn(actor);
  return actor.kind === 'superAdmin' ? true : new HubError('FORBIDDEN', 'Only a super-admin in this team can do this.');
});

const canRules = new Map<Permission, GraphQLRule>();
const memberRules = new Map<Permission, GraphQLRule>();
const somewhereRules = new Map<Permission, GraphQLRule>();
let rulesInProjects = 0;

/** What a rule needs, by its name; null for one that needs no permission. */
export function permissionNamedBy(ruleName: string): string | null {
  return /^(?:can|canIn|canSomewhere|memberCan):([^@]+)/u.exec(ruleName)?.[1] ?? null;
}

/** Actors that hold the permission. Nobody signed in: as {@link isSignedIn}; others: `FORBIDDEN`. */
export function can(permission: Permission): GraphQLRule {
  const known = canRules.get(permission);
  if (known) return known;
  const made = rule(`can:${permission}`, { cache: 'no_cache' })((
    _parent: unknown,
    _args: unknown,
    { actor }: RuleContext,
  ) => {
    return holds(actor, permission) ? true : refusalOf(actor, permission);
  });
  canRules.set(permission, made);
  return made;
}

/**
 * The project that a call is about, from its arguments or its parent, without I/O; null for a call about none. A malformed id is
 * null as well: what parses the input says so.
 */
export type ProjectOf = (parent: unknown, args: unknown) => string | null;

/**
 * {@link can}, where a role that counts in one project alone is enough for that project: `canIn('entry:update', projectOfInput)`.
 * A permission that is held in another project is not held.
 */
export function canIn(permission: Permission, projectOf: ProjectOf): GraphQLRule {
  rulesInProjects += 1;
  // Shield wants a name for each rule.
  const name = `canIn:${permission}@${rulesInProjects}`;
  return rule(name, { cache: 'no_cache' })((parent: unknown, args: unknown, { actor }: RuleContext) =>
    holds(actor, permission, projectOf(parent, args)) ? true : refusalOf(actor, permission),
  );
}

/**
 * {@link can}, where only the row tells which project a call is about. Lets through whoever holds the permission in some project:
 * the service then decides with `refusalWithout(permission, actor, projectId)`, and in a write with `authorityOf(tx)`.
 */
export function canSomewhere(permission: Permission): GraphQLRule {
  const known = somewhereRules.get(permission);
  if (known) return known;
  const made = rule(`canSomewhere:${permission}`, { cache: 'no_cache' })(
    (_parent: unknown, _args: unknown, { actor }: RuleContext) =>
      holdsSomewhere(actor, permission) ? true : refusalOf(actor, permission),
  );
  somewhereRules.set(permission, made);
  return made;
}

function refusalOf(actor: Actor, permission: Permission): HubError {
  return actor.kind === 'anonymous' ? notSignedIn(actor) : lacks(permission);
}

/** {@link can}, for what only a member of the team has: a partner is refused whatever it may do. */
export function memberCan(permission: Permission): GraphQLRule {
  const known = memberRules.get(permission);
  if (known) return known;
  const made = rule(`memberCan:${permission}`, { cache: 'no_cache' })((
    _parent: unknown,
    _args: unknown,
    { actor }: RuleContext,
  ) => {
    if (actor.kind === 'anonymous') return notSignedIn(actor);
    if (!holds(actor, permission)) return lacks(permission);
    return actor.kind === 'user' ? true : new HubError('FORBIDDEN', 'Only a member of the team can do this.');
  });
  memberRules.set(permission, made);
  return made;
}

/** The answer to somebody who is signed in and does not hold a permission. */
export function lacks(permission: string): HubError {
  return new HubError('FORBIDDEN', `This needs the permission ${permission}. Ask an admin of your team.`);
}

/**
 * Why an actor may not do what needs the permission, in the team or in the project that is named; null when they may. For what
 * a rule cannot know beforehand.
 */
export function refusalWithout(permission: Permission, actor: Actor, projectId: string | null = null): HubError | null {
  return holds(actor, permission, projectId) ? null : refusalOf(actor, permission);
}
