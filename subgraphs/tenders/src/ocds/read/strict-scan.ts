// cspell:ignore etrufalsn
/** Finds the end of an object and gives up at the first byte that no JSON has there. */
export interface StrictScan {
  /**
   * Length of the object; 0 when it is broken; null when it does not end here. Called again with the same bytes and more
   * behind them, it goes on where it stopped.
   */
  read(bytes: Buffer): number | null;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
// Bytes outside of strings: brackets, blanks, numbers, and the letters of true, false and null.
const allowed: ReadonlySet<number> = new Set(Buffer.from('{}[]:, \t\r\n0123456789+-.eEtrufalsn'));

export function createStrictScan(): StrictScan {
  let position = 0;
  let depth = 0;
  let inString = false;
  return {
    read(bytes) {
      for (; position < bytes.length; position += 1) {
        const byte = bytes[position] ?? 0;
        if (inString) {
          if (byte === BACKSLASH) position += 1;
          else if (byte === QUOTE) inString = false;
          else if (byte < 0x20) return 0;
        } else if (byte === QUOTE) inString = true;
        else if (!allowed.has(byte)) return 0;
        else if (byte === 0x7b || byte === 0x5b) depth += 1;
        else if (byte === 0x7d || byte === 0x5d) {
          depth -= 1;
          if (depth === 0) return position + 1;
        }
      }
      return null;
    },
  };
}
