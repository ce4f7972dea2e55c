import { rule } from 'graphql-shield';
import { type Actor, holds, notSignedIn } from '../../auth/actor.js';
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

const canRules = new Map<Permission, GraphQLRule>();
const memberRules = new Map<Permission, GraphQLRule>();

/** What a rule needs, by its name; null for one that needs no permission. */
export function permissionNamedBy(ruleName: string): string | null {
  const [kind, ...permission] = ruleName.split(':');
  return kind === 'can' || kind === 'memberCan' ? permission.join(':') : null;
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
    if (holds(actor, permission)) return true;
    if (actor.kind === 'anonymous') return notSignedIn(actor);
    return lacks(permission);
  });
  canRules.set(permission, made);
  return made;
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

/** Why an actor may not do what needs the permission; null when they may. For what a rule cannot know beforehand. */
export function refusalWithout(permission: Permission, actor: Actor): HubError | null {
  if (holds(actor, permission)) return null;
  return actor.kind === 'anonymous' ? notSignedIn(actor) : lacks(permission);
}
