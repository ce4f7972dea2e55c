import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readinessScores } from '@hub/insights/documents';
import { findLaw } from '@hub/insights/law';
import { verifyReadiness } from '@hub/insights/verify-readiness';
import { randomInputs, storedScore } from './random-scores.js';
import { addDescribedTender, addProfile, openInsights, type TestInsights } from './insights-kit.js';

let insights: TestInsights;

beforeAll(async () => {
  insights = await openInsights({ now: () => new Date('2026-11-21T08:00:00Z') });
});
afterAll(() => insights.close());

describe('rules of law', () => {
  test('each has a state and a source; what is not confirmed says what is doubtful', async () => {
    const system = insights.stores.database.as({ kind: 'system', name: 'test', teamId: null });

    const rows = await system.readPublic(findLaw);

    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['CONFIRMED', 'UNCONFIRMED', 'SUPERSEDED']));
    expect(rows.filter(({ source }) => source === '')).toEqual([]);
    expect(rows.filter(({ state, doubt }) => state === 'UNCONFIRMED' && doubt === null)).toEqual([]);
    expect(rows.find(({ rule }) => rule.startsWith('The Public Procurement Act 28 of 2024'))).toMatchObject({
      state: 'UNCONFIRMED',
      confirmedBy: null,
    });
  });
});

describe('verifying stored scores', () => {
  test('calculates a thousand of them again, whatever they were calculated from, to the same numbers', async () => {
    const team = await insights.team();
    const scope = insights.stores.scopeOf({
      actor: { kind: 'system', name: 'test', teamId: team.id },
      requestId: 'test',
    });
    const bodies = Array.from({ length: 1_000 }, (_, seed) => storedScore(randomInputs(seed)));
    const repository = scope.documents.team(readinessScores);
    for (let start = 0; start < bodies.length; start += 100)
      await repository.putMany(new Map(bodies.slice(start, start + 100).map((body) => [body.tenderId, body])));

    const verification = await verifyReadiness(insights.system(), 1_000);
    await insights.collection('readiness_scores').deleteMany({ tenantId: team.id });

    expect(verification).toEqual({ checked: 1_000, older: 0, wrong: [] });
    expect(new Set(bodies.map(({ score }) => score)).size).toBeGreaterThan(5);
    expect(new Set(bodies.map(({ recommendation }) => recommendation)).size).toBeGreaterThan(3);
  });

  test('counts each again from what is stored with it, and finds the one that was changed', async () => {
    const team = await insights.team();
    await addProfile(insights.database, team.id, {
      sectors: ['Construction'],
      provinces: ['GAUTENG'],
      designations: ['6CE'],
    });
    const titles = ['Construction of a road', 'Supply of pumps', 'Cleaning services', 'Legal advice'];
    const tenders = await Promise.all(
      titles.map((title) =>
        addDescribedTender(insights.database, { title, province: 'GAUTENG', description: `${title} in town.` }),
      ),
    );
    for (const { row } of tenders) await insights.score(row, team.id);

    const sound = await verifyReadiness(insights.system(), 1_000);
    await insights
      .collection('readiness_scores')
      .updateOne({ tenderId: tenders[0]?.row ?? '' }, { $set: { score: 1 } });
    const changed = await verifyReadiness(insights.system(), 1_000);

    expect(sound).toEqual({ checked: 4, older: 0, wrong: [] });
    expect(changed).toEqual({ checked: 4, older: 0, wrong: [`${team.id}:readiness:${tenders[0]?.row ?? ''}`] });
  });
});
