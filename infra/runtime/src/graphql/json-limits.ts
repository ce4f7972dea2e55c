/** Upper bounds on a value that came as JSON. */
export interface JsonLimits {
  /** Lists and objects inside each other. */
  readonly depthMax: number;
  /** Values in all, those in lists and objects included. */
  readonly valuesMax: number;
  /** Keys of one object. */
  readonly keysMax: number;
  /** Items of one list. */
  readonly itemsMax: number;
}

/** The bound that a value is above, in words for the client. */
export interface Excess {
  readonly limit: string;
  readonly maximum: number;
}

/**
 * The first bound that a value is above; undefined when it is within all of them. A list or object that is too large is
 * found by its size, so the work is bounded too, and nothing here recurses: nesting cannot exhaust the stack.
 */
export function findExcess(value: unknown, limits: JsonLimits): Excess | undefined {
  const open: (readonly [container: object, depth: number])[] = [];
  const enter = (item: unknown, depth: number): void => {
    if (typeof item === 'object' && item !== null) open.push([item, depth]);
  };
  enter(value, 1);
  let values = 1;
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [container, depth] = next;
    if (depth > limits.depthMax) return { limit: 'depth', maximum: limits.depthMax };
    const isList = Array.isArray(container);
    const items: readonly unknown[] = isList ? container : Object.values(container);
    if (isList && items.length > limits.itemsMax) return { limit: 'items of a list', maximum: limits.itemsMax };
    if (!isList && items.length > limits.keysMax) return { limit: 'keys of an object', maximum: limits.keysMax };
    values += items.length;
    if (values > limits.valuesMax) return { limit: 'values', maximum: limits.valuesMax };
    for (const item of items) enter(item, depth + 1);
  }
  return undefined;
}
