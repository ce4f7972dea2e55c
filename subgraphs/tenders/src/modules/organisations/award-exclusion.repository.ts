import { Prisma } from '@hub/prisma/client';

/** True for an award `a` that was cancelled, failed, or is not final, or of which nobody can tell; see `outcomeOfAward`. */
export const isNotConcluded = Prisma.sql`(a.outcome <> 'AWARDED')`;

// Measured on South African notices: what lies outside was typed wrongly or stands for something else.
const isImplausible = Prisma.sql`(a.value_amount = 0
  or (a.value_currency = 'ZAR' and (a.value_amount < 100 or a.value_amount > 10000000000)))`;

/** Why the value of an award `a` is in no sum; null when it is in one. */
export const exclusionOf = (isShared: Prisma.Sql = Prisma.sql`false`): Prisma.Sql => Prisma.sql`case
  when ${isNotConcluded} then 'NOT_CONCLUDED'
  when a.value_amount is null then 'UNDISCLOSED_VALUE'
  when a.value_currency is null then 'NO_CURRENCY'
  when ${isImplausible} then 'IMPLAUSIBLE_VALUE'
  when ${isShared} then 'SHARED_VALUE' end`;
