import { Resolver } from 'node:dns/promises';

/** What is published as text under a name. */
export type TxtAnswer =
  | { readonly kind: 'found'; readonly texts: readonly string[] }
  /** There is no such name, or no text under it. */
  | { readonly kind: 'none' }
  /** No server gave an answer that could be used; later one may. */
  | { readonly kind: 'unanswered' };

/** Looks up the texts of a name. It never fails. */
export type FindTxt = (name: string) => Promise<TxtAnswer>;

export interface TxtFinderOptions {
  /** Addresses of servers, with a port where it is not 53; none for those of the machine. */
  readonly servers: readonly string[];
  /** How long one server may take for one try. */
  readonly tryMs?: number;
  /** After this an answer is not waited for any more, whatever is still to be tried. */
  readonly deadlineMs?: number;
}

const meansNone = new Set(['ENOTFOUND', 'ENODATA']);

/** Asks servers for texts, each name anew: what is kept would hide a record that was just published. */
export function createTxtFinder({ servers, tryMs = 1_500, deadlineMs = 5_000 }: TxtFinderOptions): FindTxt {
  return async (name) => {
    // One for each question: cancelling ends everything that a resolver has under way.
    const resolver = new Resolver({ timeout: tryMs, tries: 2 });
    if (servers.length > 0) resolver.setServers([...servers]);
    const deadline = setTimeout(() => resolver.cancel(), deadlineMs);
    try {
      const records = await resolver.resolveTxt(name);
      return { kind: 'found', texts: records.map((parts) => parts.join('')) };
    } catch (error) {
      return { kind: meansNone.has(codeOf(error)) ? 'none' : 'unanswered' };
    } finally {
      clearTimeout(deadline);
    }
  };
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
