import { createGroupLoader } from '@hub/runtime/loaders';
import type { RequestScope } from '@hub/runtime/service';
import { isOverrideField, overrideFields } from './override-fields.js';
import { findOverrides, findPublished, type OverrideRecord } from './override.repository.js';

/** Overrides of the actor's team by tender, each beside what is published now. */
export function createOverridesLoader({ database }: RequestScope) {
  return createGroupLoader<OverrideRecord>(
    async (tenderIds) => {
      const rows = await database.read((db) => findOverrides(db, tenderIds));
      const overridden = [...new Set(rows.map(({ tenderId }) => tenderId))];
      const tenders = overridden.length === 0 ? [] : await database.readPublic((db) => findPublished(db, overridden));
      const byId = new Map(tenders.map((tender) => [tender.id, tender]));
      return rows.flatMap(({ field, ...row }): OverrideRecord[] => {
        const tender = byId.get(row.tenderId);
        if (tender === undefined || !isOverrideField(field)) return [];
        return [{ ...row, field, published: overrideFields[field].published(tender) }];
      });
    },
    ({ tenderId }) => tenderId,
  );
}
