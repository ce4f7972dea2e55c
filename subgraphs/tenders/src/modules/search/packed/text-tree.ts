/** A search text as words joined by and, or and not: all that can be answered from the places of words alone. */
export type TextTree =
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly TextTree[] }
  | { readonly kind: 'not'; readonly part: TextTree };

/**
 * Reads what the database writes of a query, such as `'suppli' & !'tyre' | 'pump'`. Null for what needs more than the
 * places of words: phrases, beginnings of words, weights, and a query without any word.
 */
export function readTextTree(query: string): TextTree | null {
  const tokens = query.match(/'(?:[^']|'')*'|[&|!()]|[^\s&|!()']+/gu) ?? [];
  // Anything else than words and the three signs is a kind of query that is not answered here.
  if (tokens.length === 0 || tokens.some((token) => !/^'.*'$|^[&|!()]$/su.test(token))) return null;
  const reader = { tokens, at: 0 };
  const tree = readEither(reader);
  return reader.at === tokens.length ? tree : null;
}

/** The words in a tree, each once. */
export function wordsIn(tree: TextTree): string[] {
  return [...new Set(eachWord(tree))];
}

function eachWord(tree: TextTree): string[] {
  if (tree.kind === 'word') return [tree.word];
  return tree.kind === 'not' ? eachWord(tree.part) : tree.parts.flatMap(eachWord);
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

function readEither(reader: Reader): TextTree | null {
  return readList(reader, '|', readBoth);
}

function readBoth(reader: Reader): TextTree | null {
  return readList(reader, '&', readOne);
}

function readList(reader: Reader, sign: '&' | '|', readPart: (reader: Reader) => TextTree | null): TextTree | null {
  const parts: TextTree[] = [];
  do {
    const part = readPart(reader);
    if (part === null) return null;
    parts.push(part);
  } while (takes(reader, sign));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind: sign === '&' ? 'and' : 'or', parts };
}

function readOne(reader: Reader): TextTree | null {
  if (takes(reader, '!')) {
    const part = readOne(reader);
    return part && { kind: 'not', part };
  }
  if (takes(reader, '(')) {
    const inner = readEither(reader);
    return takes(reader, ')') ? inner : null;
  }
  const token = reader.tokens[reader.at] ?? '';
  if (!token.startsWith("'")) return null;
  reader.at += 1;
  return { kind: 'word', word: token.slice(1, -1).replaceAll("''", "'").replaceAll('\\\\', '\\') };
}

function takes(reader: Reader, token: string): boolean {
  if (reader.tokens[reader.at] !== token) return false;
  reader.at += 1;
  return true;
}

/** Where in a block a text occurs. */
export function hitsOf(tree: TextTree | null, rows: Int32Array, placesOf: (word: string) => Int32Array): Int32Array {
  if (tree === null) return rows;
  if (tree.kind === 'word') return placesOf(tree.word);
  if (tree.kind === 'not') {
    const inner = hitsOf(tree.part, rows, placesOf);
    return rows.map((bits, index) => bits & ~(inner[index] ?? 0));
  }
  const [first = rows, ...others] = tree.parts.map((part) => hitsOf(part, rows, placesOf));
  return others.reduce(
    (bits, other) =>
      tree.kind === 'and'
        ? bits.map((value, index) => value & (other[index] ?? 0))
        : bits.map((value, index) => value | (other[index] ?? 0)),
    first,
  );
}
