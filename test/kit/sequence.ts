/** A fixed sequence of pseudo-random whole numbers (Lehmer): a failure can be seen again. */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state;
  };
}

/** Chooses by a fixed sequence. */
export interface Choices {
  /** A number from 0 up to below the limit. */
  next(limit: number): number;
  /** @throws Error for an empty list. */
  oneOf<Value>(values: readonly Value[]): Value;
}

export function choices(seed: number): Choices {
  const draw = sequence(seed);
  const next = (limit: number): number => draw() % limit;
  return {
    next,
    oneOf(values) {
      const value = values[next(values.length)];
      if (value === undefined) throw new Error('Nothing to choose from.');
      return value;
    },
  };
}
