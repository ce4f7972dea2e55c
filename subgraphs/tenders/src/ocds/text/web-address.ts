/**
 * An address that may be shown as a link: a page or file of the web, and nothing that a browser would run or read from
 * the reader's own machine. An address that begins with a host, "www.example.org/notice.pdf", is one of the web. Null for
 * everything else.
 */
export function webAddress(text: string | null): string | null {
  if (text === null) return null;
  const address = hostFirst.test(text) ? `http://${text.replace(/^\/\//u, '')}` : text;
  const protocol = URL.parse(address)?.protocol;
  return protocol === 'https:' || protocol === 'http:' ? address : null;
}

const hostFirst = /^(?:\/\/|www\.)[\p{L}\p{N}]/iu;

/** True for an address that a browser would run, or read from the reader's own machine, however it is disguised. */
export function isActiveAddress(text: string): boolean {
  return activeScheme.test(text.slice(0, lookedAt).replaceAll(ignoredByBrowsers, ''));
}

const activeScheme = /^(?:javascript|vbscript|livescript|data|file|blob|filesystem|about|view-source):/iu;
// Browsers pass over blanks and control characters before a scheme and in it.
const ignoredByBrowsers = /[\s\p{Cc}\p{Cf}]/gu;
const lookedAt = 200;
