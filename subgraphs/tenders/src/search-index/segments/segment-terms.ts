import { createHash } from 'node:crypto';

// Terms of a segment that are not words. No word begins with a control character, so that none of them can be taken for
// another; whoever packs a segment writes the same.

/**
 * Two words that stand next to each other, by three digits of a hash: one in 4,096 pairs looks like another, so what is
 * found by them has to be looked at again.
 */
export function pairTerm(left: string, right: string): string {
  return `\u0001${createHash('md5').update(`${left} ${right}`).digest('hex').slice(0, 3)}`;
}

/** A key of a designation; the empty one stands for tenders that state none. */
export function designationTerm(key: string): string {
  return `\u0002${key}`;
}
