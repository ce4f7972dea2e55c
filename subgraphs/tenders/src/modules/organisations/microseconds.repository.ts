import { Prisma } from '@hub/prisma/client';

/** An instant as text that keeps all of it: JavaScript's dates stop at milliseconds. */
export function asMicroseconds(instant: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(extract(epoch from ${instant}) * 1000000)::bigint::text`;
}

export function fromMicroseconds(text: string): Prisma.Sql {
  return Prisma.sql`(to_timestamp(0) + ${text}::bigint * interval '1 microsecond')`;
}
