import { describe, expect, test } from '@jest/globals';
import type { Actor } from '../../auth/actor.js';
import { duringOperation } from './current-operation.js';
import { networkOf } from './network-of.js';
import { originFrom } from './write-origin.js';

describe('the network of an address', () => {
  test.each([
    ['203.0.113.77', '203.0.113.0/24'],
    ['::ffff:203.0.113.77', '203.0.113.0/24'],
    ['2001:db8:1234:5678:9abc:def0:1234:5678', '2001:db8:1234::/48'],
    ['2001:0DB8:0000::1', '2001:db8:0::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
    ['::1', '0:0:0::/48'],
    ['fe80::1%eth0', 'fe80:0:0::/48'],
    ['unknown', null],
    ['', null],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('what events tell of how they came about', () => {
  const person: Actor = {
    ...{ kind: 'user', accountId: 'a', teamId: 't', membershipId: 'm', sessionId: 's', role: 'member' },
    permissions: new Set(),
    plan: 'PRO',
  };
  const client = { address: '203.0.113.77', userAgent: 'x'.repeat(400) };

  test('names session, operation, permission, request, program and network, and no more of the address', () => {
    const origin = duringOperation({ operation: 'trackTender', permission: 'entry:track' }, () =>
      originFrom(person, { requestId: 'r', client }),
    );

    expect(origin).toEqual({
      ...{ by: 'user', session: 's', role: 'member', request: 'r' },
      ...{ operation: 'trackTender', permission: 'entry:track' },
      ...{ address: '203.0.113.0/24', agent: 'x'.repeat(300) },
    });
  });

  test('names the whole address where nobody is signed in yet: events of sessions go with their person', () => {
    const system: Actor = { kind: 'system', name: 'identity:sessions', teamId: 't' };

    expect(originFrom(system, { requestId: null, client })).toMatchObject({ by: 'system', address: '203.0.113.77' });
  });

  test('leaves out what is not known', () => {
    expect(originFrom(person, null)).toEqual({ by: 'user', session: 's', role: 'member' });
  });
});
