import { randomBytes } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import { eventCatalogue } from '@hub/runtime/events';
import { apiSchemaOf } from '../kit/api-schema.js';
import { startDnsServer } from '../kit/dns-server.js';
import { openWorld, unknownId } from '../kit/world.js';
import { identifiedTypes } from '../kit/supergraph.js';
import { mutationCases, openMutations, ownMutations } from '../security/mutation-cases.js';
import type { Sent } from './fixture-kit.js';
import { mutationFixtures } from './mutation-fixtures.js';
import { domainToken } from './platform-fixtures.js';

// Whatever changes something says so once, in the same transaction; whatever is refused changes nothing and says nothing,
// but that it was refused for want of a permission.

// Proves every domain, by the token that fixtures give it.
const dns = await startDnsServer(() => [`tender-insight-hub=${domainToken}`]);
const world = await openWorld({
  env: { FIELD_ENCRYPTION_KEY: `1:${randomBytes(32).toString('base64')}`, DNS_SERVERS: dns.address },
});
const { hub, own } = world;
const mutations = Object.values((await apiSchemaOf(hub)).getMutationType()?.getFields() ?? {});
const unknown = Object.fromEntries(identifiedTypes().map((type) => [type, unknownId(type)]));
afterAll(async () => {
  await world.close();
  await dns.close();
});

interface Told {
  readonly type: string;
  readonly actor: string | null;
  readonly team: string;
  readonly text: string;
  readonly body: Record<string, unknown>;
  readonly context: Record<string, unknown>;
}

async function lastNumber(): Promise<number> {
  const [row] = await hub.database.sql<{ last: number }>(
    'select coalesce(max(number), 0)::int as last from events.inbox',
  );
  return row?.last ?? 0;
}

/** Sends one mutation; answers what came, and the events that are new. */
async function send(name: string, { as, input }: Sent): Promise<{ answered: string; events: Told[] }> {
  const type = mutations.find((field) => field.name === name)?.args.find((argument) => argument.name === 'input')?.type;
  const query =
    input === null
      ? `mutation { ${name} { __typename } }`
      : `mutation ($input: ${type}) { ${name}(input: $input) { __typename } }`;
  const before = await lastNumber();
  const { data, errors } = await hub.ask(query, {
    ...(as && { as }),
    variables: input === null ? {} : { input },
  });
  const result = data?.[name] as { __typename: string } | null | undefined;
  const events = await hub.database.sql<Told>(
    `select type, actor_id as actor, team_id as team, i::text as text, body, context from events.inbox i where number > $1 order by number`,
    [before],
  );
  return { answered: result?.__typename ?? errors.map(({ extensions }) => extensions['code']).join(), events };
}

/** Whose event is expected. */
function teamOf({ team }: Sent): unknown {
  if (team === undefined) return own.team.id;
  return team === 'none' ? '00000000-0000-0000-0000-000000000000' : expect.not.stringContaining(own.team.id);
}

const subgraphOf = (name: string) => mutationFixtures[name]?.event.split('.')[0];
const names = Object.keys(mutationFixtures);
const guarded = names.filter(
  (name) => !openMutations.includes(name) && !ownMutations.includes(name) && name !== 'exitTeam',
);
// Sessions begin and end as the product's own work.
// What super-admins do to a team from outside is written before they are in it.
const bySystem = [
  ...openMutations,
  'signOut',
  'switchTeam',
  'enterTeam',
  'setTeamLimit',
  'setTeamSubscription',
  'setTeamCompliance',
  'suspendTeam',
  'resumeTeam',
];
const bySuperAdmins = ['exitTeam'];

describe('the fixtures', () => {
  test('are those of every mutation of the graph, and of no other', () => {
    expect(names.toSorted()).toEqual(mutations.map(({ name }) => name).toSorted());
  });

  test('expect types that the catalogue has, and every type of the catalogue that a mutation can leave', () => {
    const known = eventCatalogue.map(({ name }): string => name);
    const expected = new Set(Object.values(mutationFixtures).map(({ event }) => event));
    // Written by imports and by the product itself; denials are below.
    const others = new Set([
      'insights.draft_finished',
      'identity.session_revoked',
      'identity.platform_admin_granted',
      'identity.platform_admin_revoked',
      'tenders.tenders_changed',
      'tenders.team_tenders_changed',
      'tenders.saved_search_matched',
      'tenders.export_finished',
      'tenders.audit_export_finished',
      'tenders.team_source_failing',
      'tenders.team_domain_found',
      'tenders.team_domain_missing',
      'tenders.team_domain_unproved',
      ...known.filter((name) => name.endsWith('.access_denied')),
    ]);

    expect([...expected].filter((name) => !known.includes(name))).toEqual([]);
    expect(known.filter((name) => !expected.has(name) && !others.has(name))).toEqual([]);
  });
});

