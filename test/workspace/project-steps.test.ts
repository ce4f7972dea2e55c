import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { addChange } from '../events/mutation-fixtures.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import type { TestSubgraph } from '../kit/subgraph.js';
import { addTender } from '../kit/tender-rows.js';
import { allProjects, openProjects, send as sendTo } from './project-requests.js';

let workspace: TestSubgraph;
let acme: TestTeam;
let clerk: TestUser;
let chief: TestUser;
const clock = new Date('2026-03-01T08:00:00Z');

beforeAll(async () => {
  workspace = await openProjects(() => clock);
});
afterAll(() => workspace.close());
beforeEach(async () => {
  await workspace.database.sql('delete from workspace.project');
  acme = await workspace.team();
  clerk = await acme.user();
  chief = await acme.user({ role: 'admin' });
});

const send = (name: string, input: Record<string, unknown>, as: TestUser = chief) =>
  sendTo(workspace, name, { as, input });

const noStepFrom = (place: string) =>
  `There is no such step from ${place}. The field allowedTransitions of the project shows those that there are.`;

/** A pursuit at a stage, with everything filled in. */
async function pursuitAt(stage: string, { status = 'ACTIVE', isReady = true } = {}) {
  const tender = await addTender(workspace.database, { title: 'Pipes', closingAt: '2026-06-01T09:00:00Z' });
  const memberId = encodeId('Member', clerk.actor.membershipId);
  const filled = { winProbability: 50, strategicValue: 70, captureManagerId: memberId, proposalManagerId: memberId };
  const { project } = await send('createProject', { name: 'Pipes', tenderId: tender.id, ...(isReady && filled) });
  await workspace.database.sql('update workspace.project set stage = $2, status = $3 where name = $1', [
    'Pipes',
    stage,
    status,
  ]);
  return { id: project.id, tenderRow: tender.row };
}

describe('moveProject', () => {
  test.each([
    ['PHASE_0', { stage: 'PHASE_1' }],
    ['PHASE_3', { stage: 'PHASE_4' }],
    ['PHASE_4', { stage: 'PHASE_5' }],
    ['PHASE_4', { stage: 'PHASE_3' }],
    ['PHASE_4', { status: 'ON_HOLD' }],
  ])('takes a pursuit from %s to %j', async (stage, to) => {
    const { id } = await pursuitAt(stage);

    const { project } = await send('moveProject', { id, expectedVersion: 1, reason: 'Ready.', ...to }, clerk);

    expect(project).toMatchObject({ stage, ...to, version: 2 });
    const steps = await workspace.database.sql(
      'select from_stage, to_stage, to_status, reason from workspace.stage_change',
    );
    expect(steps).toEqual([
      { from_stage: stage, to_stage: project.stage, to_status: project.status, reason: 'Ready.' },
    ]);
  });

  test.each([
    ['PHASE_0', 'ACTIVE', { stage: 'PHASE_2' }, noStepFrom('PHASE_0, ACTIVE')],
    ['PHASE_2', 'ACTIVE', { stage: 'PHASE_3' }, 'This step needs a decision: use decideGate.'],
    [
      'PHASE_6',
      'ACTIVE',
      { stage: 'AWARDED' },
      'This step is taken by closing the project with its outcome: use closeProject.',
    ],
    ['PHASE_3', 'ON_HOLD', { stage: 'PHASE_4' }, noStepFrom('PHASE_3, ON_HOLD')],
    ['PHASE_3', 'ACTIVE', { status: 'COMPLETED' }, noStepFrom('PHASE_3, ACTIVE')],
  ])('refuses a step from %s, %s, to %j, and changes nothing', async (stage, status, to, message) => {
    const { id } = await pursuitAt(stage, { status });
    const before = await allProjects(workspace);

    const answer = await send('moveProject', { id, expectedVersion: 1, ...to }, clerk);

    expect(answer).toMatchObject({ __typename: 'TransitionRefused', message, missingFields: [] });
    expect(await allProjects(workspace)).toEqual(before);
  });

  test('names what must be filled in first', async () => {
    const { id } = await pursuitAt('PHASE_3', { isReady: false });

    const answer = await send('moveProject', { id, expectedVersion: 1, stage: 'PHASE_4' });

    expect(answer).toMatchObject({ message: 'Fill in proposalManager first.', missingFields: ['proposalManager'] });
  });

  test('needs either a stage or a status', async () => {
    const { id } = await pursuitAt('PHASE_0');

    const neither = await send('moveProject', { id, expectedVersion: 1 });
    const both = await send('moveProject', { id, expectedVersion: 1, stage: 'PHASE_1', status: 'ON_HOLD' });

    expect([neither.__typename, both.__typename]).toEqual(['InvalidInput', 'InvalidInput']);
  });
});

