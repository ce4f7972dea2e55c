import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, test } from '@jest/globals';
import { apiSchemaOf, idPaths } from '../kit/api-schema.js';
import { changesBetween, snapshotOf } from '../kit/snapshot.js';
import { identifiedTypes } from '../kit/supergraph.js';
import { mutationCases, openMutations, ownMutations, type MutationCase } from './mutation-cases.js';
import { secretsIn } from '../kit/secrets.js';
import { openWorld, unknownId } from '../kit/world.js';

const world = await openWorld();
const { hub, own, other } = world;
const mutations = Object.values((await apiSchemaOf(hub)).getMutationType()?.getFields() ?? {});
const unknown = Object.fromEntries(identifiedTypes().map((type) => [type, unknownId(type)]));
// Of all mutations only signing out needs nothing of its own; so this person has nothing left to sign out of.
const signedOut = await own.team.user();
await hub.database.sql('delete from identity.session where id = $1', [signedOut.actor.sessionId]);
// Nor has this super-admin, whose entry is over, anything to leave.
const over = { ...own.superAdmin, sessionId: randomUUID() };
/** Who may use a mutation. */
const rightfulSender = ({ mutation, by }: MutationCase) => {
  if (mutation === 'signOut') return { as: signedOut };
  if (by === 'superAdmin') return { actor: over };
  return { as: own.people[by ?? 'member'] };
};
afterAll(() => world.close());

/** Sends one mutation; answers what came and every row of every table that it changed. */
async function send(
  { mutation, input }: MutationCase,
  {
    ids,
    ...who
  }: { ids: Readonly<Record<string, string>> } & Omit<NonNullable<Parameters<typeof hub.ask>[1]>, 'variables'>,
) {
  const given = input(world, ids);
  const before = await snapshotOf(hub.database);
  const type = mutations.find(({ name }) => name === mutation)?.args.find(({ name }) => name === 'input')?.type;
  const query =
    given === null
      ? `mutation { ${mutation} { __typename } }`
      : `mutation ($input: ${type}) { ${mutation}(input: $input) { __typename ... on UserError { message } } }`;
  // One request id for all, because answers are compared to the byte.
  const headers = { 'x-request-id': 'mutation-matrix' };
  const answer = await hub.ask(query, { ...who, headers, variables: given === null ? {} : { input: given } });
  const result = answer.data?.[mutation] as { __typename: string } | null | undefined;
  return {
    text: answer.text,
    answered: result?.__typename ?? answer.errors.map(({ extensions }) => extensions['code']).join(),
    changes: changesBetween(before, await snapshotOf(hub.database)),
  };
}

describe('the matrix of mutations', () => {
  test('has a case for every mutation', () => {
    expect(
      mutations.map(({ name }) => name).filter((name) => mutationCases.every(({ mutation }) => mutation !== name)),
    ).toEqual([]);
  });

  test('has a case for every id in the arguments of every mutation', () => {
    const places = mutations.flatMap(({ name, args }) => idPaths(args).map((path) => `${name} ${path}`));
    const covered = new Set(mutationCases.map(({ mutation, foreignIn }) => `${mutation} ${foreignIn}`));
    expect(places.filter((place) => !covered.has(place))).toEqual([]);
    expect(places.length).toBeGreaterThanOrEqual(4);
  });

  test('sees a change when there is one', async () => {
    const { answered, changes } = await send(
      {
        mutation: 'updateEntry',
        foreignIn: null,
        input: () => ({ id: other.ids['Entry'], expectedVersion: 1, priority: 'HIGH' }),
        answers: 'UpdateEntrySuccess',
      },
      { ids: other.ids, as: other.people.member },
    );
    expect([answered, changes.map((line) => line.split(' ').slice(0, 2).join(' '))]).toEqual([
      'UpdateEntrySuccess',
      ['+ events.inbox', '+ workspace.entry', '- workspace.entry'],
    ]);
  });
});

const named = mutationCases.map((one) => ({ ...one, name: `${one.mutation} ${one.foreignIn ?? ''}`.trim() }));

describe('with something that is not its own', () => {
  test.each(named)('$name changes no row and says what it says of nothing', async (one) => {
    const sender = rightfulSender(one);
    const foreign = await send(one, { ids: other.ids, ...sender });
    const nothing = await send(one, { ids: unknown, ...sender });

    expect(foreign.answered).toBe(one.answers);
    expect(foreign.text).toBe(nothing.text);
    expect(secretsIn(foreign.text, world.secrets)).toEqual([]);
    expect([...foreign.changes, ...nothing.changes]).toEqual([]);
  });
});

