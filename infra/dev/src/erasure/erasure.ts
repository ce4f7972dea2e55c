import { teamCollections } from '@hub/insights/documents';
import type { Documents } from '@hub/runtime/documents';
import type { FileStore } from '@hub/runtime/files';
import type pg from 'pg';
import { UsageError } from '../usage-error.js';
import {
  countsOfAccount,
  countsOfTeam,
  findAccount,
  findTeam,
  removeJobs,
  type Counts,
} from './erased-rows.repository.js';

/** What an erasure reaches. */
export interface Erasing {
  /** Of whoever operates the database, who may take on the roles of its owner and of backups. */
  readonly client: pg.Client;
  readonly documents: Documents;
  readonly store: FileStore;
}

/** What went, by store. */
export interface Receipt {
  readonly erased: 'team' | 'account';
  readonly id: string;
  readonly erasedAt: string;
  /** Rows that were deleted, by table. */
  readonly rows: Counts;
  /** Events whose content was emptied. They stay, so that chains still verify. */
  readonly events: number;
  /** Jobs that waited. */
  readonly jobs: number;
  /** Documents that were deleted, by collection. */
  readonly documents: Counts;
  readonly files: number;
}

/**
 * Erases a team from every store, by slug or id. Files and documents go first, so that the same command finds the team
 * again when a store is away, and once more at the end, for what a job wrote meanwhile.
 *
 * @throws UsageError when there is no such team.
 */
export async function eraseTeam(erasing: Erasing, slugOrId: string): Promise<Receipt> {
  const { client, documents, store } = erasing;
  const id = await inTransaction(client, () => findTeam(client, slugOrId));
  if (id === null) throw new UsageError(`There is no team ${slugOrId}.`);
  const all = documents.system(`erases the team ${id}`);
  const first = { documents: await all.eraseTeam(id, teamCollections), files: await store.removeTeam(id) };
  const done = await inTransaction(client, async () => {
    const counts = await countsOfTeam(client, id);
    const jobs = await removeJobs(client, { teamId: id });
    await client.query('set local role hub_owner');
    await client.query('select identity.erase_team($1)', [id]);
    return { ...counts, jobs };
  });
  const last = { documents: await all.eraseTeam(id, teamCollections), files: await store.removeTeam(id) };
  return {
    ...{ erased: 'team', id, erasedAt: new Date().toISOString() },
    ...done,
    documents: sumOf(first.documents, last.documents),
    files: first.files + last.files,
  };
}

/**
 * Erases a person, by e-mail or id. What they did for a team stays with the team, without them; no document and no file is
 * of a person.
 *
 * @throws UsageError when there is no such account, or it is the only owner of a team.
 */
export async function eraseAccount({ client }: Pick<Erasing, 'client'>, emailOrId: string): Promise<Receipt> {
  const id = await inTransaction(client, () => findAccount(client, emailOrId));
  if (id === null) throw new UsageError(`There is no account ${emailOrId}.`);
  try {
    const done = await inTransaction(client, async () => {
      const counts = await countsOfAccount(client, id);
      const jobs = await removeJobs(client, { accountId: id });
      await client.query('set local role hub_owner');
      await client.query('select identity.erase_account($1)', [id]);
      return { ...counts, jobs };
    });
    return { erased: 'account', id, erasedAt: new Date().toISOString(), ...done, documents: {}, files: 0 };
  } catch (error) {
    if (!isOnlyOwner(error)) throw error;
    throw new UsageError(
      'This person is the only owner of a team. Make somebody else an owner, or erase the team first.',
    );
  }
}

async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

function sumOf(one: Counts, other: Counts): Counts {
  return Object.fromEntries(Object.entries(one).map(([name, count]) => [name, count + (other[name] ?? 0)]));
}

function isOnlyOwner(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'membership_keeps_an_owner';
}
