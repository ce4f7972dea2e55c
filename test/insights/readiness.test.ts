import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  addDescribedTender,
  addProfile,
  entitiesQuery,
  openInsights,
  representing,
  unknownTenderId,
  type TestInsights,
} from './insights-kit.js';

const readinessQuery = entitiesQuery(`readiness {
  score knownShare recommendation algorithmVersion calculatedAt
  preference { name pricePoints goalPoints }
  obstacle scoreRange { min max } remedies { kind }
  checklist { part state points maxPoints ruleKey ruleVersion evidence required held }
}`);
const scoreQuery = entitiesQuery('readiness { score recommendation checklist { part state } }');
const bridge = {
  title: 'Construction of a bridge',
  description: 'CIDB grading of 7CE or higher. Bidders must have a minimum of 5 years experience.',
  cidb: { grade: 7, classOfWorks: 'CE', text: '7CE or higher' },
  category: 'Civil engineering',
  province: 'GAUTENG',
  valueAmount: '30000000',
  valueCurrency: 'ZAR',
  publishedAt: '2026-11-01T08:00:00Z',
  closingAt: '2026-12-10T09:00:00Z',
};
const builder = {
  sectors: ['Civil engineering'],
  provinces: ['GAUTENG', 'LIMPOPO'],
  experienceYears: 8,
  designations: ['7CE', '6GB'],
};

let insights: TestInsights;

beforeAll(async () => {
  insights = await openInsights({ now: () => new Date('2026-11-21T08:00:00Z') });
});
afterAll(() => insights.close());

async function teamWith(profile: Parameters<typeof addProfile>[2] | null) {
  const team = await insights.team();
  if (profile !== null) await addProfile(insights.database, team.id, profile);
  const { actor } = await team.user({ role: 'viewer' });
  return { teamId: team.id, actor };
}

const scores = () => insights.collection('readiness_scores');

describe('reading readiness', () => {
  test('a team that fits is told why, part by part, with rules and evidence', async () => {
    const tender = await addDescribedTender(insights.database, bridge);
    const { actor } = await teamWith(builder);

    const answer = await insights.ask(readinessQuery, { as: actor, variables: representing(tender.id) });

    const readiness = {
      score: 100,
      knownShare: 1,
      recommendation: 'PURSUE',
      obstacle: null,
      scoreRange: { min: 100, max: 100 },
      remedies: [],
      algorithmVersion: 'readiness-v6',
      calculatedAt: '2026-11-21T08:00:00.000Z',
      preference: { name: '80/20', pricePoints: 80, goalPoints: 20 },
      checklist: [
        {
          part: 'SECTOR',
          state: 'MET',
          points: 30,
          maxPoints: 30,
          ruleKey: 'sector-match',
          ruleVersion: '3',
          evidence: 'The tender is about construction, and so is "Civil engineering" in the company profile.',
          required: ['WORKS', 'construction'],
          held: ['Civil engineering'],
        },
        {
          part: 'CERTIFICATIONS',
          state: 'MET',
          points: 30,
          maxPoints: 30,
          ruleKey: 'cidb-designation',
          ruleVersion: '3',
          evidence: 'The tender asks for CIDB 7CE ("7CE or higher" in its description); the company holds 7CE.',
          required: ['CIDB 7CE'],
          held: ['6GB', '7CE'],
        },
        {
          part: 'COVERAGE',
          state: 'MET',
          points: 20,
          maxPoints: 20,
          ruleKey: 'province-covered',
          ruleVersion: '2',
          evidence: 'The tender is in Gauteng, which the company profile covers with "Gauteng".',
          required: ['GAUTENG'],
          held: ['GAUTENG', 'LIMPOPO'],
        },
        {
          part: 'EXPERIENCE',
          state: 'MET',
          points: 20,
          maxPoints: 20,
          ruleKey: 'experience-years',
          ruleVersion: '2',
          evidence:
            'The tender asks for 5 years ("must have a minimum of 5 years experience"); the company profile states 8 years.',
          required: ['P5Y'],
          held: ['P8Y'],
        },
      ],
    };
    expect(answer).toEqual({ data: { _entities: [{ id: tender.id, readiness }] } });
    expect(insights.masked).toEqual([]);
  });

  test('a team that stated nothing is judged by nothing: unknown is neither met nor failed', async () => {
    const tender = await addDescribedTender(insights.database, bridge);
    const { actor } = await teamWith(null);

    const answer = await insights.ask(scoreQuery, { as: actor, variables: representing(tender.id) });

    const checklist = ['SECTOR', 'CERTIFICATIONS', 'COVERAGE', 'EXPERIENCE'].map((part) => ({
      part,
      state: 'UNKNOWN',
    }));
    expect(answer).toEqual({
      data: { _entities: [{ id: tender.id, readiness: { score: null, recommendation: 'UNDECIDED', checklist } }] },
    });
  });

  test('an unknown tender has none', async () => {
    const { actor } = await teamWith(builder);
    const id = unknownTenderId();

    expect(await insights.ask(scoreQuery, { as: actor, variables: representing(id) })).toEqual({
      data: { _entities: [{ id, readiness: null }] },
    });
  });

  test('a changed profile changes the next answer at once, stored score or not', async () => {
    const tender = await addDescribedTender(insights.database, bridge);
    const { actor, teamId } = await teamWith({ ...builder, designations: ['6CE'] });
    const score = async () =>
      (await insights.ask(entitiesQuery('readiness { score }'), { as: actor, variables: representing(tender.id) }))
        .data;
    await insights.score(tender.row, teamId);
    expect(await score()).toEqual({ _entities: [{ id: tender.id, readiness: { score: 70 } }] });

    await insights.database.sql(
      `insert into identity.capability (team_id, scheme, designation) values ($1, 'CIDB', '7CE')`,
      [teamId],
    );

    expect(await score()).toEqual({ _entities: [{ id: tender.id, readiness: { score: 100 } }] });
  });

  test('twenty tenders are judged together, each on its own', async () => {
    const { actor } = await teamWith(builder);
    const tenders = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        addDescribedTender(insights.database, { ...bridge, province: index % 2 === 0 ? 'GAUTENG' : 'WESTERN_CAPE' }),
      ),
    );

    const answer = await insights.ask(entitiesQuery('readiness { score }'), {
      as: actor,
      variables: representing(...tenders.map(({ id }) => id)),
    });

    const expected = tenders.map(({ id }, index) => ({ id, readiness: { score: index % 2 === 0 ? 100 : 80 } }));
    expect(answer).toEqual({ data: { _entities: expected } });
  });
});

