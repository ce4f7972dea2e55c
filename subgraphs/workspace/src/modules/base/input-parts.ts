import { isStorableText, unstorableTextMessage } from '@hub/runtime/values';
import { z } from 'zod';
import type { DateTimeRange, InputMaybe } from '../../types.generated.js';

const versionMax = 2_147_483_647;

/** The version of a row that a change was made on. @param what - the row, as people call it: `entry`. */
export function expectedVersionOf(what: string): z.ZodType<number> {
  const message = `expectedVersion is the version of the ${what}, 1 or more.`;
  return z.int().min(1, message).lt(versionMax, message);
}

/** Both ends of a period; null for one that ends before it begins. */
export function boundsOf(
  period: InputMaybe<DateTimeRange>,
): { readonly from: Date | undefined; readonly before: Date | undefined } | null {
  const from = period?.from ?? undefined;
  const before = period?.before ?? undefined;
  return from !== undefined && before !== undefined && from >= before ? null : { from, before };
}

/** Text of several lines as a person wrote it, indents and all. Blanks alone are none. */
export function prose(name: string, lengthMax: number): z.ZodType<string | null> {
  return z
    .string()
    .max(lengthMax, `${name} may have at most ${lengthMax} characters.`)
    .refine(isStorableText, unstorableTextMessage)
    .transform((text) => (text.trim() === '' ? null : text));
}

/** A field that null clears, and that stays as it is when it is left out. */
export function nullable<Value>(schema: z.ZodType<Value>) {
  return z.union([z.null(), schema]).exactOptional();
}
