import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startModelServer, status, streamedJson } from '../kit/model-server.js';
import { addDescribedTender, addProfile, openInsights, type TestInsights } from './insights-kit.js';

const described = {
  title: 'Cleaning of the Mthatha depot',
  description: [
    'Cleaning of offices at the Mthatha depot on every working day.',
    'The bidder must be registered with PSIRA.',
    'Bids stay valid for 120 days after the closing date.',
  ].join('\n\n'),
};
const create =
  'mutation ($input: CreateDraftInput!) { createDraft(input: $input) { __typename ... on CreateDraftSuccess { draft { id status } } ... on LimitReached { max used } } }';
const decide =
  'mutation ($input: DecideDraftInput!) { decideDraft(input: $input) { __typename ... on DecideDraftSuccess { draft { decision version } } } }';
const read =
  'query ($id: ID!) { draft(id: $id) { status model promptHash droppedSentenceCount inputTokenCount outputTokenCount cost { amount currency } engineFailures { engine reason } sections { heading sentences { text quote { source text } } } } }';

interface ReadDraft {
  readonly status: string;
  readonly model: string;
  readonly droppedSentenceCount: number;
  readonly sections: {
    heading: string;
    sentences: { text: string; quote: { source: string; text: string } | null }[];
  }[];
}

let server: Awaited<ReturnType<typeof startModelServer>>;
let insights: TestInsights;

beforeAll(async () => {
  server = await startModelServer(status(500));
  insights = await openInsights({
    now: () => new Date('2026-11-21T08:00:00Z'),
    env: {
      INSIGHTS_ENGINE_URL: server.url,
      INSIGHTS_ENGINE_MODEL: 'tiny',
      INSIGHTS_ENGINE_HOSTS_ALLOWED: '127.0.0.1',
      INSIGHTS_ENGINE_INPUT_PRICE: '2',
      INSIGHTS_ENGINE_OUTPUT_PRICE: '10',
      INSIGHTS_ENGINE_CURRENCY: 'ZAR',
    },
  });
});
afterAll(async () => {
  await insights.close();
  await server.close();
});

async function somebody(max = 1_000_000) {
  const team = await insights.team();
  const { actor } = await team.user({ role: 'member' });
  await insights.database.sql(
    `insert into identity.team_limit (team_id, subject, max, reason) values ($1, 'AI_TOKENS_PER_MONTH', $2, 'Test.')`,
    [team.id, max],
  );
  const asked = async (query: string, variables: Record<string, unknown>) => {
    const { data, errors } = await insights.ask(query, { as: actor, variables });
    expect([errors ?? [], insights.masked]).toEqual([[], []]);
    return data as Record<string, { __typename: string; draft: { id: string; status: string } }>;
  };
  return {
    team,
    create: async (input: Record<string, unknown>) => (await asked(create, { input }))['createDraft'],
    decide: async (id: string, decision: string) => (await asked(decide, { input: { id, decision } }))['decideDraft'],
    read: async (id: string | undefined) => (await asked(read, { id }))['draft'] as unknown as ReadDraft,
    budget: async () => (await asked('{ tokenBudget { month max used reserved } }', {}))['tokenBudget'],
  };
}

const textsOf = ({ sections }: ReadDraft) => sections.flatMap(({ sentences }) => sentences.map(({ text }) => text));

