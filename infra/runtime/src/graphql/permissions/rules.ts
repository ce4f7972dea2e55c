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
    return new HubError('FORBIDDEN', `This needs the permission ${permission}. Ask an admin of your team.`);
  });
  canRules.set(permission, made);
  return made;
}
