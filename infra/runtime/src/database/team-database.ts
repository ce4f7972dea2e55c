import type { Prisma, PrismaClient } from '@hub/prisma/client';
import { HubError } from '../errors/errors.js';
import { teamOf, type Actor } from '../auth/actor.js';
import type { CacheKey } from '../cache/cache.js';
import { againWhileBusy } from './writes/busy.js';
import { translateDatabaseError, unavailable } from './database-errors.js';
import { takeMarked } from './writes/marked-tags.js';
import { within, type Reach } from './reach.js';
import { originFrom, rememberOrigin, type WriteOrigin, type WriteRequest } from './writes/write-origin.js';
import type { WriteOutcome, WriteOutcomes } from './writes/write-outcomes.js';
import { newReceipt } from './writes/write-receipt.js';
import { claimsOf, rememberClaims } from './writes/claims.js';

/**
 * Prisma merges `findUnique` calls made in one tick into one statement, whoever made them: two
 * teams' calls would run with one team's reach. Every other call is sent on its own, so the tenant
 * client has no findUnique; use `findFirst`.
 */
type WithoutMergedCalls<Delegate> = Omit<Delegate, 'findUnique' | 'findUniqueOrThrow'>;
type Models<Client> = {
  [Name in Exclude<keyof Client, `$${string}` | symbol>]: WithoutMergedCalls<Client[Name]>;
};

/** Reads: any model without merged calls, and raw SQL. Writes are refused by the database. */
export type ReadClient = Models<PrismaClient> & Pick<PrismaClient, '$queryRaw'>;

/** One open transaction of one actor. */
export type TeamTransaction = Models<Prisma.TransactionClient> &
  Pick<Prisma.TransactionClient, '$queryRaw' | '$executeRaw'>;

/** The database as one actor may use it. There is no other way to reach tenant rows. */
export interface TeamDatabase {
  /**
   * Reads as the actor's team. Each statement is a read-only transaction of its own, three round
   * trips, with the team set for its length.
   * @throws HubError `TENANT_CONTEXT_MISSING` for an actor without a team; `DATABASE_UNAVAILABLE`.
   */
  read<T>(query: (db: ReadClient) => Promise<T>): Promise<T>;
  /**
   * Reads tables that belong to no team. No team is set, so a tenant table answers no rows.
   * @throws HubError `DATABASE_UNAVAILABLE`.
   */
  readPublic<T>(query: (db: ReadClient) => Promise<T>): Promise<T>;
  /**
   * Writes in one interactive transaction, all or nothing. A person's membership, session and permissions are
   * read again as it opens (see `authorityOf`). Never wait for the network inside: the transaction is cut after five seconds. The work may run more than
   * once, when others change the same rows at the same moment: it must not change anything outside.
   * @throws HubError `MEMBERSHIP_ENDED`; `SESSION_ENDED`; `FORBIDDEN` when the permission of the operation is held no longer;
   * `TENANT_CONTEXT_MISSING` for an anonymous actor; `DATABASE_UNAVAILABLE` when nothing was changed;
   * `OUTCOME_UNKNOWN` when the connection broke while it was committing and the server did not come back in time to say
   * whether it had; `SERVICE_UNAVAILABLE` when others kept the rows locked for too long.
   */
  write<T>(work: (tx: TeamTransaction) => Promise<T>, how?: WriteKind): Promise<T>;
}

/** How a write is to be taken. */
export interface WriteKind {
  /** True when no cached answer of the team can tell the difference: none is forgotten. Default false. */
  readonly isUnseen?: boolean;
}

/** What a committed transaction makes old. */
export interface Committed {
  /** The team whose answers may have changed; null for none. */
  readonly teamId: string | null;
  /** Tags of public data that the transaction marked. */
  readonly tags: readonly CacheKey[];
}

/** What writes are made with. */
export interface WriteOptions {
  /** Longest wait for a connection and longest transaction, in milliseconds. */
  readonly timeouts: { readonly maxWait: number; readonly timeout: number };
  /** Asked when a commit was sent and not answered. */
  readonly outcomes: WriteOutcomes;
  /** Awaited after each commit, never after a rollback. Must not reject. */
  readonly onCommitted?: ((committed: Committed) => Promise<void>) | undefined;
}

/** Binds a Prisma client over a tenant pool to one actor, and to the request that the actor makes. */
export function teamDatabase(
  prisma: PrismaClient,
  { actor, request = null }: { readonly actor: Actor; readonly request?: WriteRequest | null },
  writes: WriteOptions,
): TeamDatabase {
  const teamId = teamOf(actor);
  const isPerson = actor.kind === 'user' || actor.kind === 'superAdmin';
  const accountId = isPerson ? actor.accountId : null;
  const readReach: Reach = { teamId, accountId, mode: 'read only', claims: null, receipt: null };
  const publicReach: Reach = { teamId: null, accountId: null, mode: 'read only', claims: null, receipt: null };

  return {
    async read(query) {
      if (teamId === null && actor.kind !== 'system') throw noTeam();
      return translated(() => within(readReach, () => query(prisma)));
    },
    async readPublic(query) {
      return translated(() => within(publicReach, () => query(prisma)));
    },
    async write(work, { isUnseen = false } = {}) {
      if (teamId === null && actor.kind !== 'system') throw noTeam();
      const claims = isPerson ? claimsOf(actor) : null;
      const reach = { teamId, accountId, mode: 'read write', claims } as const;
      const origin = originFrom(actor, request);
      const { value, tags } = await againWhileBusy(() => writeOnce({ prisma, reach, origin, work, ...writes }));
      await writes.onCommitted?.({ teamId: isUnseen ? null : teamId, tags });
      return value;
    },
  };
}

interface OneWrite<T> extends WriteOptions {
  readonly prisma: PrismaClient;
  readonly reach: Omit<Reach, 'receipt'>;
  readonly origin: WriteOrigin;
  readonly work: (tx: TeamTransaction) => Promise<T>;
}

interface Written<T> {
  readonly value: T;
  readonly tags: readonly CacheKey[];
}

async function writeOnce<T>({ prisma, reach, origin, work, timeouts, outcomes }: OneWrite<T>): Promise<Written<T>> {
  const receipt = newReceipt();
  const worked: Written<T>[] = [];
  try {
    return await within({ ...reach, receipt }, () =>
      prisma.$transaction(async (tx) => {
        rememberOrigin(tx, origin);
        rememberClaims(tx, reach.claims);
        const value = await work(tx);
        const written = { value, tags: takeMarked(tx) };
        worked.push(written);
        return written;
      }, timeouts),
    );
  } catch (error) {
    const [result] = worked;
    if (receipt.commit !== 'sent' || result === undefined) throw translateDatabaseError(error);
    assertCommitted(await outcomes.of(receipt.id), error);
    return result;
  }
}

/** Of a commit that was sent and not answered only the receipt tells what came of it. */
function assertCommitted(outcome: WriteOutcome, cause: unknown): void {
  switch (outcome) {
    case 'committed':
      return;
    case 'not committed':
      throw unavailable(cause);
    case 'unknown':
      throw new HubError('OUTCOME_UNKNOWN', undefined, { cause, retryAfterSeconds: 5 });
  }
}

function noTeam(): HubError {
  return new HubError('TENANT_CONTEXT_MISSING', 'This needs a team. Sign in first.');
}

async function translated<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
