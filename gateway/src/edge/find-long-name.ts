import { Lexer, Source, TokenKind } from 'graphql';

/** Kinds whose text ends up in error messages and plans, letter by letter. Strings are values, and may be long. */
const named: ReadonlySet<string> = new Set([TokenKind.NAME, TokenKind.INT, TokenKind.FLOAT]);

/**
 * True when a name or a number anywhere in the text is longer than `lengthMax`: of a field, alias, operation, fragment,
 * variable, argument, directive, type, or a member of an enum.
 *
 * Looks at no more than `tokensMax` tokens, and stops at what is no GraphQL; the parser then says so.
 */
export function hasLongName(text: string, lengthMax: number, tokensMax: number): boolean {
  if (!new RegExp(`(?<![\\w.])[\\w.]{${lengthMax + 1}}`, 'u').test(text)) return false;
  const lexer = new Lexer(new Source(text));
  try {
    for (let count = 0; count <= tokensMax; count += 1) {
      const { kind, start, end } = lexer.advance();
      if (kind === TokenKind.EOF) return false;
      if (named.has(kind) && end - start > lengthMax) return true;
    }
  } catch {
    return false;
  }
  return false;
}
