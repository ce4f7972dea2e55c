import { z } from 'zod';

// What Postgres can hold, 4713 BC to 294276 AD; a cursor that was made up may say anything.
const first = -210_866_803_200_000_000n;
const last = 9_224_318_015_999_999_999n;

/** An instant in a cursor, in microseconds since 1970: text, because it is wider than a JSON number. */
export const microsecondsText = z
  .string()
  .regex(/^-?\d{1,19}$/u, { abort: true })
  .refine((text) => BigInt(text) >= first && BigInt(text) <= last);
