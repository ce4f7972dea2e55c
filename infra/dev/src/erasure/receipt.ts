import type { Counts, Erased, Progress } from './erasure-receipt.repository.js';

/** What went, by store. What there was none of is left out. */
export interface Receipt {
  readonly erased: 'team' | 'account';
  readonly id: string;
  readonly erasedAt: string | null;
  /** Rows that were deleted, by table. */
  readonly rows: Counts;
  /** Events whose content was emptied. They stay, so that chains still verify. */
  readonly events: number;
  /** Archived events whose content was emptied, by month. */
  readonly archived: Counts;
  /** Jobs that waited. */
  readonly jobs: number;
  /** Documents that were deleted, by collection. */
  readonly documents: Counts;
  readonly files: number;
}

/** Shows what an erasure noted. */
export function receiptOf({ kind, id }: Erased, { counts, finishedAt }: Progress): Receipt {
  const under = (store: string): Counts =>
    Object.fromEntries(
      Object.entries(counts)
        .filter(([name]) => name.startsWith(`${store}/`))
        .map(([name, count]) => [name.slice(store.length + 1), count]),
    );
  return {
    erased: kind,
    id,
    erasedAt: finishedAt?.toISOString() ?? null,
    rows: under('rows'),
    events: counts['events'] ?? 0,
    archived: under('archived'),
    jobs: counts['jobs'] ?? 0,
    documents: under('documents'),
    files: counts['files'] ?? 0,
  };
}
