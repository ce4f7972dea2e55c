import type { TenderOverride } from '@hub/prisma/client';
import { createByIdLoader, createGroupLoader, type LoaderFactories } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { isOverrideField, overrideFields } from './override-fields.js';
import { findOverrides, findOverridesByIds, findPublished, type OverrideRecord } from './override.repository.js';

/** Overrides of the actor's team by tender and by id, each beside what is published now. */
export const overrideLoaders = {
  overrides: (scope) =>
    createGroupLoader<OverrideRecord>(
      async (tenderIds) => besidePublished(scope, await scope.database.read((db) => findOverrides(db, tenderIds))),
      ({ tenderId }) => tenderId,
    ),
  override: (scope) =>
    createByIdLoader<OverrideRecord>(async (ids) =>
      besidePublished(scope, await scope.database.read((db) => findOverridesByIds(db, ids))),
    ),
} satisfies LoaderFactories<RequestScope>;

async function besidePublished({ database }: RequestScope, rows: readonly TenderOverride[]): Promise<OverrideRecord[]> {
  const overridden = [...new Set(rows.map(({ tenderId }) => tenderId))];
  const tenders = overridden.length === 0 ? [] : await database.readPublic((db) => findPublished(db, overridden));
  const byId = new Map(tenders.map((tender) => [tender.id, tender]));
  return rows.flatMap(({ field, ...row }): OverrideRecord[] => {
    const tender = byId.get(row.tenderId);
    if (tender === undefined || !isOverrideField(field)) return [];
    return [{ ...row, field, published: overrideFields[field].published(tender) }];
  });
}
