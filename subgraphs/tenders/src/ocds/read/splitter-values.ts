import type { JsonPiece, SplitterOptions } from './json-piece.js';
import {
  BACKSLASH,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COMMA,
  isBlank,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
  type SplitterState,
} from './splitter-state.js';

/** Begins a value at this byte; only one that is captured is held in memory. */
export function startValue(state: SplitterState, captures: boolean): void {
  state.valueStart = state.position;
  state.captures = captures;
  if (captures && state.keepFrom < 0) state.keepFrom = state.position;
  const byte = state.buffer[state.position];
  state.isScalar = byte !== QUOTE && byte !== OPEN_OBJECT && byte !== OPEN_ARRAY;
  state.depth = 0;
  state.inString = false;
  state.escaped = false;
  state.place = 'value';
}

/** Moves to the end of the value; answers false when the bytes end first. */
export function skipValue(state: SplitterState): boolean {
  const { buffer } = state;
  const { length } = buffer;
  let { position, depth, inString } = state;
  if (state.escaped) {
    position += 1;
    state.escaped = false;
  }
  for (; position < length; position += 1) {
    const byte = buffer[position];
    if (inString) {
      if (byte === BACKSLASH) position += 1;
      else if (byte === QUOTE) {
        inString = false;
        if (depth === 0) break;
      }
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) depth += 1;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      if (depth === 0 && state.isScalar) break;
      depth -= 1;
      if (depth === 0) break;
    } else if (state.isScalar && (byte === COMMA || (byte !== undefined && isBlank(byte)))) break;
  }
  const ended = position < length;
  state.escaped = !ended && position > length;
  state.position = ended ? position + (state.isScalar ? 0 : 1) : length;
  state.depth = depth;
  state.inString = inString;
  return ended;
}

/** What a value that has ended amounts to. */
export function* endValue(state: SplitterState, options: SplitterOptions): Generator<JsonPiece> {
  const bytes = state.buffer.subarray(state.valueStart, state.position);
  const { list, captures } = state;
  state.place = list === null || state.isOnly ? 'afterMember' : 'afterItem';
  if (state.isOnly) {
    state.isOnly = false;
    state.list = null;
  }
  // An object that may yet turn out to be a bare release is kept from its first byte.
  state.keepFrom = list === null && !state.sawList ? state.objectStart : -1;
  if (!captures) return;
  if (list !== null) yield { kind: 'element', list, bytes, offset: state.base + state.valueStart };
  else if (options.members.has(state.key)) yield { kind: 'member', key: state.key, bytes };
}
