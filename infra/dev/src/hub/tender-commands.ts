import { runDoubts } from '@hub/tenders/doubts';
import { runImport } from '@hub/tenders/import';
import { runReplay } from '@hub/tenders/replay';
import { runRereadFacts } from '@hub/tenders/reread-facts';
import { pollSettingsFrom } from '@hub/tenders/sources';
import type { Life } from '../life.js';
import { exitCodes, log, storesOfCheckout } from './checkout-stores.js';

// Commands that read releases: each answers the exit code.

export async function importInto({
  target,
  source,
  followsLinks,
  life,
}: {
  target: string;
  source: string | null;
  followsLinks: boolean;
  life: Life;
}): Promise<number> {
  const stores = await storesOfCheckout(life);
  const { hostsAllowed } = pollSettingsFrom(process.env);
  const importing = { target, ...stores, source, followsLinks, hostsAllowed, log, signal: life.signal };
  const { status } = await runImport(importing);
  return exitCodes[status];
}

export async function replay({
  life,
  ...options
}: {
  source: string | null;
  reason: string | null;
  life: Life;
}): Promise<number> {
  const stores = await storesOfCheckout(life);
  const { hostsAllowed } = pollSettingsFrom(process.env);
  const { status } = await runReplay({ ...options, ...stores, hostsAllowed, log, signal: life.signal });
  return status === 'STOPPED' ? exitCodes.STOPPED : exitCodes.SUCCEEDED;
}

export async function rereadFacts(life: Life): Promise<number> {
  const stores = await storesOfCheckout(life);
  const isDone = await runRereadFacts({ ...stores, log, signal: life.signal });
  return isDone ? exitCodes.SUCCEEDED : exitCodes.STOPPED;
}

export async function doubts({
  life,
  ...options
}: {
  target: string;
  source: string | null;
  asJson: boolean;
  life: Life;
}): Promise<number> {
  const stores = await storesOfCheckout(life);
  return exitCodes[await runDoubts({ ...options, ...stores, log, signal: life.signal })];
}
