import { createHash } from 'node:crypto';

/**
 * Terms of a block that are not words. No word begins with a control character, so that none of them can be taken for
 * another; the database writes them as SQL and a search looks them up by the text made here.
 */
interface Terms<Parts extends readonly string[]> {
  of(...parts: Parts): string;
  sql(...parts: Parts): string;
}

/**
 * Two words that stand next to each other, by three digits of a hash: one in 4,096 pairs looks like another, so what is
 * found by them has to be looked at again.
 */
export const pairTerms: Terms<[left: string, right: string]> = {
  of: (left, right) => `\u0001${createHash('md5').update(`${left} ${right}`).digest('hex').slice(0, 3)}`,
  sql: (left, right) => `chr(1) || substr(md5(${left} || ' ' || ${right}), 1, 3)`,
};

/** A key of tender_search.cidb; the empty one stands for tenders that state no designation. */
export const designationTerms: Terms<[key: string]> = {
  of: (key) => `\u0002${key}`,
  sql: (key) => `chr(2) || ${key}`,
};