describe('a draft', () => {
  test('of a model keeps what the tender bears out, with the words it rests on, and counts tokens, cost and what was dropped', async () => {
    const { row, id } = await addDescribedTender(insights.database, described);
    const clerk = await somebody();
    server.behave(
      streamedJson(
        {
          sections: [
            {
              heading: 'SCOPE',
              sentences: [
                {
                  text: 'Offices at the Mthatha depot are cleaned every working day.',
                  quote: 'Cleaning of offices at the Mthatha depot',
                },
                { text: 'Offices at the Durban depot are cleaned.', quote: 'Cleaning of offices' },
                { text: 'The contract is worth 5 million.', quote: 'Cleaning of offices' },
                { text: 'Cleaning at the depot.', quote: 'Cleaning of nothing at all' },
                { text: 'Everybody loves working with splendid partners forever.', quote: 'Cleaning of offices' },
              ],
            },
          ],
        },
        { tokens: { input: 1_000, output: 100 } },
      ),
    );

    const made = await clerk.create({ kind: 'TENDER_ANALYSIS', tenderId: id, brief: 'Mind the hours.' });
    expect([made?.__typename, made?.draft.status]).toEqual(['CreateDraftSuccess', 'QUEUED']);
    await insights.runQueue();

    const draft = await clerk.read(made?.draft.id);
    expect(draft).toMatchObject({
      status: 'READY',
      model: 'http:tiny',
      promptHash: expect.stringMatching(/^[0-9a-f]{64}$/u),
      droppedSentenceCount: 4,
      inputTokenCount: 1_000,
      outputTokenCount: 100,
      cost: { amount: '0.003', currency: 'ZAR' },
      engineFailures: [],
    });
    expect(draft.sections[0]?.sentences[0]).toEqual({
      text: 'Offices at the Mthatha depot are cleaned every working day.',
      quote: { source: 'DESCRIPTION', text: 'Cleaning of offices at the Mthatha depot' },
    });
    // The floor is there as well.
    expect(textsOf(draft)).toEqual(expect.arrayContaining(['Bid validity: 120 days']));
    expect(await clerk.budget()).toEqual({ month: '2026-11-01', max: 1_000_000, used: 1_100, reserved: 0 });
    expect(row).not.toBe('');
  });

  test('is written without a model where it fails, which is said, and where the team wants none, which costs nothing', async () => {
    const { id } = await addDescribedTender(insights.database, described);
    const clerk = await somebody();
    await addProfile(insights.database, clerk.team.id, { sectors: ['Cleaning'], experienceYears: 7 });
    server.behave(status(401));

    const failed = await clerk.create({ kind: 'PROPOSAL', tenderId: id });
    await insights.runQueue();
    server.behave(status(500));
    const unasked = await clerk.create({ kind: 'PROPOSAL', tenderId: id, allowsModel: false });
    await insights.runQueue();

    const [first, second] = [await clerk.read(failed?.draft.id), await clerk.read(unasked?.draft.id)];
    expect(first).toMatchObject({
      model: 'extractive-v5',
      engineFailures: [{ engine: 'http:tiny', reason: 'REFUSED' }],
    });
    expect(second).toMatchObject({ model: 'extractive-v5', promptHash: null, engineFailures: [] });
    expect(second.sections).toEqual(first.sections);
    expect(second.sections.map(({ heading }) => heading)).toEqual(
      expect.arrayContaining(['SCOPE', 'REQUIREMENTS', 'APPROACH', 'CAPABILITY', 'OPEN_POINTS']),
    );
    expect(textsOf(second)).toEqual(expect.arrayContaining(['Sectors: Cleaning.', 'Experience: 7 years.']));
    expect(server.requests).toEqual([]);
    expect(await clerk.budget()).toMatchObject({ used: 0, reserved: 0 });
  });

  test('of a client and of the own voice: from what the buyer has published, and from what the team accepted', async () => {
    const { id, row } = await addDescribedTender(insights.database, described);
    await insights.database.sql(
      `with made as (insert into tenders.buyer (key, name) values ($2, 'City of Drafts') returning id)
       update tenders.tender set buyer_name = 'City of Drafts', category = 'Cleaning', buyer_id = (select id from made) where id = $1`,
      [row, row],
    );
    const clerk = await somebody();
    const research = await clerk.create({ kind: 'CLIENT_RESEARCH', tenderId: id, allowsModel: false });
    const silent = await clerk.create({ kind: 'VOICE', allowsModel: false });
    await insights.runQueue();
    const early = await clerk.decide(silent?.draft.id ?? '', 'REJECTED');
    await clerk.decide(research?.draft.id ?? '', 'ACCEPTED');
    const again = await clerk.decide(research?.draft.id ?? '', 'ACCEPTED');
    const voice = await clerk.create({ kind: 'VOICE', allowsModel: false });
    await insights.runQueue();

    expect(textsOf(await clerk.read(research?.draft.id))).toEqual(
      expect.arrayContaining([
        'City of Drafts has published 1 tender that are known here, of which 1 is open.',
        'Most often: Cleaning (1).',
        'Published: Cleaning of the Mthatha depot',
      ]),
    );
    expect(early?.__typename).toBe('DecideDraftSuccess');
    expect(again).toMatchObject({ draft: { decision: 'ACCEPTED', version: 2 } });
    expect(textsOf(await clerk.read(silent?.draft.id))).toEqual([
      'The team has accepted no texts yet: there is no voice to match.',
    ]);
    expect(textsOf(await clerk.read(voice?.draft.id))[0]).toMatch(
      /^Sentences have \d+ words on average, over \d+ sentences of 1 accepted texts\.$/u,
    );
  });

  test('is of one tender or of none, and cannot be decided on before it is written', async () => {
    const { id } = await addDescribedTender(insights.database, described);
    const clerk = await somebody();

    expect((await clerk.create({ kind: 'PROPOSAL' }))?.__typename).toBe('InvalidInput');
    expect((await clerk.create({ kind: 'VOICE', tenderId: id }))?.__typename).toBe('InvalidInput');
    const made = await clerk.create({ kind: 'PROPOSAL', tenderId: id, idempotencyKey: 'once' });
    const again = await clerk.create({ kind: 'PROPOSAL', tenderId: id, idempotencyKey: 'once' });
    expect(again?.draft.id).toBe(made?.draft.id);
    expect((await clerk.decide(made?.draft.id ?? '', 'ACCEPTED'))?.__typename).toBe('DraftNotReady');
  });
});

