import Table from 'cli-table3';
import type { Choice } from './choose-provider.js';
import type { StoreName } from './provider.js';
import type { Place } from './shared/place.js';

export interface StoreRow {
  readonly store: StoreName;
  /** `none` for a Redis that could not be had. */
  readonly provider: string;
  /** Host and port, never a password. */
  readonly address: string;
  readonly note: string;
  /** Why the providers before it were refused. */
  readonly refused: readonly { readonly provider: string; readonly reason: string }[];
}

/** The line of one store. */
export function rowOf(store: StoreName, { chosen, refusals }: Choice, place: Pick<Place, 'note'>): StoreRow {
  const notes = [chosen?.running.note ?? 'the product runs without it, slower', chosen === null ? null : place.note];
  return {
    store,
    provider: chosen?.provider ?? 'none',
    address: chosen === null ? '-' : addressOf(chosen.running.url),
    note: notes.filter((note) => note !== null).join('; '),
    refused: refusals.map(({ provider, refused }) => ({ provider, reason: refused })),
  };
}

/** The table of what was chosen, and why the others were refused. */
export function renderStoreTable(rows: readonly StoreRow[]): string {
  const table = new Table({
    head: ['store', 'provider', 'address', 'what it is', 'refused before it'],
    colWidths: [10, 15, 18, 42, 50],
    wordWrap: true,
    wrapOnWordBoundary: false,
    // Colours are escape codes in a log file; the words say enough.
    style: { head: [], border: [] },
  });
  for (const { store, provider, address, note, refused } of rows) {
    table.push([
      store,
      provider,
      address,
      note,
      refused.map(({ provider: name, reason }) => `${name}: ${reason}`).join('\n'),
    ]);
  }
  return table.toString();
}

/** Host and port of an address; a list of hosts stays a list. */
export function addressOf(url: string): string {
  const authority = /^[a-z+]+:\/\/([^/?]*)/i.exec(url)?.[1] ?? '';
  return authority.slice(authority.lastIndexOf('@') + 1);
}
