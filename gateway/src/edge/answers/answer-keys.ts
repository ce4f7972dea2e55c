import { createHash } from 'node:crypto';
import { rolePermissions, type Actor, type UserActor } from '@hub/runtime/auth';

/** What makes two requests the same request. */
export interface CacheSubject {
  readonly actor: Actor;
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: unknown;
  readonly accept: string | undefined;
}

/** Keys of one request: its public answer and the answer of this member alone. */
export interface AnswerKeys {
  readonly public: string;
  readonly private: string;
  readonly teamId: string | null;
}

/**
 * A hit skips authorisation, so even a public answer is shared only among actors who may do exactly the same.
 */
export function answerKeysOf({ actor, query, operationName, variables, accept }: CacheSubject): AnswerKeys {
  const request = JSON.stringify([query, operationName ?? null, variables ?? null, accept ?? null]);
  const hash = createHash('sha256').update(request).digest('base64url');
  const powers = powersOf(actor);
  if (actor.kind === 'anonymous' || actor.kind === 'system')
    return { public: `public:${powers}:${hash}`, private: `nobody:${hash}`, teamId: null };
  const member = whoIs(actor);
  return {
    public: `public:${powers}:${hash}`,
    private: `${actor.teamId}:${member}:${powers}:${hash}`,
    teamId: actor.teamId,
  };
}

function whoIs(actor: Exclude<Actor, { kind: 'anonymous' | 'system' }>): string {
  if (actor.kind === 'user') return actor.membershipId;
  return actor.kind === 'superAdmin' ? actor.sessionId : actor.clientId;
}

function powersOf(actor: Actor): string {
  switch (actor.kind) {
    case 'anonymous':
    case 'system':
      return actor.kind;
    case 'user':
      return `${actor.role}.${actor.plan}${addedTo(actor)}`;
    case 'superAdmin':
      return `superAdmin.${actor.plan}`;
    case 'partner':
      return `partner.${actor.plan}.${[...actor.permissions].toSorted().join('+')}`;
  }
}

/** What roles of the team add to the system role, in the team and in single projects. */
function addedTo({ role, permissions, grants }: UserActor): string {
  const own = permissions === rolePermissions[role] ? '' : `.${[...permissions].toSorted().join('+')}`;
  const projects = [...(grants?.projects ?? [])].map(([id, held]) => `${id}=${[...held].toSorted().join('+')}`);
  return projects.length === 0 ? own : `${own}.${projects.toSorted().join('&')}`;
}
