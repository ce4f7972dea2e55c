import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';

const bucketsMax = 64;

/** The pair of keys in which a field is kept: the values, and when each of them ends. One hash tag: one slot of a cluster. */
export function keptPlaceOf(field: string): readonly [values: string, ends: string] {
  const bucket = createHash('sha1').update(field).digest().readUInt16BE(0) % bucketsMax;
  return [`{kept-${bucket}}:values`, `{kept-${bucket}}:ends`];
}

/** Runs one of the scripts over the pair that keeps a field. */
export function evalKept(redis: Redis, script: string, field: string, ...rest: (string | number)[]): Promise<unknown> {
  return redis.eval(script, 2, ...keptPlaceOf(field), field, ...rest);
}