describe('decideGate', () => {
  test('moves the pursuit on go, and keeps who decided and the evidence as it was', async () => {
    const { id, tenderRow } = await pursuitAt('PHASE_2');
    await workspace.database.sql(
      `insert into tenders.tender_override (team_id, tender_id, field, original, value, reason)
       values ($1, $2, 'CLOSING_AT', null, '2026-05-01T09:00:00.000Z', 'By phone.')`,
      [acme.id, tenderRow],
    );

    const answer = await send('decideGate', { id, expectedVersion: 1, decision: 'GO', note: 'We can win this.' });
    await workspace.database.sql(`update tenders.tender set title = 'Other pipes' where id = $1`, [tenderRow]);

    expect(answer).toMatchObject({
      __typename: 'DecideGateSuccess',
      project: { stage: 'PHASE_3', version: 2 },
      gateDecision: {
        decision: 'GO',
        fromStage: 'PHASE_2',
        toStage: 'PHASE_3',
        note: 'We can win this.',
        tenderVersion: 1,
        approver: { id: encodeId('Member', chief.actor.membershipId) },
      },
    });
    const { project } = await workspace
      .as(clerk)
      .data(
        'query ($id: ID!) { project(id: $id) { gateDecisions { totalCount nodes { evidence } } stageChanges { totalCount } } }',
        { id },
      );
    expect(project).toMatchObject({ gateDecisions: { totalCount: 1 }, stageChanges: { totalCount: 1 } });
    const clerkId = encodeId('Member', clerk.actor.membershipId);
    expect(project.gateDecisions.nodes[0].evidence).toMatchObject({
      tender: { title: 'Pipes', version: 1 },
      overrides: [{ field: 'CLOSING_AT', original: null, value: '2026-05-01T09:00:00.000Z', reason: 'By phone.' }],
      project: {
        ...{ winProbability: 50, strategicValue: 70, version: 1 },
        ...{ captureManagerId: clerkId, proposalManagerId: clerkId },
      },
    });
  });

  test('keeps a no, and leaves the pursuit where it is', async () => {
    const { id } = await pursuitAt('PHASE_5', { isReady: false });

    const answer = await send('decideGate', { id, expectedVersion: 1, decision: 'NO_GO' });

    expect(answer).toMatchObject({ project: { stage: 'PHASE_5', version: 2 }, gateDecision: { decision: 'NO_GO' } });
  });

  test('refuses a go without what the gate needs, or where there is no gate, and changes nothing', async () => {
    const { id } = await pursuitAt('PHASE_2', { isReady: false });
    const before = await allProjects(workspace);

    const unready = await send('decideGate', { id, expectedVersion: 1, decision: 'GO' });

    expect(unready.missingFields).toEqual(['captureManager', 'winProbability', 'strategicValue']);
    expect(await allProjects(workspace)).toEqual(before);
    const { id: other } = await pursuitAt('PHASE_3');
    expect(await send('decideGate', { id: other, expectedVersion: 1, decision: 'GO' })).toMatchObject({
      __typename: 'TransitionRefused',
    });
  });
});

describe('closeProject', () => {
  const price = { amount: '1250000.5', currency: 'ZAR' };

  test.each([
    ['PHASE_6', { result: 'WON', price }, { stage: 'AWARDED', status: 'COMPLETED' }],
    ['PHASE_6', { result: 'LOST', reasons: 'Price.', winner: 'Zenith' }, { stage: 'LOST', status: 'COMPLETED' }],
    ['PHASE_2', { result: 'CANCELLED', reasons: 'Withdrawn.' }, { stage: 'PHASE_2', status: 'CANCELLED' }],
  ])('closes a pursuit at %s with %j', async (stage, outcome, place) => {
    const { id } = await pursuitAt(stage);

    const { project } = await send('closeProject', { id, expectedVersion: 1, ...outcome });

    expect(project).toMatchObject({ ...place, version: 2, outcome });
  });

  test.each([
    ['a win without a price', { result: 'WON' }, ['price']],
    ['a loss without reasons', { result: 'LOST' }, ['reasons']],
    ['a price that is none', { result: 'WON', price: { amount: '12', currency: 'rand' } }, ['price', 'currency']],
  ])('refuses %s', async (_name, outcome, path) => {
    const { id } = await pursuitAt('PHASE_6');

    const answer = await send('closeProject', { id, expectedVersion: 1, ...outcome });

    expect(answer.problems).toMatchObject([{ path }]);
  });

  test('is undone for a pursuit that was cancelled and goes on', async () => {
    const { id } = await pursuitAt('PHASE_2');
    await send('closeProject', { id, expectedVersion: 1, result: 'CANCELLED', reasons: 'Withdrawn.' });

    const { project } = await send('moveProject', { id, expectedVersion: 2, status: 'ACTIVE' });

    expect(project).toMatchObject({ stage: 'PHASE_2', status: 'ACTIVE', outcome: null });
  });
});

