/**
 * Says whether every store can hold a text: Postgres refuses NUL, and half of a surrogate pair is no character at all.
 *
 * Any other text is somebody's language and is kept as it came.
 */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Where in an input something stands: names of fields, places in lists. */
export type InputPath = readonly (string | number)[];

/** What is said of text that no store can hold, wherever it is refused. */
export const unstorableTextMessage =
  'The text holds a character that is not text (NUL, or half of a surrogate pair). Remove it.';

interface Visit {
  readonly value: unknown;
  readonly path: Step | null;
}

/** A path as a chain, so that a step costs nothing until somebody asks for the whole. */
interface Step {
  readonly key: string | number;
  readonly parent: Step | null;
}

/**
 * The path of a text in an input that no store can hold, keys of objects included; null when there is none.
 *
 * A loop, not recursion: input may be nested deeper than the stack.
 */
export function findUnstorableText(input: unknown): InputPath | null {
  const open: Visit[] = [{ value: input, path: null }];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const { value, path } = visit;
    if (typeof value === 'string') {
      if (!isStorableText(value)) return pathOf(path);
    } else if (Array.isArray(value)) {
      for (const [key, item] of value.entries()) open.push({ value: item, path: { key, parent: path } });
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        if (!isStorableText(key)) return pathOf(path);
        open.push({ value: item, path: { key, parent: path } });
      }
    }
  }
  return null;
}

function pathOf(end: Step | null): InputPath {
  const keys: (string | number)[] = [];
  for (let step = end; step !== null; step = step.parent) keys.push(step.key);
  return keys.reverse();
}