describe('another team', () => {
  test('is never judged by this one, and its stored score is never shown', async () => {
    const tender = await addDescribedTender(insights.database, bridge);
    const good = await teamWith(builder);
    const poor = await teamWith({
      sectors: ['Catering'],
      provinces: ['WESTERN_CAPE'],
      experienceYears: 1,
      designations: ['1GB'],
    });
    await insights.score(tender.row, good.teamId);
    await insights.score(tender.row, poor.teamId);

    const [goodAnswer, poorAnswer] = await Promise.all(
      [good, poor].map(({ actor }) =>
        insights.ask(entitiesQuery('readiness { score recommendation }'), {
          as: actor,
          variables: representing(tender.id),
        }),
      ),
    );

    expect(goodAnswer?.data).toEqual({
      _entities: [{ id: tender.id, readiness: { score: 100, recommendation: 'PURSUE' } }],
    });
    expect(poorAnswer?.data).toEqual({
      _entities: [{ id: tender.id, readiness: { score: 0, recommendation: 'AVOID' } }],
    });
    expect((await scores().find({ tenderId: tender.row }).toArray()).map(({ _id }) => _id).sort()).toEqual(
      [good, poor].map(({ teamId }) => `${teamId}:readiness:${tender.row}`).sort(),
    );
  });

  test('a score put under a team by hand with the id of another is refused by the store', async () => {
    const [mine, theirs] = [randomUUID(), randomUUID()];
    const forged = { _id: `${mine}:readiness:x`, tenantId: theirs, schemaVersion: 1, tenderId: 'x' };

    await expect(scores().insertOne(forged)).rejects.toThrow('Document failed validation');
  });
});

describe('storing readiness', () => {
  test('scoring twice, and eight times at once, leaves one and the same document', async () => {
    const tender = await addDescribedTender(insights.database, bridge);
    const { teamId } = await teamWith(builder);
    const run = () => insights.score(tender.row, teamId);
    await Promise.all(Array.from({ length: 8 }, run));
    const once = await scores().find({ tenderId: tender.row }).toArray();

    await run();

    expect(once).toHaveLength(1);
    expect(await scores().find({ tenderId: tender.row }).toArray()).toEqual(once);
  });

  test("rescoring a team brings all its stored scores up to date and no one else's", async () => {
    const tenders = await Promise.all([1, 2, 3].map(() => addDescribedTender(insights.database, bridge)));
    const [mine, other] = [
      await teamWith({ ...builder, designations: ['6CE'] }),
      await teamWith({ ...builder, designations: ['6CE'] }),
    ];
    for (const { row } of tenders) {
      await insights.score(row, mine.teamId);
      await insights.score(row, other.teamId);
    }
    await insights.database.sql(
      `insert into identity.capability (team_id, scheme, designation) select id, 'CIDB', '9CE' from identity.team where id = any($1)`,
      [[mine.teamId, other.teamId]],
    );

    await insights.runJob('insights:rescore-team', {}, mine.teamId);

    const stored = async (tenantId: string) =>
      (await scores().find({ tenantId }).toArray()).map((score) => score['score']);
    expect(await stored(mine.teamId)).toEqual([100, 100, 100]);
    expect(await stored(other.teamId)).toEqual([70, 70, 70]);
  });

  test('a job queued by another service for its team runs in that team', async () => {
    const tender = await addDescribedTender(insights.database, bridge);
    const { teamId } = await teamWith(builder);
    await insights.database.sql('insert into workspace.entry (team_id, tender_id) values ($1, $2)', [
      teamId,
      tender.row,
    ]);
    await insights.database.sql(
      `begin; set local role svc_workspace; set local app.team_id = '${teamId}';
       select app.enqueue_job('insights:score-tender', jsonb_build_object('tenderId', '${tender.row}'), '${tender.row}'); commit`,
    );

    await insights.runQueue();

    expect((await scores().findOne({ tenantId: teamId }))?.['tenderId']).toBe(tender.row);
  });
});
