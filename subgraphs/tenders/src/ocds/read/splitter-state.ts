import { JsonSyntaxError } from './json-piece.js';

type Place = 'top' | 'key' | 'colon' | 'memberStart' | 'afterMember' | 'item' | 'afterItem' | 'value';

/** Where a splitter stands in its input. */
export interface SplitterState {
  buffer: Buffer;
  /** Offset of the buffer's first byte in the input. */
  base: number;
  position: number;
  /** First byte that must be kept for a later piece; -1 for none. */
  keepFrom: number;
  place: Place;
  key: string;
  /** List whose elements are being read: null outside one, "" in a top-level array. */
  list: string | null;
  /** The list is one object without brackets around it. */
  isOnly: boolean;
  valueStart: number;
  objectStart: number;
  sawList: boolean;
  depth: number;
  inString: boolean;
  escaped: boolean;
  isScalar: boolean;
  captures: boolean;
}

export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;
export const OPEN_ARRAY = 0x5b;
export const CLOSE_ARRAY = 0x5d;
export const COMMA = 0x2c;
export const COLON = 0x3a;

// A byte-order mark and the record separators of JSON text sequences count as blank between values.
export function isBlank(byte: number): boolean {
  return (
    byte === 0x20 ||
    byte === 0x0a ||
    byte === 0x0d ||
    byte === 0x09 ||
    byte === 0x1e ||
    byte === 0xef ||
    byte === 0xbb ||
    byte === 0xbf
  );
}

/** The error for the byte that a splitter stands at. */
export function unexpected(state: SplitterState): JsonSyntaxError {
  const offset = state.base + state.position;
  return new JsonSyntaxError(`Not JSON: unexpected byte at offset ${offset}.`, offset);
}
