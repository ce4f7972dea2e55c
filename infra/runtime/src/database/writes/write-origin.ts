import type { Actor } from '../../auth/actor.js';

/** How a write came about: what its events tell beside the team and the person. */
export type WriteOrigin = Readonly<Record<string, string>>;

/** Origins of transactions that are open, by the client of each. */
const origins = new WeakMap<object, WriteOrigin>();

/** What events tell of an actor and a request. No names, addresses or tokens. */
export function originFrom(actor: Actor, requestId: string | null): WriteOrigin {
  return { ...ofActor(actor), ...(requestId !== null && { request: requestId }) };
}

function ofActor(actor: Actor): WriteOrigin {
  switch (actor.kind) {
    case 'user':
      return { by: 'user', session: actor.sessionId, role: actor.role };
    case 'partner':
      return { by: 'partner', partner: actor.clientId };
    case 'system':
      return { by: 'system', work: actor.name };
    case 'anonymous':
      return { by: 'anonymous' };
  }
}

/** Remembers how a transaction came about until it has ended. */
export function rememberOrigin(transaction: object, origin: WriteOrigin): void {
  origins.set(transaction, origin);
}

/** How a transaction came about; nothing when nobody said. */
export function originOf(transaction: object): WriteOrigin {
  return origins.get(transaction) ?? {};
}
