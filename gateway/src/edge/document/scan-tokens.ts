import type { Excess } from '@hub/runtime/graphql';
import { Lexer, Source, TokenKind } from 'graphql';

/** What a document may look like before it is parsed. */
export interface TokenLimits {
  readonly tokensMax: number;
  readonly nameLengthMax: number;
  readonly nestingMax: number;
  readonly linesMax: number;
}

/** Kinds whose text ends up in error messages and plans, letter by letter. Strings are values, and may be long. */
const named: ReadonlySet<string> = new Set([TokenKind.NAME, TokenKind.INT, TokenKind.FLOAT]);

/** What every walk over a document goes down by a step: selections, inline fragments, lists, objects, types of lists. */
const stepOf: Readonly<Partial<Record<string, 1 | -1>>> = {
  [TokenKind.BRACE_L]: 1,
  [TokenKind.BRACKET_L]: 1,
  [TokenKind.PAREN_L]: 1,
  [TokenKind.BRACE_R]: -1,
  [TokenKind.BRACKET_R]: -1,
  [TokenKind.PAREN_R]: -1,
};

/**
 * Finds a name or a number that is too long, anywhere in the text, of a field, alias, operation, fragment, variable,
 * argument, directive, type or member of an enum; and brackets too deep inside each other, for validation and planning
 * recurse; and more lines than anybody writes. Undefined when there is none of it.
 *
 * Looks at no more than `tokensMax` tokens, and stops at what is no GraphQL; the parser then says so.
 */
export function scanTokens(text: string, limits: TokenLimits): Excess | undefined {
  if (hasMore(text, ['\n', '\r'], limits.linesMax)) return { limit: 'lines', maximum: limits.linesMax };
  const mayBeDeep = hasMore(text, ['{', '[', '('], limits.nestingMax);
  if (!mayBeDeep && !mayHaveLongName(text, limits.nameLengthMax)) return undefined;
  const lexer = new Lexer(new Source(text));
  let nesting = 0;
  try {
    for (let count = 0; count <= limits.tokensMax; count += 1) {
      const { kind, start, end } = lexer.advance();
      if (kind === TokenKind.EOF) return undefined;
      if (named.has(kind) && end - start > limits.nameLengthMax)
        return { limit: 'the length of a name', maximum: limits.nameLengthMax };
      nesting += stepOf[kind] ?? 0;
      if (nesting > limits.nestingMax) return { limit: 'nesting', maximum: limits.nestingMax };
    }
  } catch {
    return undefined;
  }
  return undefined;
}

function mayHaveLongName(text: string, lengthMax: number): boolean {
  return new RegExp(`(?<![\\w.])[\\w.]{${lengthMax + 1}}`, 'u').test(text);
}

/** True when the signs are in the text more often than that. Most documents have too few brackets to be read twice. */
function hasMore(text: string, signs: readonly string[], countMax: number): boolean {
  let count = 0;
  for (const sign of signs) {
    for (let at = text.indexOf(sign); at !== -1 && count <= countMax; at = text.indexOf(sign, at + 1)) count += 1;
  }
  return count > countMax;
}
