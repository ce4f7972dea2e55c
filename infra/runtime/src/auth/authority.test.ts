import { describe, expect, test } from '@jest/globals';
import { holds, holdsSomewhere, type UserActor } from './actor.js';
import { allows, authorityJson, powersOf, type Authority } from './authority.js';
import { rolePermissions } from './permissions.js';

const id = (digit: number) => `0197f0a0-1111-7222-8333-44445555666${digit}`;
const [estimator, auditor, bridge, road] = [id(1), id(2), id(3), id(4)];
const noon = new Date('2026-03-01T12:00:00Z');
const viewer = (grants: Authority['grants']): Authority => ({ role: 'viewer', version: 7, grants });
const inTeam = { role: auditor, permissions: ['audit:read'], project: null, until: null };
const inBridge = { role: estimator, permissions: ['entry:update'], project: bridge, until: null };

describe('what a member may do', () => {
  test('is what the system role brings, the same set for everybody, where roles of the team add nothing', () => {
    expect(powersOf(viewer([]), noon).permissions).toBe(rolePermissions.viewer);
    expect(powersOf(viewer([inBridge]), noon).permissions).toBe(rolePermissions.viewer);
  });

  test('is that and what roles of the team add', () => {
    const { permissions, grants } = powersOf(viewer([inTeam, inBridge]), noon);

    expect([...permissions].toSorted()).toEqual([...rolePermissions.viewer, 'audit:read'].toSorted());
    expect(grants).toEqual({
      version: 7,
      roleIds: [auditor, estimator],
      projects: new Map([[bridge, new Set(['entry:update'])]]),
    });
  });

  test('ends at the instant at which the assignment ends', () => {
    const until = new Date('2026-03-01T12:00:00Z');

    expect(powersOf(viewer([{ ...inTeam, until }]), new Date(noon.getTime() - 1)).permissions.has('audit:read')).toBe(
      true,
    );
    expect(powersOf(viewer([{ ...inTeam, until }]), noon)).toMatchObject({ permissions: rolePermissions.viewer });
  });

  test('knows nothing that the registry does not know', () => {
    const { permissions } = powersOf(viewer([{ ...inTeam, permissions: ['everything:do'] }]), noon);

    expect(permissions).toBe(rolePermissions.viewer);
  });

  test('comes unchanged through JSON, as Postgres writes instants', () => {
    const until = '2026-03-01T14:00:00.123+02:00';
    const text = JSON.stringify({ ...viewer([]), version: '7', grants: [{ ...inTeam, until }] });

    expect(authorityJson.parse(JSON.parse(text))).toEqual(viewer([{ ...inTeam, until: new Date(until) }]));
  });
});

describe('a permission held in one project', () => {
  const powers = powersOf(viewer([inBridge]), noon);
  const actor: UserActor = {
    kind: 'user',
    ...{ accountId: id(5), teamId: id(6), membershipId: id(7), sessionId: id(8), plan: 'PRO' },
    ...powers,
  };

  test.each([
    ['that project', bridge, true],
    ['another project', road, false],
    ['the team', null, false],
  ])('is held in %s: %s', (_where, project, isHeld) => {
    expect(holds(actor, 'entry:update', project)).toBe(isHeld);
    expect(allows(powers, 'entry:update', project)).toBe(isHeld);
  });

  test('is held somewhere, and one that is held in the team is held in every project', () => {
    expect(holdsSomewhere(actor, 'entry:update')).toBe(true);
    expect(holdsSomewhere(actor, 'entry:track')).toBe(false);
    expect(holds(actor, 'entry:read', road)).toBe(true);
  });
});
