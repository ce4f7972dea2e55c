import { bodyLine, brokenAt, followChains, isContentOf, linkLine, type ChainHead } from './chain-links.js';

/**
 * Checks the two files of a month line by line: positions without gaps, each link over the one before it of its team, each
 * body against its hash. Chains go on behind the heads of the months before; a team without one begins here.
 */
export function chainProof(headsBefore: ReadonlyMap<string, ChainHead>) {
  const chains = followChains(headsBefore);
  let first: bigint | null = null;
  let last: bigint | null = null;
  return {
    /** @throws Error naming the position that is wrong. */
    add(link: string, body: string): void {
      const event = linkLine.parse(JSON.parse(link));
      const content = bodyLine.parse(JSON.parse(body));
      const { position } = event;
      if (content.position !== position || (last !== null && position !== last + 1n))
        throw brokenAt(position, 'is not the next one');
      first ??= position;
      last = position;
      chains.follow(event);
      if (!isContentOf(event, content)) throw brokenAt(position, 'has another body');
    },
    ends: () => ({ first, last }),
    /** Behind which the next month goes on. */
    heads: chains.heads,
  };
}
