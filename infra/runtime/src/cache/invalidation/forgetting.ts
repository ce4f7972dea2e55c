import type { CacheInternals, ForgetListener } from '../cache-contract.js';
import type { InvalidationTarget, Notice } from './notice.js';

/** Age up to which a value is believed although nobody says that all commits have been told. */
const untoldAgeMsMax = 60_000;
/** A beat comes every second; after so long without one they have stopped. */
const beatAgeMsMax = 15_000;

/** What a process forgets, and how sure it is to hear of everything. */
export interface Forgetting {
  /** `isRemote`: another process tells it, which a third may not have heard yet. */
  handle(notice: Notice, isRemote: boolean): void;
  onForgotten(listener: ForgetListener): () => void;
  isTrusted(storedAt: number): boolean;
}

/** Forgets in the memory of this process what it is told to, and tells those who keep something of their own. */
export function createForgetting({
  inFlight,
  local,
  clock,
}: Pick<CacheInternals, 'inFlight' | 'local' | 'clock'>): Forgetting {
  const listeners = new Set<ForgetListener>();
  let beatAt = -Infinity;
  return {
    handle(notice, isRemote) {
      if (notice === 'beat') {
        beatAt = clock();
        return;
      }
      if (notice === 'everything') {
        local.clear();
        inFlight.clear();
      } else forgetTarget({ inFlight, local }, notice);
      for (const listener of listeners) listener(notice, isRemote);
    },
    onForgotten(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    isTrusted(storedAt) {
      const now = clock();
      return now - storedAt <= untoldAgeMsMax || now - beatAt <= beatAgeMsMax;
    },
  };
}

/** A read in flight began before the change, so nobody may join it any more. */
function forgetTarget(
  { inFlight, local }: Pick<CacheInternals, 'inFlight' | 'local'>,
  { keys = [], tags = [] }: InvalidationTarget,
): void {
  for (const key of keys) {
    local.delete(key);
    inFlight.delete(key);
  }
  if (tags.length === 0) return;
  // The local tier does not know tags; it lives for seconds and is small, so it is emptied.
  local.clear();
  const changed = new Set(tags);
  for (const [key, read] of inFlight) {
    if (read.tags.some((tag) => changed.has(tag))) inFlight.delete(key);
  }
}
