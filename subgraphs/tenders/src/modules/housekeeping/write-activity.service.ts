import type { Activity } from '@hub/runtime/cache';
import type { TeamDatabase } from '@hub/runtime/database';
import { noteActivity } from './housekeeping.repository.js';

const usesAtOnce = 1_000;
/** More wait for the next run, so that one run ends. */
const slicesMax = 200;

/**
 * Writes back when sessions were last used. It leaves Redis after it is committed, so a worker that is killed in between writes it
 * once more, which changes nothing.
 */
export async function writeActivity(database: TeamDatabase, activity: Activity): Promise<void> {
  for (let slice = 0; slice < slicesMax; slice += 1) {
    const uses = await activity.unwritten(usesAtOnce);
    if (uses.length > 0) await database.write((tx) => noteActivity(tx, uses));
    await activity.written(uses);
    if (uses.length < usesAtOnce) return;
  }
}
