import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { noFacts, type FoundItem } from '../../../ocds/index.js';
import { PollFailure } from '../../../source-http/index.js';
import { createLinkFollower, type LinkFollower } from './linked-releases.js';

let asked: string[];
let isTimeUp: boolean;
let follower: LinkFollower;
beforeEach(() => {
  asked = [];
  isTimeUp = false;
  follower = createLinkFollower({
    client: {
      async ask({ url }) {
        asked.push(url.href);
        if (url.pathname === '/gone') throw new PollFailure('REFUSED', 'It is gone.');
        const bytes = Buffer.from(JSON.stringify({ releases: [{ ocid: 'o', id: url.pathname, date: '2026-01-01' }] }));
        return { kind: 'body', bytes, etag: null, lastModified: null, mediaType: null };
      },
    },
    hostsAllowed: [],
    isTimeUp: () => isTimeUp,
    releasesKnown: async () => null,
  });
});
afterEach(() => follower.close());

async function follow(address: string): Promise<string[]> {
  const links = [{ url: address, date: null }];
  const item: FoundItem = {
    kind: 'problem',
    reason: 'LINKED_RELEASES_ONLY',
    detail: '',
    bytes: Buffer.from('{}'),
    facts: noFacts,
    linked: { ocid: 'o', links, bytes: Buffer.from('{}') },
  };
  const found = await follower.follow(item);
  return found.map((each) => (each.kind === 'problem' ? each.detail : each.kind));
}

describe('what a follower remembers of addresses', () => {
  test('each is asked once, whether it answers or not', async () => {
    const gone = '1 of 1 linked releases: https://a.example/gone: It is gone.';
    expect([await follow('https://a.example/1'), await follow('https://a.example/1')]).toEqual([
      ['release'],
      ['release'],
    ]);
    expect([await follow('https://a.example/gone'), await follow('https://a.example/gone')]).toEqual([[gone], [gone]]);
    expect(asked).toEqual(['https://a.example/1', 'https://a.example/gone']);
  });

  test('one that was not asked for want of time is not remembered', async () => {
    isTimeUp = true;
    expect(await follow('https://a.example/1')).toEqual([
      '1 of 1 linked releases: The time of this run was up; a replay goes on.',
    ]);
    isTimeUp = false;
    expect(await follow('https://a.example/1')).toEqual(['release']);
    expect(asked).toEqual(['https://a.example/1']);
  });

  test('beyond 10,000 the oldest is forgotten', async () => {
    for (let index = 0; index < 10_000; index += 1) await follow(`https://a.example/gone?${index}`);
    await follow('https://a.example/gone?0');
    expect(asked).toHaveLength(10_000);
    await follow('https://a.example/1');
    await follow('https://a.example/gone?1');
    expect(asked).toHaveLength(10_001);
    await follow('https://a.example/gone?0');
    expect(asked.slice(-2)).toEqual(['https://a.example/1', 'https://a.example/gone?0']);
  });
});
