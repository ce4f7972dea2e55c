import { archiveFilesOf, countBodies, eraseBodies, hashOfFile, type Link } from '@hub/runtime/events';
import type { FileStore } from '@hub/runtime/files';
import type pg from 'pg';
import { asOwner, planCounts, settleCounts, type Erased } from './erasure-receipt.repository.js';
import { inTransaction } from './in-transaction.js';

/** Which files, and what of them. */
interface ErasingBodies {
  readonly client: pg.Client;
  readonly store: FileStore;
  readonly erased: Erased;
}

/** Empties what archived months say of a team or a person. A month that holds nothing of them is read and left alone. */
export async function eraseArchivedBodies(erasing: ErasingBodies): Promise<void> {
  const { client, store, erased } = erasing;
  const months = await inTransaction(client, () =>
    asOwner<{ month: Date; linksSha256: string }>(
      client,
      `select month, encode(links_sha256, 'hex') as "linksSha256" from events.archived()`,
      [],
    ),
  );
  for (const { month, linksSha256 } of months) {
    const bodies = { store, month, linksSha256, isErasable: isOf(erased) };
    const name = `archived/${month.toISOString().slice(0, 7)}`;
    const count = await countBodies(bodies);
    await inTransaction(client, () => planCounts(client, erased, { [name]: count }));
    const sha256 = count > 0 ? await eraseBodies(bodies) : await hashOfFile(store, archiveFilesOf(month).bodies);
    await inTransaction(client, async () => {
      await asOwner(client, `select events.note_bodies($1, decode($2, 'hex'))`, [month, sha256]);
      await settleCounts(client, erased, [name]);
    });
  }
}

/**
 * Removes files of months that are still in the database: an archiving that was cut short left them, with bodies that are
 * erased by now. In a transaction that has erased events, before which no month is dropped and after which none is by older
 * files.
 */
export async function removeUnfinishedFiles({ client, store }: Pick<ErasingBodies, 'client' | 'store'>): Promise<void> {
  const months = await asOwner<{ month: Date }>(client, 'select month from events.archivable() as month', []);
  for (const { month } of months) for (const path of Object.values(archiveFilesOf(month))) await store.remove(path);
}

function isOf({ kind, id }: Erased): (link: Link) => boolean {
  return kind === 'team' ? ({ teamId }) => teamId === id : ({ persons }) => persons.includes(id);
}
