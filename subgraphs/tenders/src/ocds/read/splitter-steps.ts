import type { JsonPiece, SplitterOptions } from './json-piece.js';
import {
  BACKSLASH,
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
  unexpected,
  type SplitterState,
} from './splitter-state.js';
import { startValue } from './splitter-values.js';

/** Takes one structural byte. Answers false when more bytes are needed to go on. */
export function* step(state: SplitterState, options: SplitterOptions, byte: number): Generator<JsonPiece, boolean> {
  switch (state.place) {
    case 'top':
      openTop(state, byte);
      return true;
    case 'key':
      if (byte === CLOSE_OBJECT) yield* closeObject(state);
      else if (byte === COMMA) state.position += 1;
      else if (byte === QUOTE) return readKey(state);
      else throw unexpected(state);
      return true;
    case 'colon':
      if (byte !== COLON) throw unexpected(state);
      state.position += 1;
      state.place = 'memberStart';
      return true;
    case 'memberStart':
      startMember(state, options, byte);
      return true;
    case 'afterMember':
      if (byte === COMMA) state.position += 1;
      else if (byte !== CLOSE_OBJECT) throw unexpected(state);
      state.place = 'key';
      return true;
    case 'item':
      if (byte === CLOSE_ARRAY) closeList(state);
      else startValue(state, options.wantsElements !== false);
      return true;
    case 'afterItem':
      if (byte === COMMA) state.position += 1;
      else if (byte !== CLOSE_ARRAY) throw unexpected(state);
      state.place = 'item';
      return true;
    case 'value':
      return true;
  }
}

function openTop(state: SplitterState, byte: number): void {
  if (byte === OPEN_OBJECT) {
    state.objectStart = state.position;
    state.keepFrom = state.position;
    state.sawList = false;
    state.list = null;
    state.place = 'key';
  } else if (byte === OPEN_ARRAY) {
    state.list = '';
    state.place = 'item';
  } else if (byte !== COMMA) throw unexpected(state);
  state.position += 1;
}

function readKey(state: SplitterState): boolean {
  const { buffer } = state;
  for (let index = state.position + 1; index < buffer.length; index += 1) {
    const byte = buffer[index];
    if (byte === BACKSLASH) index += 1;
    else if (byte === QUOTE) {
      state.key = buffer.toString('utf8', state.position + 1, index);
      state.position = index + 1;
      state.place = 'colon';
      return true;
    }
  }
  return false;
}

function startMember(state: SplitterState, options: SplitterOptions, byte: number): void {
  if (byte === OPEN_ARRAY && options.lists.has(state.key)) {
    // From here on this is a package: its bytes as a whole are not wanted any more.
    state.sawList = true;
    state.keepFrom = -1;
    state.list = state.key;
    state.position += 1;
    state.place = 'item';
  } else if (byte === OPEN_OBJECT && options.lists.has(state.key)) {
    // Where there is but one, publishers write the object itself.
    state.sawList = true;
    state.keepFrom = -1;
    state.list = state.key;
    state.isOnly = true;
    startValue(state, options.wantsElements !== false);
  } else startValue(state, options.members.has(state.key));
}

function* closeObject(state: SplitterState): Generator<JsonPiece> {
  state.position += 1;
  const start = Math.max(state.objectStart, 0);
  const bytes = state.buffer.subarray(start, state.position);
  const { sawList } = state;
  state.keepFrom = -1;
  state.place = 'top';
  if (sawList) yield { kind: 'end' };
  else yield { kind: 'value', bytes, offset: state.base + start };
}

function closeList(state: SplitterState): void {
  state.position += 1;
  state.place = state.list === '' ? 'top' : 'afterMember';
  state.list = null;
}
