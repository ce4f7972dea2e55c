import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkScores, checkSummaries } from '@hub/insights/check-stores';
import { importLegacy, type LegacyImport } from '@hub/insights/import-legacy';
import { addDescribedTender, addProfile, openInsights, type TestInsights } from './insights-kit.js';

let insights: TestInsights;
beforeAll(async () => {
  insights = await openInsights({ now: () => new Date('2026-11-21T08:00:00Z') });
});
afterAll(() => insights.close());

const scopeOf = (teamId: string | null) =>
  insights.stores.scopeOf({ actor: { kind: 'system', name: 'test', teamId }, requestId: 'test' });
const tenderOf = (title: string) =>
  addDescribedTender(insights.database, {
    title,
    province: 'GAUTENG',
    description: `${title} in the town of Springs.`,
  });

describe('taking over an older analysis', () => {
  const refusals: { line: number; reason: string }[] = [];
  const importLines = (lines: readonly unknown[], signal = new AbortController().signal): Promise<LegacyImport> =>
    importLegacy(scopeOf(null), textOf(lines), {
      refused: ({ line, reason }) => void refusals.push({ line, reason }),
      signal,
    });
  async function* textOf(lines: readonly unknown[]): AsyncGenerator<string> {
    for (const line of lines) yield typeof line === 'string' ? line : JSON.stringify(line);
  }

  test('goes on where it was cut off, counts the same on both sides, and names what it leaves and why', async () => {
    const tenders = await Promise.all(['A road', 'A dam', 'A school', 'A clinic'].map((title) => tenderOf(title)));
    const [road, dam, school, clinic] = tenders.map(({ row }) => row);
    const [{ ocid } = { ocid: '' }] = await insights.database.sql<{ ocid: string }>(
      'select ocid from tenders.tender where id = $1',
      [school],
    );
    const own = { model: 'extractive-v0', sourceVersion: 1, sourceHash: '0'.repeat(64), isTitleOnly: false, facts: [] };
    await insights.runJob('insights:summarise-tender', { tenderId: clinic });
    const lines = [
      { tender_id: road, summary: 'A road is built.', key_points: ['Closes soon'], confidence: 0.7, language: 'en' },
      { tender_id: dam, summary: 'word '.repeat(121) },
      'no JSON',
      { tender_id: ocid, ai_summary: 'A school is built.', readiness_score: 80, model_used: own.model },
      { tender_id: road, summary: 'Again.' },
      { tender_id: clinic, summary: 'A clinic is built.' },
      { tender_id: randomUUID(), summary: 'Of nothing.' },
      { tender_id: dam, summary: 'Call 082 555 1234 to enter.' },
    ];

    const cut = await importLines(lines.slice(0, 3));
    const whole = await importLines(lines);

    expect(cut).toEqual({ rows: 3, migrated: 1, there: 0, newer: 0, refused: 2, stored: 1 });
    expect(whole).toEqual({ rows: 8, migrated: 1, there: 1, newer: 1, refused: 5, stored: 2 });
    expect(refusals.slice(2).toSorted((left, right) => left.line - right.line)).toEqual([
      { line: 2, reason: 'the summary has 121 words, 120 at most' },
      { line: 3, reason: 'cannot be read: the line' },
      { line: 5, reason: 'an earlier line is of this tender' },
      { line: 7, reason: 'there is no such tender' },
      { line: 8, reason: 'names a person, a number to call or an account' },
    ]);
    const stored = await insights.collection('tender_summaries').find({ model: 'migrated_data' }).toArray();
    expect(new Set(stored.map((one) => one['tenderId']))).toEqual(new Set([road, school]));
  });
});

describe('older summaries', () => {
  test('are made again, those least to be trusted first, and what was taken over is left alone', async () => {
    const [low, high, taken] = await Promise.all(['Pumps', 'Pipes', 'Pens'].map((title) => tenderOf(title)));
    for (const { row } of [low, high, taken].filter((one) => one !== undefined))
      await insights.runJob('insights:summarise-tender', { tenderId: row });
    const set = (row: string | undefined, fields: Record<string, unknown>) =>
      insights
        .collection('tender_summaries')
        .updateOne({ tenderId: row ?? '' }, { $set: { sourceHash: '0'.repeat(64), ...fields } });
    await set(low?.row, { model: 'extractive-v0', confidence: 0.1 });
    await set(high?.row, { model: 'extractive-v0', confidence: 0.9 });
    await set(taken?.row, { model: 'migrated_data', confidence: 0 });

    await insights.runJob('insights:backfill-summaries', {});
    const queued = (await insights.queued()).filter(({ task }) => task === 'insights:summarise-tenders');
    await insights.runQueue();
    await insights.runJob('insights:backfill-summaries', {});

    expect(queued.map(({ payload }) => payload['tenderIds'])).toEqual([[low?.row, high?.row]]);
    const models = await insights
      .collection('tender_summaries')
      .find({ tenderId: { $in: [low?.row, high?.row, taken?.row] } })
      .toArray();
    expect(
      models.map((one) => String(one['model']).startsWith('extractive-v') && one['model'] !== 'extractive-v0'),
    ).toEqual(models.map((one) => one['tenderId'] !== taken?.row));
    expect(await insights.queued()).toEqual([]);
  });

  test('are found by an index on model and date, and on confidence and date', async () => {
    const indexes = (await insights.collection('tender_summaries').indexes()).map(({ key }) => Object.keys(key).join());

    expect(indexes).toEqual(expect.arrayContaining(['model,createdAt', 'confidence,updatedAt']));
  });
});

describe('checking the stores', () => {
  test('finds what is missing, old and of nothing, and nothing once it is mended', async () => {
    const team = await insights.team();
    await addProfile(insights.database, team.id, { sectors: ['Construction'], provinces: ['GAUTENG'] });
    const tenders = await Promise.all(['Bridge one', 'Bridge two', 'Bridge three'].map((title) => tenderOf(title)));
    for (const { row } of tenders) await insights.score(row, team.id);
    const sound = await checkScores(scopeOf(team.id));
    const scores = insights.collection('readiness_scores');
    await scores.deleteOne({ tenderId: tenders[0]?.row ?? '' });
    await scores.updateOne({ tenderId: tenders[1]?.row ?? '' }, { $set: { inputsHash: '0'.repeat(64) } });
    await insights.database.sql('delete from workspace.entry where tender_id = $1', [tenders[2]?.row]);

    const broken = await checkScores(scopeOf(team.id));
    await insights.database.sql('delete from insights.readiness_score where team_id = $1', [team.id]);
    await insights.runJob('insights:rescore-team', {}, team.id);
    await insights.runJob('insights:score-tenders', { tenderIds: [tenders[2]?.row] }, team.id);

    expect(sound).toEqual({ expected: 3, missing: 0, old: 0, unreferenced: 0 });
    expect(broken).toEqual({ expected: 2, missing: 1, old: 1, unreferenced: 1 });
    expect(await checkScores(scopeOf(team.id))).toEqual({ expected: 2, missing: 0, old: 0, unreferenced: 0 });
  });

  test('counts a summary for each tender', async () => {
    const missing = (await checkSummaries(scopeOf(null))).missing;
    const all = await insights.database.sql<{ id: string }>('select id from tenders.tender');

    await insights.runJob('insights:summarise-tenders', { tenderIds: all.map(({ id }) => id) });

    const { old: _taken, ...after } = await checkSummaries(scopeOf(null));
    expect(missing).toBeGreaterThan(0);
    expect(after).toEqual({ expected: all.length, missing: 0, unreferenced: 0 });
  });
});
