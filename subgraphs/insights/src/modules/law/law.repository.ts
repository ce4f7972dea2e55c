import type { ReadClient } from '@hub/runtime/database';

/** Whether a rule of law decides: only one that is confirmed does, for tenders of its days. */
export type LawState = 'CONFIRMED' | 'UNCONFIRMED' | 'SUPERSEDED';

/** A rule of law with how sure it is. */
export interface LawRow {
  readonly rule: string;
  readonly from: string;
  readonly until: string | null;
  readonly state: LawState;
  readonly source: string;
  readonly confirmedBy: string | null;
  readonly doubt: string | null;
}

/** Every rule of law that the product knows, the newest of each kind first. */
export async function findLaw(db: ReadClient): Promise<readonly LawRow[]> {
  const [limits, points, others] = await Promise.all([
    db.eligibilityRule.findMany({ orderBy: [{ effectiveFrom: 'desc' }, { grade: 'asc' }] }),
    db.preferenceRule.findMany({ orderBy: [{ effectiveFrom: 'desc' }, { system: 'asc' }] }),
    db.lawRule.findMany({ orderBy: [{ key: 'asc' }, { effectiveFrom: 'desc' }] }),
  ]);
  return [
    ...limits.map((row) =>
      lawRow(`CIDB grade ${row.grade}: up to ${row.valueLimit?.toFixed() ?? 'any value'} ${row.currency}`, row),
    ),
    ...points.map((row) =>
      lawRow(`${row.system}: ${bounds(row.valueAbove?.toFixed(), row.valueLimit?.toFixed())} ${row.currency}`, row),
    ),
    ...others.map((row) =>
      lawRow(row.combinations === null ? row.statement : `${row.statement} ${JSON.stringify(row.combinations)}`, row),
    ),
  ];
}

function bounds(above: string | undefined, limit: string | undefined): string {
  return `above ${above ?? '0'}, up to ${limit ?? 'any value'}`;
}

interface Dated {
  readonly effectiveFrom: Date;
  readonly effectiveUntil: Date | null;
  readonly isConfirmed: boolean;
  readonly source: string;
  readonly confirmedBy: string | null;
  readonly doubt: string | null;
}

function lawRow(
  rule: string,
  { effectiveFrom, effectiveUntil, isConfirmed, source, confirmedBy, doubt }: Dated,
): LawRow {
  return {
    rule,
    from: effectiveFrom.toISOString().slice(0, 10),
    until: effectiveUntil?.toISOString().slice(0, 10) ?? null,
    state: effectiveUntil !== null ? 'SUPERSEDED' : isConfirmed ? 'CONFIRMED' : 'UNCONFIRMED',
    ...{ source, confirmedBy, doubt },
  };
}
