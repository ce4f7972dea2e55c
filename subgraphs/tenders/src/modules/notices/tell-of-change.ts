import type { TeamTransaction } from '@hub/runtime/database';
import { findMaterialChanges, tendersOfChange } from './notice.repository.js';
import { tellManagers, type Changed } from './tell-managers.js';
import { tellTrackers } from './tell-trackers.js';

/** Tells people of all teams of what matters to a bid: those who track a tender, and those who lead a pursuit of it. */
export async function tellOfChange(tx: TeamTransaction, { change, tenderIds, at }: Changed): Promise<void> {
  const named = tenderIds.length > 0 ? tenderIds : await tendersOfChange(tx, change);
  const material = await findMaterialChanges(tx, { change, tenderIds: named });
  if (material.length === 0) return;
  await tellTrackers(tx, material, at);
  await tellManagers(tx, { change, tenderIds: material.map(({ tenderId }) => tenderId), at });
}
