import { HubError } from '@hub/runtime/errors';
import { pageSizeMax } from '@hub/runtime/graphql';
import { provinces } from '@hub/runtime/provinces';
import type { RequestScope } from '@hub/runtime/service';
import {
  exclusionReasons,
  type ProvinceFigure,
  type ProvinceQuestion,
  type SpendFigure,
  type SpendQuestion,
} from './figure-shapes.js';
import { countedAt } from './spend-rollup.service.js';
import { countByProvince, sumByBuyer, sumMonthsByBuyer } from './tender-figures.repository.js';

/** Works out tenders by province, as of the scope's clock. */
export async function tendersByProvince(scope: RequestScope, question: ProvinceQuestion): Promise<ProvinceFigure> {
  const now = scope.now();
  const counts = await scope.database.readPublic((db) => countByProvince(db, question, now));
  const rows = counts
    .filter(({ reason }) => reason === null)
    .map((count) => ({ province: oneOf(provinces, count.province), tenderCount: count.rows }))
    .sort(
      (one, other) =>
        other.tenderCount - one.tenderCount || provinces.indexOf(one.province) - provinces.indexOf(other.province),
    );
  return {
    rows,
    usedRowCount: total(rows.map(({ tenderCount }) => tenderCount)),
    ...exclusionsOf(counts),
    generatedAt: now,
  };
}

/**
 * Spending by buyer: the hundred who spend most, and the sum over all. Whole months come out of sums that a job keeps, as of
 * when it last looked; everything else is added up as of the scope's clock.
 */
export async function spendByBuyer(scope: RequestScope, question: SpendQuestion): Promise<SpendFigure> {
  const now = scope.now();
  const { counts, at } = await scope.database.readPublic(async (db) => {
    const rollupAt = await countedAt(db, question, now);
    const wholeAnswer = { question, take: pageSizeMax };
    return rollupAt === null
      ? { counts: await sumByBuyer(db, { ...wholeAnswer, now }), at: now }
      : { counts: await sumMonthsByBuyer(db, wholeAnswer), at: rollupAt };
  });
  const all = counts.find(({ kind }) => kind === 'TOTAL');
  return {
    rows: counts.filter(({ kind }) => kind === 'BUYER').map(buyerOf),
    buyerCount: all?.buyers ?? 0,
    amount: all?.amount ?? '0',
    usedRowCount: all?.rows ?? 0,
    ...exclusionsOf(counts),
    generatedAt: at,
  };
}

function buyerOf(count: { buyer_id: string | null; buyer_name: string | null; amount: string | null; rows: number }) {
  const { buyer_id: buyerId, buyer_name: buyerName, amount, rows } = count;
  if (buyerId !== null && buyerName !== null && amount !== null)
    return { buyerId, buyerName, amount, usedRowCount: rows };
  throw new HubError('INTERNAL_SERVER_ERROR', 'A buyer came back without its name or sum.');
}

function exclusionsOf(counts: readonly { reason: string | null; rows: number }[]) {
  const rowsByReason = new Map<string, number>();
  for (const { reason, rows } of counts) {
    if (reason !== null) rowsByReason.set(reason, (rowsByReason.get(reason) ?? 0) + rows);
  }
  const exclusions = [...rowsByReason]
    .map(([reason, rows]) => ({ reason: oneOf(exclusionReasons, reason), rowCount: rows }))
    .sort(
      (one, other) =>
        other.rowCount - one.rowCount || exclusionReasons.indexOf(one.reason) - exclusionReasons.indexOf(other.reason),
    );
  return { exclusions, excludedRowCount: total(exclusions.map(({ rowCount }) => rowCount)) };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function oneOf<Name extends string>(names: readonly Name[], text: string | null): Name {
  const name = names.find((known) => known === text);
  if (name !== undefined) return name;
  throw new HubError('INTERNAL_SERVER_ERROR', `The database holds a value the API does not know: ${text}.`);
}
