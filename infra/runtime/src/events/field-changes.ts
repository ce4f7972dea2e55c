import { z } from 'zod';

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
type Value = z.infer<typeof value>;

/** Fields that changed, each with its value before and after. Long texts are cut. */
export const fieldChanges = z.array(z.strictObject({ field: z.string(), before: value, after: value }));
export type FieldChanges = z.infer<typeof fieldChanges>;

/** Some fields of a row; null where there is no such row, before it was created and after it was deleted. */
type State<Field extends string> = Readonly<Record<Field, unknown>> | null;

const textMax = 200;

/** Which of some fields differ between two states of a row. What is no plain value is told as JSON. */
export function changesBetween<Field extends string>(
  fields: readonly Field[],
  before: State<Field>,
  after: State<Field>,
): FieldChanges {
  return fields.flatMap((field) => {
    const [old, now] = [plain(before?.[field]), plain(after?.[field])];
    return old === now ? [] : [{ field, before: cut(old), after: cut(now) }];
  });
}

function plain(found: unknown): Value {
  if (found === undefined || found === null) return null;
  if (typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean') return found;
  if (found instanceof Date) return found.toISOString();
  return typeof found === 'bigint' ? found.toString() : JSON.stringify(found);
}

function cut(found: Value): Value {
  return typeof found === 'string' && found.length > textMax ? `${found.slice(0, textMax)}…` : found;
}
