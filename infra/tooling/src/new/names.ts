/** A name in the spellings that its files, types and sentences need. */
export interface Names {
  /** `archiveEntry` */
  readonly camel: string;
  /** `ArchiveEntry` */
  readonly pascal: string;
  /** `archive-entry` */
  readonly kebab: string;
  /** `archive entry` */
  readonly words: string;
}

/** The spellings of a name in lower camel case. @throws Error for any other spelling, with what to write. */
export function namesOf(camel: string): Names {
  if (!/^[a-z][A-Za-z0-9]{1,40}$/u.test(camel))
    throw new Error(`Write the name in lower camel case: archiveEntry. Not: ${camel}`);
  const kebab = camel.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
  return {
    camel,
    pascal: `${camel.charAt(0).toUpperCase()}${camel.slice(1)}`,
    kebab,
    words: kebab.replaceAll('-', ' '),
  };
}

/** `archiveEntry` from a name in kebab case, as folders have it. */
export function camelOf(kebab: string): string {
  return kebab.replaceAll(/-([a-z])/gu, (_match, letter: string) => letter.toUpperCase());
}

/** What one thing of a module is called, by the plain rule of English: `contacts` holds a `contact`. */
export function singularOf(plural: string): string {
  if (plural.endsWith('ies')) return `${plural.slice(0, -3)}y`;
  return plural.endsWith('s') ? plural.slice(0, -1) : plural;
}
