/** What the splitter finds, in the order of the bytes. */
export type JsonPiece =
  /** A member of a top-level object that was asked for. */
  | { kind: 'member'; key: string; bytes: Buffer }
  /** An element of one of the lists of a top-level object, or of a top-level array (list is then ""). */
  | { kind: 'element'; list: string; bytes: Buffer }
  /** A whole top-level object that has none of the lists. */
  | { kind: 'value'; bytes: Buffer }
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

/** Takes JSON apart by its outermost brackets, so that each release can be parsed natively on its own. */
export interface JsonSplitter {
  /** Pieces completed by these bytes. The buffer must not be changed afterwards: pieces are views of it. */
  push(chunk: Buffer): Generator<JsonPiece>;
  /** Bytes of a value that began and did not end; null when the input ended between values. */
  unfinished(): Buffer | null;
}

type Place = 'top' | 'key' | 'colon' | 'memberStart' | 'afterMember' | 'item' | 'afterItem' | 'value';

interface State {
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
  valueStart: number;
  objectStart: number;
  sawList: boolean;
  depth: number;
  inString: boolean;
  escaped: boolean;
  isScalar: boolean;
  captures: boolean;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;

/** Starts a splitter. Its memory is the largest piece plus one chunk, whatever the size of the input. */
export function createJsonSplitter(options: SplitterOptions): JsonSplitter {
  const state: State = {
    buffer: Buffer.alloc(0),
    base: 0,
    position: 0,
    keepFrom: -1,
    place: 'top',
    key: '',
    list: null,
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
  };
}

function append(state: State, chunk: Buffer, pieceBytesMax: number): void {
  const from = state.keepFrom < 0 ? state.position : Math.min(state.keepFrom, state.position);
  const rest = state.buffer.subarray(from);
  if (rest.length > pieceBytesMax) {
    throw new JsonSyntaxError(`One value is larger than ${pieceBytesMax} bytes.`, state.base + from);
  }
  state.buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
  state.base += from;
  state.position -= from;
  state.valueStart -= from;
  state.objectStart -= from;
  if (state.keepFrom >= 0) state.keepFrom -= from;
}

function* scan(state: State, options: SplitterOptions): Generator<JsonPiece> {
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

// A byte-order mark and the record separators of JSON text sequences count as blank between values.
function isBlank(byte: number): boolean {
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

// One structural byte. Answers false when more bytes are needed to go on.
function* step(state: State, options: SplitterOptions, byte: number): Generator<JsonPiece, boolean> {
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

function unexpected(state: State): JsonSyntaxError {
  const offset = state.base + state.position;
  return new JsonSyntaxError(`Not JSON: unexpected byte at offset ${offset}.`, offset);
}

function openTop(state: State, byte: number): void {
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

function readKey(state: State): boolean {
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

function startMember(state: State, options: SplitterOptions, byte: number): void {
  if (byte === OPEN_ARRAY && options.lists.has(state.key)) {
    // From here on this is a package: its bytes as a whole are not wanted any more.
    state.sawList = true;
    state.keepFrom = -1;
    state.list = state.key;
    state.position += 1;
    state.place = 'item';
  } else startValue(state, options.members.has(state.key));
}

function startValue(state: State, captures: boolean): void {
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

// Moves to the end of the value; answers false when the bytes end first.
function skipValue(state: State): boolean {
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

function* endValue(state: State, options: SplitterOptions): Generator<JsonPiece> {
  const bytes = state.buffer.subarray(state.valueStart, state.position);
  const { list, captures } = state;
  state.place = list === null ? 'afterMember' : 'afterItem';
  // An object that may yet turn out to be a bare release is kept from its first byte.
  state.keepFrom = list === null && !state.sawList ? state.objectStart : -1;
  if (!captures) return;
  if (list !== null) yield { kind: 'element', list, bytes };
  else if (options.members.has(state.key)) yield { kind: 'member', key: state.key, bytes };
}

function* closeObject(state: State): Generator<JsonPiece> {
  state.position += 1;
  const bytes = state.buffer.subarray(Math.max(state.objectStart, 0), state.position);
  const { sawList } = state;
  state.keepFrom = -1;
  state.place = 'top';
  if (sawList) yield { kind: 'end' };
  else yield { kind: 'value', bytes };
}

function closeList(state: State): void {
  state.position += 1;
  state.place = state.list === '' ? 'top' : 'afterMember';
  state.list = null;
}
