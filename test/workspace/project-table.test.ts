import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Untyped } from '../kit/client.js';
import type { TestUser } from '../kit/people.js';
import type { TestSubgraph } from '../kit/subgraph.js';
import { addTender } from '../kit/tender-rows.js';
import { openProjects, send } from './project-requests.js';

const stages = ['PHASE_0', 'PHASE_1', 'PHASE_2', 'PHASE_3', 'PHASE_4', 'PHASE_5', 'PHASE_6', 'AWARDED', 'LOST'];
const ofPursuits = ['ACTIVE', 'ON_HOLD', 'CANCELLED', 'COMPLETED', 'ARCHIVED'];
const ofWork = ['NOT_STARTED', 'IN_PROGRESS', 'COMPLETED', 'ARCHIVED'];

/** A step as the graph shows it. */
interface Step {
  readonly toStage: string | null;
  readonly toStatus: string | null;
  readonly by: 'MOVE' | 'GATE' | 'CLOSE';
  readonly requiredFields: readonly string[];
}

let workspace: TestSubgraph;
let chief: TestUser;
let ids: Record<'PURSUIT' | 'WORK', string>;

beforeAll(async () => {
  workspace = await openProjects(() => new Date('2026-03-10T08:00:00Z'));
  chief = await (await workspace.team()).user({ role: 'admin' });
  const make = async (input: Record<string, unknown>) =>
    (await send(workspace, 'createProject', { as: chief, input: { name: 'Pipes', ...input } })).project.id;
  const tender = await addTender(workspace.database, { title: 'Pipes' });
  ids = { PURSUIT: await make({ tenderId: tender.id }), WORK: await make({}) };
});
afterAll(() => workspace.close());

/** Puts the project where a step begins, with or without what steps can need. */
async function place(
  kind: 'PURSUIT' | 'WORK',
  { stage, status, isFilled }: { stage: string | null; status: string; isFilled: boolean },
) {
  const member = isFilled ? chief.actor.membershipId : null;
  await workspace.database.sql('delete from workspace.gate_decision');
  await workspace.database.sql(
    `update workspace.project set stage = $2, status = $3, version = 1, outcome = null, outcome_reasons = null, closed_at = null,
       win_probability = $4, strategic_value = $4, capture_manager_membership_id = $5, proposal_manager_membership_id = $5
     where kind = $1`,
    [kind, stage, status, isFilled ? 50 : null, member],
  );
}

/** Every way to step, as a client would send it, and where it is to lead. */
const attempts = [
  ...stages.map((stage) => ({ way: 'MOVE', name: 'moveProject', input: { stage }, to: stage })),
  ...[...new Set([...ofPursuits, ...ofWork])].map((status) => ({
    way: 'MOVE',
    name: 'moveProject',
    input: { status },
    to: status,
  })),
  { way: 'GATE', name: 'decideGate', input: { decision: 'GO' }, to: null },
  {
    way: 'CLOSE',
    name: 'closeProject',
    input: { result: 'WON', price: { amount: '1000', currency: 'ZAR' } },
    to: 'AWARDED',
  },
  { way: 'CLOSE', name: 'closeProject', input: { result: 'LOST', reasons: 'Price.' }, to: 'LOST' },
  { way: 'CLOSE', name: 'closeProject', input: { result: 'CANCELLED', reasons: 'Withdrawn.' }, to: 'CANCELLED' },
];

const places = [
  ...stages.flatMap((stage) =>
    (['AWARDED', 'LOST'].includes(stage)
      ? ['COMPLETED', 'ARCHIVED']
      : ['ACTIVE', 'ON_HOLD', 'CANCELLED', 'ARCHIVED']
    ).map((status) => ({ kind: 'PURSUIT' as const, stage, status })),
  ),
  ...ofWork.map((status) => ({ kind: 'WORK' as const, stage: null, status })),
];

async function stepsShown(kind: 'PURSUIT' | 'WORK'): Promise<readonly Step[]> {
  const query = `query ($id: ID!) { project(id: $id) { allowedTransitions { toStage toStatus by requiredFields } } }`;
  return (await workspace.as(chief).data(query, { id: ids[kind] })).project.allowedTransitions;
}

const leadsTo = (step: Step, { way, to }: (typeof attempts)[number]) =>
  step.by === way && (to === null || (step.toStage ?? step.toStatus) === to);

test.each(places)(
  'from $stage, $status: exactly the steps that the graph shows can be taken',
  async ({ kind, stage, status }) => {
    await place(kind, { stage, status, isFilled: true });
    const steps = await stepsShown(kind);
    const taken: Untyped[] = [];

    for (const attempt of attempts) {
      await place(kind, { stage, status, isFilled: true });
      const input = { id: ids[kind], expectedVersion: 1, ...attempt.input };
      const { __typename, project } = await send(workspace, attempt.name, { as: chief, input });
      const step = steps.find((one) => leadsTo(one, attempt));
      const expected = step === undefined ? undefined : [step.toStage ?? stage, step.toStatus ?? status];
      expect([attempt, project && [project.stage, project.status]]).toEqual([attempt, expected]);
      if (step === undefined) expect(['TransitionRefused', 'InvalidInput']).toContain(__typename);
      else taken.push(step);
    }

    expect(taken).toHaveLength(steps.length);
  },
);

test('every gate and step that needs fields names exactly those that are missing, and changes nothing', async () => {
  for (const { kind, stage, status } of places) {
    await place(kind, { stage, status, isFilled: false });
    for (const step of await stepsShown(kind)) {
      if (step.requiredFields.length === 0) continue;
      const attempt = attempts.find((one) => leadsTo(step, one));
      const input = { id: ids[kind], expectedVersion: 1, ...attempt?.input };

      const { __typename, missingFields, current } = await send(workspace, attempt?.name ?? '', { as: chief, input });

      expect([__typename, missingFields, current.version]).toEqual(['TransitionRefused', step.requiredFields, 1]);
    }
  }
  const [row] = await workspace.database.sql('select version from workspace.project where version > 1');
  expect(row).toBeUndefined();
});
