import { tenderStatusAt } from '../../../ocds/index.js';
import type { MappedRowResolvers } from '../../../types.generated.js';
import { ownPresumedUntil } from '../teams/tenders/lifecycle.js';

export const MappedRow: MappedRowResolvers = {
  isTender: ({ row }) => row !== null,
  status({ row }, _args, { now }) {
    if (row === null) return null;
    const [opensAt, closingAt] = [dateOf(row.opensAt), dateOf(row.closingAt)];
    const presumedUntil = ownPresumedUntil({ closingAt, lastSeenAt: now() });
    return tenderStatusAt({ lifecycle: row.lifecycle, opensAt, closingAt, presumedUntil }, now());
  },
};

function dateOf(iso: string | null): Date | null {
  return iso === null ? null : new Date(iso);
}
