import { createHash } from 'node:crypto';
import type { Actor } from '../auth/actor.js';
import { HubError, inputFault } from '../errors/errors.js';
import type { ReadClient, TeamTransaction } from './team-database.js';

/** A creating request that its client may send again. */
export interface KeyedRequest {
  /** Name of the mutation. */
  readonly operation: string;
  /** What the client names the request by; absent for one that it will not repeat. */
  readonly key: string | undefined;
  /** Everything else that was sent. Never a secret: a hash of it is kept. */
  readonly input: unknown;
  readonly actor: Actor;
}

/** What a creating request does. */
export interface CreatingEffect<Outcome> {
  readonly make: () => Promise<Outcome>;
  /** Id of what an outcome created; null for one that changed nothing, after which the key may be used again. */
  readonly createdBy: (outcome: Outcome) => string | null;
  /** The outcome once more, with what was created as it is now; null when it is gone. */
  readonly again: (id: string) => Promise<Outcome | null>;
}

const claimsMax = 3;

/**
 * Carries out a creating request once for its key, in the transaction of the change: the key is kept if and only if the
 * change is. Who comes with the same key at the same moment waits for the first.
 *
 * @throws HubError `IDEMPOTENCY_KEY_REUSED` when the key belongs to another request of this person; `NOT_FOUND` when what
 * it created is gone.
 */
export async function oncePerKey<Outcome>(
  tx: TeamTransaction,
  request: KeyedRequest,
  { make, createdBy, again }: CreatingEffect<Outcome>,
): Promise<Outcome> {
  const claim = claimOf(request);
  if (claim === null) return make();
  for (let count = 0; count < claimsMax; count += 1) {
    if (await claimKey(tx, claim)) {
      const outcome = await make();
      await settleKey(tx, claim, createdBy(outcome));
      return outcome;
    }
    const createdId = await createdUnder(tx, claim);
    if (createdId !== null) return (await again(createdId)) ?? gone();
    // Whoever held the key changed nothing and let go of it meanwhile.
  }
  throw new HubError('CONFLICT', 'The same request is being made many times at once. Nothing was changed.');
}

/**
 * What an earlier request with this key created, for looking before anything is counted or paid for; null when there was
 * none. @throws HubError as {@link oncePerKey}.
 */
export async function createdEarlier(db: ReadClient | TeamTransaction, request: KeyedRequest): Promise<string | null> {
  const claim = claimOf(request);
  return claim === null ? null : createdUnder(db, claim);
}

interface Claim {
  readonly caller: string;
  readonly key: string;
  readonly operation: string;
  readonly inputHash: Uint8Array;
}

function claimOf({ operation, key, input, actor }: KeyedRequest): Claim | null {
  if (key === undefined) return null;
  const inputHash = new Uint8Array(createHash('sha256').update(canonical(input)).digest());
  return { caller: callerOf(actor), key, operation, inputHash };
}

/** Keys are a person's own: nobody meets, or learns of, another's. */
function callerOf(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return actor.accountId;
    case 'superAdmin':
      return `super-admin:${actor.accountId}`;
    case 'partner':
      return `partner:${actor.clientId}`;
    case 'system':
      return `system:${actor.name}`;
    case 'anonymous':
      throw new HubError('TENANT_CONTEXT_MISSING', 'An idempotency key needs somebody it belongs to.');
  }
}

/** JSON with the names of objects in order: clients may write the same input in any. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

async function claimKey(tx: TeamTransaction, { caller, key, operation, inputHash }: Claim): Promise<boolean> {
  const count = await tx.$executeRaw`
    insert into app.idempotency (team_id, caller, key, operation, input_hash)
    values (app.current_team_id(), ${caller}, ${key}, ${operation}, ${inputHash}) on conflict do nothing`;
  return count === 1;
}

async function settleKey(tx: TeamTransaction, { caller, key }: Claim, createdId: string | null): Promise<void> {
  if (createdId === null) {
    await tx.$executeRaw`
      delete from app.idempotency where team_id = app.current_team_id() and caller = ${caller} and key = ${key}`;
    return;
  }
  await tx.$executeRaw`
    update app.idempotency set created_id = ${createdId}::uuid
    where team_id = app.current_team_id() and caller = ${caller} and key = ${key}`;
}

const reusedMessage =
  'This idempotency key was already used for a request with other input. Use a new one. Nothing was changed.';

async function createdUnder(
  db: ReadClient | TeamTransaction,
  { caller, key, operation, inputHash }: Claim,
): Promise<string | null> {
  const [row] = await db.$queryRaw<{ created_id: string | null; is_same: boolean }[]>`
    select created_id, operation = ${operation} and input_hash = ${inputHash} as is_same
    from app.idempotency where team_id = app.current_team_id() and caller = ${caller} and key = ${key}`;
  if (row === undefined) return null;
  if (!row.is_same) {
    throw new HubError('IDEMPOTENCY_KEY_REUSED', reusedMessage, {
      details: { problems: [inputFault(['input', 'idempotencyKey'], reusedMessage, 'IDEMPOTENCY_KEY_REUSED')] },
    });
  }
  return row.created_id;
}

function gone(): never {
  throw new HubError('NOT_FOUND', 'What this request created has been deleted since.');
}
