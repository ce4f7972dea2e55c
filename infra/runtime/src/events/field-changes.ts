import { z } from 'zod';

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
type Value = z.infer<typeof value>;

/** Fields that changed, each with its value before and after. Long texts are cut. */
export const fieldChanges = z.array(z.strictObject({ field: z.string(), before: value, after: value }));
export type FieldChanges = z.infer<typeof fieldChanges>;

const textMax = 200;

/** Which of some fields differ between two states of a row. */
export function changesBetween<Field extends string>(
  fields: readonly Field[],
  before: Readonly<Record<Field, Value | Date>>,
  after: Readonly<Record<Field, Value | Date>>,
): FieldChanges {
  return fields.flatMap((field) => {
    const [old, now] = [plain(before[field]), plain(after[field])];
    return old === now ? [] : [{ field, before: cut(old), after: cut(now) }];
  });
}

function plain(found: Value | Date): Value {
  return found instanceof Date ? found.toISOString() : found;
}

function cut(found: Value): Value {
  return typeof found === 'string' && found.length > textMax ? `${found.slice(0, textMax)}…` : found;
}
