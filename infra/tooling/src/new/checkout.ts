import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The files of a checkout, as a generator changes them: all of its changes are written at the end, or none. */
export interface Checkout {
  has(path: string): boolean;
  read(path: string): string;
  /** Adds a file. @throws Error when it exists. */
  add(path: string, text: string): void;
  /** Puts text before the first place where a line begins with `before`, within the part that begins with `within`. */
  insert(path: string, text: string, place: { readonly within?: string; readonly before: string }): void;
  append(path: string, text: string): void;
  /** Writes what was changed, and answers the paths. */
  save(): readonly string[];
}

export function openCheckout(root: string): Checkout {
  const changed = new Map<string, string>();
  const read = (path: string): string => changed.get(path) ?? readFileSync(join(root, path), 'utf8');
  const has = (path: string): boolean => changed.has(path) || existsSync(join(root, path));
  return {
    has,
    read,
    add(path, text) {
      if (has(path)) throw new Error(`${path} exists already. Choose another name.`);
      changed.set(path, text);
    },
    insert(path, text, { within = '', before }) {
      const old = read(path);
      const start = old.indexOf(within);
      const at = start < 0 ? -1 : old.indexOf(`\n${before}`, start + within.length - 1);
      if (at < 0) throw new Error(`${path} has no place for this: ${[within, before].filter(Boolean).join(' ... ')}`);
      changed.set(path, `${old.slice(0, at + 1)}${text}${old.slice(at + 1)}`);
    },
    append: (path, text) => void changed.set(path, `${read(path).trimEnd()}\n\n${text}`),
    save() {
      for (const [path, text] of changed) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
      return [...changed.keys()];
    },
  };
}
