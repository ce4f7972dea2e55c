import { AsyncLocalStorage } from 'node:async_hooks';
import { HubError } from '../errors/errors.js';
import type { WriteReceipt } from './writes/write-receipt.js';
import { isUuid } from '../values/values.js';
import type { Claims } from './writes/claims.js';

/**
 * What a statement may see and do. `teamId` null means tables that belong to no team: with no
 * team set, row-level security shows nothing of any team.
 */
export interface Reach {
  readonly teamId: string | null;
  readonly accountId: string | null;
  readonly mode: 'read only' | 'read write';
  /** What the token of a person claims; checked against the database before a write. Null for anyone else. */
  readonly claims: Claims | null;
  /** What its transaction leaves when it commits; null for reads. */
  readonly receipt: WriteReceipt | null;
}

const reachNow = new AsyncLocalStorage<Reach>();
/**
 * Runs work whose statements have this reach. Nothing outside such a call reaches the database.
 * The work is awaited inside, because Prisma sends a statement only when somebody awaits it.
 */
export function within<T>(reach: Reach, work: () => Promise<T>): Promise<T> {
  return reachNow.run(reach, async () => await work());
}

/** The reach of the work being done; without one no statement is sent. */
export function currentReach(): Reach {
  const reach = reachNow.getStore();
  if (!reach) {
    throw new HubError('TENANT_CONTEXT_MISSING', 'A statement was made outside the tenant client.');
  }
  return reach;
}

/**
 * The one message that opens a transaction with this reach. Values become part of the text, since
 * a message of several statements takes no parameters; so each is checked to be a UUID first.
 * Before a person writes, the same message reads the what they may do at this moment and whether their session is open.
 */
export function openingOf(reach: Reach): string {
  const account = `set local app.account_id = '${checked(reach.accountId)}'`;
  const team = reach.teamId === null ? '' : `; set local app.team_id = '${checked(reach.teamId)}'`;
  const opening = `begin transaction ${reach.mode}; ${account}${team}`;
  if (!readsStanding(reach)) return opening;
  const { sessionId } = reach.claims;
  return `${opening}; select role, is_session_open, version, grants, platform from identity.authority('${checked(sessionId)}')`;
}

/** True when the opening message also reads how the writing person stands. */
export function readsStanding(reach: Reach): reach is Reach & { readonly claims: NonNullable<Reach['claims']> } {
  return reach.mode === 'read write' && reach.claims !== null;
}

function checked(id: string | null): string {
  if (id === null) return '';
  if (!isUuid(id)) throw new HubError('TENANT_CONTEXT_MISSING', 'A team or account id is not a UUID.');
  return id;
}
