import { z } from 'zod';

// One less than an integer of the database holds: the next version must fit as well.
const versionMax = 2_147_483_646;

/** The version that a change was made on. @param least - 0 where there may be no row yet. */
export function expectedVersion(of: string, least: 0 | 1 = 1): z.ZodType<number> {
  const message = `expectedVersion is the version of the ${of}${least === 0 ? ', or 0 while there are none' : ''}.`;
  return z.int().min(least, message).max(versionMax, message);
}
