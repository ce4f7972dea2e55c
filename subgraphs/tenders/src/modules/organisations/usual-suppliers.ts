import { awardTotals, type AwardTotals } from './award-totals.js';
import type { UsualSupplierCount } from './buyer.repository.js';

/** A supplier that wins awards of a buyer. */
export interface UsualSupplier {
  readonly supplier: { readonly id: string; readonly name: string };
  readonly awards: AwardTotals;
  readonly lastAwardedAt: Date | null;
  readonly lastTenderPublishedAt: Date | null;
}

/** @param counts - of one buyer, by place. */
export function usualSuppliers(counts: readonly UsualSupplierCount[]): UsualSupplier[] {
  return [...Map.groupBy(counts, ({ supplierId }) => supplierId)].map(([id, own]) => ({
    supplier: { id, name: own[0]?.name ?? id },
    awards: awardTotals(own),
    lastAwardedAt: latest(own.map(({ lastAwardedAt }) => lastAwardedAt)),
    lastTenderPublishedAt: latest(own.map(({ lastTenderPublishedAt }) => lastTenderPublishedAt)),
  }));
}

function latest(instants: readonly (Date | null)[]): Date | null {
  const times = instants.flatMap((instant) => instant?.getTime() ?? []);
  return times.length === 0 ? null : new Date(Math.max(...times));
}
