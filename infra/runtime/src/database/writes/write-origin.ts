import type { Actor } from '../../auth/actor.js';
import { noClient, type ClientInfo } from '../../auth/client-info.js';
import { currentOperation } from './current-operation.js';
import { networkOf } from './network-of.js';

/** The request that a write belongs to. */
export interface WriteRequest {
  readonly requestId: string | null;
  /** Default: no program that is known. */
  readonly client?: ClientInfo;
}

/** How a write came about: what its events tell beside the team and the person. */
export type WriteOrigin = Readonly<Record<string, string>>;

/** Origins of transactions that are open, by the client of each. */
const origins = new WeakMap<object, WriteOrigin>();

const agentLengthMax = 300;
const noRequest: WriteRequest = { requestId: null };

/**
 * What events tell of an actor, a request and the operation under way. No names and no tokens. What a person did stays in the
 * log of the team when the person is erased, so it tells the network of their address. The whole address is told by the
 * events of their session, which are emptied with the person.
 */
export function originFrom(actor: Actor, request: WriteRequest | null): WriteOrigin {
  const { requestId, client: { address, userAgent } = noClient } = request ?? noRequest;
  const { operation = null, permission = null } = currentOperation() ?? {};
  const known = {
    request: requestId,
    operation,
    permission,
    address: actor.kind === 'system' || address === null ? address : networkOf(address),
    agent: userAgent?.slice(0, agentLengthMax) ?? null,
  };
  const told = Object.entries(known).flatMap(([name, value]) => (value === null ? [] : [[name, value]]));
  return { ...ofActor(actor), ...Object.fromEntries(told) };
}

function ofActor(actor: Actor): WriteOrigin {
  switch (actor.kind) {
    case 'user':
      return { by: 'user', session: actor.sessionId, role: actor.role };
    case 'superAdmin':
      return { by: 'superAdmin', session: actor.sessionId };
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
