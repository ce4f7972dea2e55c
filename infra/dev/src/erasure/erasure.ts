import { teamCollections } from '@hub/insights/documents';
import type { Documents } from '@hub/runtime/documents';
import type { FileStore } from '@hub/runtime/files';
import type pg from 'pg';
import { UsageError } from '../usage-error.js';
import { eraseArchivedBodies, removeUnfinishedFiles } from './archived-bodies.js';
import {
  eraseAccountRows,
  eraseLateEvents,
  eraseTeamRows,
  findAccount,
  findTeam,
  removeJobs,
} from './erased-rows.repository.js';
import {
  addCounts,
  beginErasure,
  findErasure,
  finishErasure,
  planCounts,
  settleCounts,
  type Counts,
  type Erased,
} from './erasure-receipt.repository.js';
import { inTransaction } from './in-transaction.js';
import { receiptOf, type Receipt } from './receipt.js';

/** What an erasure reaches. */
export interface Erasing {
  /** Of whoever operates the database, who may take on the roles of its owner and of backups. */
  readonly client: pg.Client;
  readonly documents: Documents;
  readonly store: FileStore;
}

export type { Receipt } from './receipt.js';

/** One erasure at a time: two would write the same archived month. */
const lockNumber = 7_130_725;

/**
 * Erases a team from every store, by slug or id. When a store is away it fails, and the same command goes on where it
 * stopped: nothing is counted twice, and nothing is left out. Doing it again by id is doing it once.
 *
 * @throws UsageError when there is no such team.
 */
export function eraseTeam(erasing: Erasing, slugOrId: string): Promise<Receipt> {
  return erase(erasing, 'team', slugOrId);
}

/**
 * {@link eraseTeam} of a person, by e-mail or id, with their pictures. What they did for a team stays with the team, without them; no
 * document is of a person.
 *
 * @throws UsageError when there is no such account, or it is the only owner of a team.
 */
export async function eraseAccount(erasing: Erasing, emailOrId: string): Promise<Receipt> {
  try {
    return await erase(erasing, 'account', emailOrId);
  } catch (error) {
    if (!isOnlyOwner(error)) throw error;
    throw new UsageError(
      'This person is the only owner of a team. Make somebody else an owner, or erase the team first.',
    );
  }
}

async function erase(erasing: Erasing, kind: Erased['kind'], name: string): Promise<Receipt> {
  const { client } = erasing;
  await client.query('select pg_advisory_lock($1)', [lockNumber]);
  try {
    const erased = await inTransaction(client, () => eraseRows(client, kind, name));
    if (kind === 'team') await eraseDocuments(erasing, erased);
    await eraseFiles(erasing, erased);
    await eraseArchivedBodies({ ...erasing, erased });
    const done = await inTransaction(client, async () => {
      const events = await eraseLateEvents(client, erased);
      await addCounts(client, erased, { events, jobs: await removeJobs(client, erased) });
      await removeUnfinishedFiles(erasing);
      return finishErasure(client, erased);
    });
    return receiptOf(erased, done);
  } finally {
    // A connection that broke has let go of it already.
    await client.query('select pg_advisory_unlock($1)', [lockNumber]).catch(() => undefined);
  }
}

/** In an open transaction. */
async function eraseRows(client: pg.Client, kind: Erased['kind'], name: string): Promise<Erased> {
  const found = await (kind === 'team' ? findTeam(client, name) : findAccount(client, name));
  const id = found ?? (await findErasure(client, kind, name));
  if (id === null) throw new UsageError(`There is no ${kind} ${name}.`);
  const erased = { kind, id };
  if (found === null) return erased;
  await beginErasure(client, erased, name);
  const jobs = await removeJobs(client, erased);
  const rows = await (kind === 'team' ? eraseTeamRows(client, id) : eraseAccountRows(client, id));
  await addCounts(client, erased, { ...rows, jobs });
  return erased;
}

async function eraseDocuments({ client, documents }: Erasing, erased: Erased): Promise<void> {
  const all = documents.system(`erases the team ${erased.id}`);
  const counts = await all.countTeam(erased.id, teamCollections);
  const found = Object.fromEntries(Object.entries(counts).map(([name, count]) => [`documents/${name}`, count]));
  await removeFound({ client, erased, found }, () => all.eraseTeam(erased.id, teamCollections));
}

async function eraseFiles({ client, store }: Erasing, erased: Erased): Promise<void> {
  const found = { files: await store.countOf(erased.id) };
  await removeFound({ client, erased, found }, () => store.removeOf(erased.id));
}

/** Removes what was found in a store, and counts it once, whatever breaks between. */
async function removeFound(
  { client, erased, found }: { readonly client: pg.Client; readonly erased: Erased; readonly found: Counts },
  remove: () => Promise<unknown>,
): Promise<void> {
  await inTransaction(client, () => planCounts(client, erased, found));
  await remove();
  await inTransaction(client, () => settleCounts(client, erased, Object.keys(found)));
}

function isOnlyOwner(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'membership_keeps_an_owner';
}