describe('a mutation that is carried out', () => {
  test.each(names)('leaves one event: %s', async (name) => {
    const fixture = mutationFixtures[name];
    if (fixture === undefined) throw new Error(name);
    const sent = await fixture.arrange(world);

    const { answered, events } = await send(name, sent);

    const isBySystem = bySystem.includes(name);
    const actor = isBySystem ? null : (sent.as?.actor.accountId ?? null);
    expect(answered).toBe(fixture.answers);
    expect(events.map(({ type, team, actor: by }) => ({ type, team, by }))).toEqual([
      { type: fixture.event, team: teamOf(sent), by: actor },
    ]);
    expect(events.map(({ context }) => context)).toMatchObject([
      {
        by: isBySystem ? 'system' : bySuperAdmins.includes(name) ? 'superAdmin' : 'user',
        ...(isBySystem || bySuperAdmins.includes(name) ? {} : { session: sent.as?.actor.sessionId }),
        ...(guarded.includes(name) && { permission: expect.stringMatching(/^[a-z]+:[a-z]+$/u) }),
        operation: name,
        risk: eventCatalogue.find((type) => type.name === fixture.event)?.risk,
        request: expect.any(String),
        address: isBySystem ? '127.0.0.1' : '127.0.0.0/24',
        agent: expect.any(String),
      },
    ]);
    const told = events.map(({ text }) => text).join('\n');
    expect((sent.secrets ?? []).filter((secret) => told.includes(secret))).toEqual([]);
  });
});

describe('a mutation that changes nothing', () => {
  test.each([
    'acknowledgeChange',
    'setDefaultSavedSearch',
    'markSavedSearchSeen',
    'refreshSession',
    'overrideTenderField',
    'pollTeamSource',
  ])('leaves no second event when it is sent again: %s', async (name) => {
    const fixture = mutationFixtures[name];
    if (fixture === undefined) throw new Error(name);
    const sent = await fixture.arrange(world);
    await send(name, sent);

    const { answered, events } = await send(name, sent);

    expect([answered, events]).toEqual([fixture.answers, []]);
  });
});

describe('input that is refused', () => {
  const others = ['trackTenders', 'signOut', ...bySuperAdmins];
  const refused = mutationCases.filter(({ mutation }) => !others.includes(mutation));

  test.each(refused.map((one) => ({ ...one, name: `${one.mutation} ${one.foreignIn ?? ''}`.trim() })))(
    'leaves no event: $name',
    async ({ mutation, input, by, answers }) => {
      const as = openMutations.includes(mutation)
        ? null
        : own.people[by === 'superAdmin' ? 'member' : (by ?? 'member')];

      const { answered, events } = await send(mutation, { as, input: input(world, unknown) });

      expect([answered, events]).toEqual([answers, []]);
    },
  );

  test('leaves no event where a password is wrong, or a session has ended', async () => {
    const wrong = await mutationFixtures['signIn']?.refused?.(world);
    if (wrong === undefined) throw new Error('There is no refused sign-in.');
    const person = await own.team.user();
    await send('signOut', { as: person, input: null });

    const signIn = await send('signIn', wrong);
    const again = await send('signOut', { as: person, input: null });

    expect([signIn.answered, signIn.events]).toEqual(['InvalidCredentials', []]);
    expect([again.answered, again.events]).toEqual(['SessionEnded', []]);
  });
});

describe('somebody without the permission', () => {
  test.each(guarded)('leaves one denial and nothing else: %s', async (name) => {
    const fixture = mutationFixtures[name];
    if (fixture === undefined) throw new Error(name);
    const { input } = await fixture.arrange(world);
    const as = await own.team.user({ role: 'viewer' });

    const { answered, events } = await send(name, { as, input });

    expect(answered).toBe('FORBIDDEN');
    expect(events.map(({ type, actor, body }) => ({ type, actor, body }))).toEqual([
      {
        type: `${subgraphOf(name)}.access_denied`,
        actor: as.actor.accountId,
        body: { field: `Mutation.${name}`, permission: expect.stringMatching(/^[a-z]+:[a-z]+$/u), isLast: false },
      },
    ]);
  });

  test.each(guarded)('leaves nothing where nobody is signed in: %s', async (name) => {
    const fixture = mutationFixtures[name];
    if (fixture === undefined) throw new Error(name);
    const { input } = await fixture.arrange(world);

    const { answered, events } = await send(name, { as: null, input });

    expect([answered, events]).toEqual(['UNAUTHENTICATED', []]);
  });
});