const guarded = named.filter(({ mutation }) => !openMutations.includes(mutation));

const ofPermission = guarded.filter(({ mutation }) => !ownMutations.includes(mutation));

/** That somebody was refused is the one thing that a refusal leaves. */
function denialOf({ mutation }: MutationCase): unknown {
  return expect.stringMatching(
    new RegExp(`^\\+ events\\.inbox .*${own.team.id},[a-z]+\\.access_denied,.*Mutation\\.${mutation}[^\\w]`, 'u'),
  );
}

describe('without the right to', () => {
  test.each(guarded)('anonymous cannot: $name', async (one) => {
    const { answered, changes } = await send(one, { ids: own.ids });
    expect([answered, changes]).toEqual(['UNAUTHENTICATED', []]);
  });

  test.each(ofPermission)('a viewer cannot: $name', async (one) => {
    const { answered, changes } = await send(one, { ids: own.ids, as: own.people.viewer });
    expect([answered, changes]).toEqual(['FORBIDDEN', [denialOf(one)]]);
  });

  test.each(ofPermission)('a partner that may only read cannot: $name', async (one) => {
    const { answered, changes } = await send(one, { ids: own.ids, actor: own.partner });
    expect([answered, changes]).toEqual(['FORBIDDEN', [denialOf(one)]]);
  });
});

/** What a member may do, with ids that are all their own. */
const rightful: readonly MutationCase[] = [
  {
    mutation: 'trackTender',
    foreignIn: null,
    input: () => ({ tenderId: world.untracked }),
    answers: 'TrackTenderSuccess',
  },
  {
    mutation: 'updateEntry',
    foreignIn: null,
    input: () => ({ id: own.ids['Entry'], expectedVersion: 1, notes: 'changed' }),
    answers: 'UpdateEntrySuccess',
  },
];

describe('with an access token that is older than what became of the membership', () => {
  const changesOfMembership = [
    ['removed', 'delete from identity.membership where id = $1'],
    [
      'given an end that has passed',
      `update identity.membership set expires_at = now() - interval '1 second' where id = $1`,
    ],
  ] as const;
  const cells = changesOfMembership.flatMap(([what, sql]) => rightful.map((one) => ({ ...one, what, sql })));

  test.each(cells)('a person who was $what writes nothing: $mutation', async ({ sql, ...one }) => {
    const person = await own.team.user();
    await hub.database.sql(sql, [person.actor.membershipId]);
    const { answered, changes } = await send(one, { ids: own.ids, as: person });
    expect([answered, changes]).toEqual(['MEMBERSHIP_ENDED', []]);
  });

  test.each(rightful)('a person who was made a viewer is refused, which is recorded: $mutation', async (one) => {
    const person = await own.team.user();
    await hub.database.sql(`update identity.membership set role = 'viewer' where id = $1`, [person.actor.membershipId]);
    const { answered, changes } = await send(one, { ids: own.ids, as: person });
    expect([answered, changes]).toEqual(['FORBIDDEN', [denialOf(one)]]);
  });

  test.each(rightful)('and without such a change the same request is carried out: $mutation', async (one) => {
    const { answered, changes } = await send(one, { ids: own.ids, as: await own.team.user() });
    expect(answered).toBe(one.answers);
    const entries = changes.filter((line) => line.slice(2).startsWith('workspace.entry '));
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.filter((line) => !line.includes(own.team.id))).toEqual([]);
    // It is recorded once. Work that follows from it may be queued as well, and nothing else.
    const events = changes.filter((line) => line.startsWith('+ events.inbox '));
    expect(events.map((line) => line.includes(own.team.id))).toEqual([true]);
    const others = changes.filter((line) => !entries.includes(line) && !events.includes(line));
    expect(
      others.filter((line) => !line.slice(2).startsWith('graphile_worker.') || line.includes(other.team.id)),
    ).toEqual([]);
  });
});

describe('a token that names another team', () => {
  test('is what the database is asked about, so a person who is no member of that team writes nothing', async () => {
    const actor = { ...own.people.member.actor, teamId: other.team.id };
    const one = { mutation: 'trackTender', foreignIn: null, input: () => ({ tenderId: world.untracked }), answers: '' };
    const { answered, changes } = await send(one, { ids: own.ids, actor });
    expect([answered, changes]).toEqual(['MEMBERSHIP_ENDED', []]);
  });
});
