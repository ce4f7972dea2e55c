import { HubError } from '../../errors/errors.js';

/** Upper bounds on a text of JSON. */
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

/** The bound that a text is above, in words for the client. */
export interface Excess {
  readonly limit: string;
  readonly maximum: number;
}

/** The refusal of what is above a limit. */
export function tooComplex({ limit, maximum }: Excess): HubError {
  return new HubError('OPERATION_TOO_COMPLEX', `The operation is above the limit for ${limit}, which is ${maximum}.`, {
    details: { limit, maximum },
  });
}

interface Container {
  readonly isList: boolean;
  size: number;
}

/**
 * The first bound that a text of JSON is above; undefined when it is within all of them. Reads the text before it is
 * parsed, once and no further than to the first excess: what is too large never becomes a value that something has to
 * walk, compare or throw away.
 *
 * Says nothing about whether the text is JSON; the parser does.
 */
export function findExcess(text: string, limits: JsonLimits): Excess | undefined {
  const open: Container[] = [];
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') at = endOfString(text, at);
    else if (sign === '[' || sign === '{') open.push({ isList: sign === '[', size: 1 });
    else if (sign === ']' || sign === '}') open.pop();
    else if (sign === ',') grow(open);
    else continue;
    if (sign === '[' || sign === '{' || sign === ',') values += 1;
    const excess = excessOf(open, values, limits);
    if (excess !== undefined) return excess;
  }
  return undefined;
}

function grow(open: readonly Container[]): void {
  const container = open.at(-1);
  if (container !== undefined) container.size += 1;
}

function excessOf(open: readonly Container[], values: number, limits: JsonLimits): Excess | undefined {
  if (open.length > limits.depthMax) return { limit: 'depth', maximum: limits.depthMax };
  if (values > limits.valuesMax) return { limit: 'values', maximum: limits.valuesMax };
  const container = open.at(-1);
  if (container === undefined) return undefined;
  const [limit, maximum] = container.isList
    ? ['items of a list', limits.itemsMax]
    : ['keys of an object', limits.keysMax];
  return container.size > maximum ? { limit, maximum } : undefined;
}

/** Place of the quote that ends a string, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (text[before] === '\\') before -= 1;
    if ((at - before) % 2 === 1) return at;
  }
  return text.length;
}
