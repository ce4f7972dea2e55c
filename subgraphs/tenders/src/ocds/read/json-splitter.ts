import { JsonSyntaxError, type JsonPiece, type SplitterOptions } from './json-piece.js';
import { isBlank, type SplitterState } from './splitter-state.js';
import { step } from './splitter-steps.js';
import { endValue, skipValue } from './splitter-values.js';

/** Takes JSON apart by its outermost brackets, so that each release can be parsed natively on its own. */
export interface JsonSplitter {
  /** Pieces completed by these bytes. The buffer must not be changed afterwards: pieces are views of it. */
  push(chunk: Buffer): Generator<JsonPiece>;
  /** Bytes of a value that began and did not end; null when the input ended between values. */
  unfinished(): Buffer | null;
  /** What has not become a piece, and where it begins in the input. */
  rest(): { bytes: Buffer; offset: number };
}

/** Starts a splitter. Its memory is the largest piece plus one chunk, whatever the size of the input. */
export function createJsonSplitter(options: SplitterOptions): JsonSplitter {
  const state: SplitterState = {
    buffer: Buffer.alloc(0),
    base: options.offset ?? 0,
    position: 0,
    keepFrom: -1,
    place: 'top',
    key: '',
    list: null,
    isOnly: false,
    valueStart: 0,
    objectStart: -1,
    sawList: false,
    depth: 0,
    inString: false,
    escaped: false,
    isScalar: false,
    captures: false,
  };
  return {
    *push(chunk) {
      append(state, chunk, options.pieceBytesMax ?? 64 * 1024 * 1024);
      yield* scan(state, options);
    },
    unfinished() {
      if (state.place === 'top') return null;
      const from = state.keepFrom < 0 ? state.position : state.keepFrom;
      return state.buffer.subarray(from);
    },
    rest() {
      const from = state.keepFrom < 0 ? state.position : Math.min(state.keepFrom, state.position);
      return { bytes: state.buffer.subarray(from), offset: state.base + from };
    },
  };
}

function append(state: SplitterState, chunk: Buffer, pieceBytesMax: number): void {
  const from = state.keepFrom < 0 ? state.position : Math.min(state.keepFrom, state.position);
  const rest = state.buffer.subarray(from);
  state.buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
  state.base += from;
  state.position -= from;
  state.valueStart -= from;
  state.objectStart -= from;
  if (state.keepFrom >= 0) state.keepFrom -= from;
  // Thrown last: whoever looks for what is sound finds the chunk behind the rest.
  if (rest.length > pieceBytesMax) {
    throw new JsonSyntaxError(`One value is larger than ${pieceBytesMax} bytes.`, state.base);
  }
}

function* scan(state: SplitterState, options: SplitterOptions): Generator<JsonPiece> {
  const { buffer } = state;
  while (state.position < buffer.length) {
    if (state.place === 'value') {
      if (!skipValue(state)) return;
      yield* endValue(state, options);
      continue;
    }
    const byte = buffer[state.position] ?? 0;
    if (isBlank(byte)) state.position += 1;
    else if (!(yield* step(state, options, byte))) return;
  }
}