describe('the budget of a month', () => {
  test('is never passed: of 50 drafts at once as many are written as it has room for', async () => {
    const { id } = await addDescribedTender(insights.database, described);
    const probe = await somebody();
    await probe.create({ kind: 'PROPOSAL', tenderId: id });
    const { reserved: each } = (await probe.budget()) as unknown as { reserved: number };
    const max = 3 * each + each - 1;
    const clerk = await somebody(max);
    server.behave(streamedJson({ sections: [] }, { tokens: { input: each * 2, output: 1 } }));

    const results = await Promise.all(
      Array.from({ length: 50 }, () => clerk.create({ kind: 'PROPOSAL', tenderId: id })),
    );

    const counts = Map.groupBy(results, (result) => result?.__typename);
    expect([counts.get('CreateDraftSuccess')?.length, counts.get('LimitReached')?.length]).toEqual([3, 47]);
    expect(await clerk.budget()).toMatchObject({ max, used: 0, reserved: 3 * each });
    await insights.runQueue();
    // A server that counts more than there can be is not believed.
    expect(await clerk.budget()).toMatchObject({ max, used: 3 * each, reserved: 0 });
    expect((await clerk.create({ kind: 'PROPOSAL', tenderId: id }))?.__typename).toBe('LimitReached');
    expect((await clerk.create({ kind: 'PROPOSAL', tenderId: id, allowsModel: false }))?.__typename).toBe(
      'CreateDraftSuccess',
    );
  });

  test('is that of FREE once the subscription has ended', async () => {
    const clerk = await somebody();
    await insights.database.sql('delete from identity.team_limit where team_id = $1', [clerk.team.id]);
    const subscribed = (until: string) =>
      insights.database.sql(`update identity.team set plan = 'PRO', subscription_expires_at = ${until} where id = $1`, [
        clerk.team.id,
      ]);

    await subscribed(`now() + interval '1 day'`);
    expect(await clerk.budget()).toMatchObject({ max: 10_000_000 });
    await subscribed(`now() - interval '1 minute'`);
    expect(await clerk.budget()).toMatchObject({ max: 50_000 });
  });

  test('counts in full what a run that died may have used, and its draft is written without asking again', async () => {
    const { id } = await addDescribedTender(insights.database, described);
    const clerk = await somebody();
    const made = await clerk.create({ kind: 'PROPOSAL', tenderId: id });
    const { reserved } = (await clerk.budget()) as unknown as { reserved: number };
    await insights.database.sql(`update insights.draft set status = 'RUNNING' where team_id = $1`, [clerk.team.id]);
    server.behave(status(500));

    await insights.runQueue();

    expect(server.requests).toEqual([]);
    expect(await clerk.read(made?.draft.id)).toMatchObject({ status: 'READY', model: 'extractive-v5' });
    expect(await clerk.budget()).toMatchObject({ used: reserved, reserved: 0 });
  });
});
