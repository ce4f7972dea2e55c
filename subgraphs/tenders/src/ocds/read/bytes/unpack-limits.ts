/** What is unpacked is larger than any honest file: a bomb, or an error of its maker. */
export class UnpackLimitError extends Error {
  override readonly name = 'UnpackLimitError';
}

/** Bounds of what is unpacked out of one file. */
export interface UnpackLimits {
  bytesMax: number;
  /** Bytes unpacked for each packed byte. JSON of releases comes to 10 to 60. */
  ratioMax: number;
  /** Below this the ratio says nothing: a short file of blanks is no bomb. */
  ratioFromBytes: number;
}

export const unpackLimits: UnpackLimits = {
  bytesMax: 32 * 1024 ** 3,
  ratioMax: 250,
  ratioFromBytes: 64 * 1024 ** 2,
};

/** Counts what goes in and comes out while a file is unpacked. */
export interface UnpackGuard {
  packed(bytes: number): void;
  /** @throws UnpackLimitError when it has become too much. */
  unpacked(bytes: number): void;
}

export function createUnpackGuard(limits: UnpackLimits = unpackLimits): UnpackGuard {
  let inside = 0;
  let outside = 0;
  return {
    packed(bytes) {
      inside += bytes;
    },
    unpacked(bytes) {
      outside += bytes;
      if (outside > limits.bytesMax) throw new UnpackLimitError(`More than ${limits.bytesMax} bytes come out of it.`);
      if (outside > limits.ratioFromBytes && outside > limits.ratioMax * inside) {
        throw new UnpackLimitError(`Each packed byte unpacks to more than ${limits.ratioMax} bytes.`);
      }
    },
  };
}