describe('what has changed since the tender was looked at', () => {
  test('is shown, lowers the health, and is gone once somebody has looked', async () => {
    const { id, tenderRow } = await pursuitAt('PHASE_3');
    const query = `query ($id: ID!) { project(id: $id) { tenderVersion tenderVersionSeen
      changesSinceSeen { version impact } health { score state factors { key lostPoints } } } }`;
    await addChange(workspace.database, tenderRow);
    await workspace.database.sql('update tenders.tender set version = 2 where id = $1', [tenderRow]);

    const before = await workspace.as(clerk).data(query, { id });
    await send('markProjectSeen', { id }, clerk);
    const after = await workspace.as(clerk).data(query, { id });

    expect(before.project).toMatchObject({
      tenderVersion: 2,
      tenderVersionSeen: 1,
      changesSinceSeen: [{ version: 2, impact: 'MATERIAL' }],
      health: { score: 80, state: 'GOOD', factors: [{ key: 'changes_unseen', lostPoints: 20 }] },
    });
    expect(after.project).toMatchObject({
      tenderVersionSeen: 2,
      changesSinceSeen: [],
      health: { score: 100, state: 'GOOD', factors: [] },
    });
  });
});

describe('a decision to go on', () => {
  const query = `query ($id: ID!) { project(id: $id) { stage health { factors { key } }
    gateDecisions { nodes { decision tenderVersion reopenedAt reopenedByVersion reopenedByChanges } } } }`;

  /** A pursuit on which the team has decided, and of whose tender version 2 has come since. */
  async function reopened() {
    const { id, tenderRow } = await pursuitAt('PHASE_2');
    await send('decideGate', { id, expectedVersion: 1, decision: 'GO' });
    await addChange(workspace.database, tenderRow);
    await workspace.database.sql('update tenders.tender set version = 2 where id = $1', [tenderRow]);
    return { id, tenderRow };
  }

  test('is reopened by the first material change after it, once, with what has changed', async () => {
    const { id, tenderRow } = await reopened();
    await workspace.database.sql(
      `insert into tenders.tender_version (tender_id, version, release_id, effective_at, is_silent, impact, changes)
       select tender_id, 3, release_id, '2026-01-03T00:00:00Z', false, 'MATERIAL', '[{"late": true}]' from tenders.tender_version
       where tender_id = $1`,
      [tenderRow],
    );

    const { project } = await workspace.as(clerk).data(query, { id });

    expect(project.gateDecisions.nodes).toEqual([
      {
        decision: 'GO',
        tenderVersion: 1,
        reopenedAt: '2026-01-02T00:00:00.000Z',
        reopenedByVersion: 2,
        reopenedByChanges: [],
      },
    ]);
    expect(project.health.factors).toEqual([{ key: 'decision_reopened' }]);
  });

  test('is taken again where the pursuit stands, and is in doubt no more', async () => {
    const { id } = await reopened();
    await send('moveProject', { id, expectedVersion: 2, stage: 'PHASE_4' });

    const answer = await send('decideGate', { id, expectedVersion: 3, decision: 'GO' });

    expect(answer).toMatchObject({
      project: { stage: 'PHASE_4', tenderVersionSeen: 2 },
      gateDecision: { fromStage: 'PHASE_2', toStage: 'PHASE_3', tenderVersion: 2 },
    });
    const { project } = await workspace.as(clerk).data(query, { id });
    expect(
      project.gateDecisions.nodes.map(
        ({ reopenedByVersion }: { reopenedByVersion: number | null }) => reopenedByVersion,
      ),
    ).toEqual([null, 2]);
    expect(project.health.factors).toEqual([]);
  });

  test('that is taken back takes the pursuit back with it', async () => {
    const { id } = await reopened();

    const { project } = await send('decideGate', { id, expectedVersion: 2, decision: 'NO_GO' });

    expect(project.stage).toBe('PHASE_2');
  });

  test('is not reopened by a change that does not matter to bids', async () => {
    const { id, tenderRow } = await reopened();
    await workspace.database.sql(`update tenders.tender_version set impact = 'MINOR' where tender_id = $1`, [
      tenderRow,
    ]);

    const { project } = await workspace.as(clerk).data(query, { id });

    expect(project.gateDecisions.nodes).toMatchObject([
      { reopenedAt: null, reopenedByVersion: null, reopenedByChanges: null },
    ]);
  });
});

test('the graph shows the table of steps, and those of a project', async () => {
  const { id } = await pursuitAt('PHASE_1');

  const data = await workspace
    .as(clerk)
    .data(
      `query ($id: ID!) { projectTransitions { kind fromStage } project(id: $id) { allowedTransitions { toStage toStatus by requiredFields } } }`,
      { id },
    );

  expect(data.projectTransitions).toHaveLength(29);
  expect(data.project.allowedTransitions).toEqual([
    { toStage: 'PHASE_2', toStatus: null, by: 'GATE', requiredFields: ['captureManager'] },
    { toStage: 'PHASE_0', toStatus: null, by: 'MOVE', requiredFields: [] },
    { toStage: null, toStatus: 'ON_HOLD', by: 'MOVE', requiredFields: [] },
    { toStage: null, toStatus: 'CANCELLED', by: 'CLOSE', requiredFields: [] },
  ]);
});
