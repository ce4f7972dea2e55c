import { z } from 'zod';

const stored = z.string().regex(/^[1-9][A-Z]{2}(?:PE)?$/u);
const worksClass = z.enum([
  'CE',
  'EB',
  'EP',
  'GB',
  'ME',
  'SB',
  'SC',
  'SD',
  'SE',
  'SF',
  'SG',
  'SH',
  'SI',
  'SJ',
  'SK',
  'SL',
  'SM',
  'SN',
  'SO',
  'SQ',
]);

/** Takes a stored designation apart: `7CEPE` is grade 7 of CE, potentially emerging. Null for one of another scheme. */
export function partsOf(designation: string) {
  if (!stored.safeParse(designation).success) return null;
  const works = worksClass.safeParse(designation.slice(1, 3));
  if (!works.success) return null;
  return { grade: Number(designation[0]), class: works.data, isPotentiallyEmerging: designation.endsWith('PE') };
}
