import type { DocumentNode, Token } from 'graphql';
import { textBytes } from './memory-cache.js';

/** Measured: a token with its place and its share of the nodes takes 275 to 330. */
const tokenBytes = 350;

/**
 * Bytes that a parsed document keeps in memory: with its places it keeps the whole text, comments and blanks included,
 * and every token. What it looks like as JSON says little about that.
 */
export function documentBytes({ loc }: DocumentNode): number {
  if (loc === undefined) return 0;
  let tokens = 0;
  for (let token: Token | null = loc.startToken; token !== null; token = token.next) tokens += 1;
  return textBytes(loc.source.body) + tokens * tokenBytes;
}
