import type { Prisma, PrismaClient } from '@hub/prisma/client';
import { HubError } from '../errors/errors.js';
import { teamOf } from '../auth/actor.js';
import type { Actor } from '../auth/actor.js';
import { translateDatabaseError } from './database-errors.js';
import { within } from './reach.js';
import type { Reach } from './reach.js';

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
export type ReadClient = Models<PrismaClient> & Pick<PrismaClient, '$queryRaw' | '$queryRawUnsafe'>;

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
   * Writes in one interactive transaction, all or nothing. A person's membership is read again as
   * it opens. Never wait for the network inside: the transaction is cut after five seconds.
   * @throws HubError `MEMBERSHIP_ENDED` when the role is not the one the token claims;
   * `TENANT_CONTEXT_MISSING` for an anonymous actor; `DATABASE_UNAVAILABLE`.
   */
  write<T>(work: (tx: TeamTransaction) => Promise<T>): Promise<T>;
}

/** Longest wait for a connection and longest transaction, in milliseconds. */
export interface WriteTimeouts {
  readonly maxWait: number;
  readonly timeout: number;
}

/** Binds a Prisma client over a tenant pool to one actor. */
export function teamDatabase(prisma: PrismaClient, actor: Actor, writeTimeouts: WriteTimeouts): TeamDatabase {
  const teamId = teamOf(actor);
  const accountId = actor.kind === 'user' ? actor.accountId : null;
  const claimedRole = actor.kind === 'user' ? actor.role : null;
  const readReach: Reach = { teamId, accountId, mode: 'read only', claimedRole: null };
  const publicReach: Reach = { teamId: null, accountId: null, mode: 'read only', claimedRole: null };

  return {
    async read(query) {
      if (teamId === null && actor.kind !== 'system') throw noTeam();
      return translated(() => within(readReach, () => query(prisma)));
    },
    async readPublic(query) {
      return translated(() => within(publicReach, () => query(prisma)));
    },
    async write(work) {
      if (teamId === null && actor.kind !== 'system') throw noTeam();
      const reach: Reach = { teamId, accountId, mode: 'read write', claimedRole };
      return translated(() => within(reach, () => prisma.$transaction((tx) => work(tx), writeTimeouts)));
    },
  };
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
