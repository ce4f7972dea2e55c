/** Rows of a segment, as one bit each. */
export type Bits = Int32Array;

export function setBit(bits: Bits, row: number): void {
  bits[row >>> 5] = (bits[row >>> 5] ?? 0) | (1 << (row & 31));
}

export function clearBit(bits: Bits, row: number): void {
  bits[row >>> 5] = (bits[row >>> 5] ?? 0) & ~(1 << (row & 31));
}

/** Rows that are in both. */
export function intersect(one: Bits, other: Bits): Bits {
  const both = new Int32Array(one.length);
  for (let word = 0; word < both.length; word += 1) both[word] = (one[word] ?? 0) & (other[word] ?? 0);
  return both;
}

export function isEmpty(bits: Bits): boolean {
  for (let word = 0; word < bits.length; word += 1) if (bits[word] !== 0) return false;
  return true;
}

/** Rows that are in either. */
export function unite(one: Bits, other: Bits): Bits {
  const either = new Int32Array(one.length);
  for (let word = 0; word < either.length; word += 1) either[word] = (one[word] ?? 0) | (other[word] ?? 0);
  return either;
}

/** Rows that are in one and not in the other. */
export function without(one: Bits, other: Bits): Bits {
  const rest = new Int32Array(one.length);
  for (let word = 0; word < rest.length; word += 1) rest[word] = (one[word] ?? 0) & ~(other[word] ?? 0);
  return rest;
}
