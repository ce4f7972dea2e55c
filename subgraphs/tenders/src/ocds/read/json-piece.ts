/** What the splitter finds, in the order of the bytes. */
export type JsonPiece =
  /** A member of a top-level object that was asked for. */
  | { kind: 'member'; key: string; bytes: Buffer }
  /** An element of one of the lists of a top-level object (or the one object in place of a list), or of a top-level array (list is then ""). */
  | { kind: 'element'; list: string; bytes: Buffer; offset: number }
  /** A whole top-level object that has none of the lists. */
  | { kind: 'value'; bytes: Buffer; offset: number }
  /** The end of a top-level object that has at least one of the lists. */
  | { kind: 'end' };

/** What to look for, and how much of one piece to hold at most. */
export interface SplitterOptions {
  /** Keys of top-level objects whose arrays are taken apart, such as "releases". */
  lists: ReadonlySet<string>;
  /** Keys of top-level objects that are wanted whole. */
  members: ReadonlySet<string>;
  /** False when only members matter: elements are passed over without being held in memory. */
  wantsElements?: boolean;
  pieceBytesMax?: number;
  /** Where the first byte lies in the file. */
  offset?: number;
}

/** Something that is not JSON, at a place in the input. */
export class JsonSyntaxError extends Error {
  override readonly name = 'JsonSyntaxError';
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}
