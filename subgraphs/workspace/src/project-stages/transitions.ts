/** How a step is taken: by anybody who may change the project, by a decision at a gate, or by closing it with an outcome. */
export type TransitionKind = 'MOVE' | 'GATE' | 'CLOSE';

/** Fields that a step can need, by their names in the graph. */
export const fieldsOfProject = [
  'winProbability',
  'strategicValue',
  'captureManager',
  'proposalManager',
  'reference',
] as const;
export type ProjectField = (typeof fieldsOfProject)[number];

/** A step between two stages, or between two statuses: null where the stage does not matter, or stays as it is. */
export interface Transition {
  readonly kind: 'PURSUIT' | 'WORK';
  readonly fromStage: string | null;
  readonly toStage: string | null;
  readonly fromStatus: string;
  readonly toStatus: string | null;
  readonly by: TransitionKind;
  readonly requiredFields: readonly ProjectField[];
}

/** Where a project stands. */
export interface Place {
  readonly kind: string;
  readonly stage: string | null;
  readonly status: string;
}

/** Where a step is to lead: a stage or a status. */
export type Step = { readonly toStage: string } | { readonly toStatus: string };

const ofStage = (
  fromStage: string,
  toStage: string,
  by: TransitionKind,
  requiredFields: readonly ProjectField[] = [],
): Transition => ({ kind: 'PURSUIT', fromStage, toStage, fromStatus: 'ACTIVE', toStatus: null, by, requiredFields });

const ofStatus = (
  kind: Transition['kind'],
  [fromStatus, toStatus]: readonly [string, string],
  by: TransitionKind = 'MOVE',
): Transition => ({ kind, fromStage: null, toStage: null, fromStatus, toStatus, by, requiredFields: [] });

const phases = ['PHASE_0', 'PHASE_1', 'PHASE_2', 'PHASE_3', 'PHASE_4', 'PHASE_5', 'PHASE_6'] as const;

const onwards: readonly Transition[] = [
  ofStage('PHASE_0', 'PHASE_1', 'MOVE'),
  ofStage('PHASE_1', 'PHASE_2', 'GATE', ['captureManager']),
  ofStage('PHASE_2', 'PHASE_3', 'GATE', ['captureManager', 'winProbability', 'strategicValue']),
  ofStage('PHASE_3', 'PHASE_4', 'MOVE', ['proposalManager']),
  ofStage('PHASE_4', 'PHASE_5', 'MOVE', ['proposalManager']),
  ofStage('PHASE_5', 'PHASE_6', 'GATE', ['proposalManager', 'winProbability']),
];

// What turned out to be unready goes one stage back; a bid that was handed in stays handed in.
const back: readonly Transition[] = phases
  .slice(1, -1)
  .map((stage, index) => ofStage(stage, phases[index] ?? stage, 'MOVE'));

const closed: readonly Transition[] = ['AWARDED', 'LOST'].map((stage) => ({
  ...ofStage('PHASE_6', stage, 'CLOSE'),
  toStatus: 'COMPLETED',
}));

/** Every step there is. */
export const allTransitions: readonly Transition[] = [
  ...onwards,
  ...back,
  ...closed,
  ofStatus('PURSUIT', ['ACTIVE', 'ON_HOLD']),
  ofStatus('PURSUIT', ['ON_HOLD', 'ACTIVE']),
  ofStatus('PURSUIT', ['ACTIVE', 'CANCELLED'], 'CLOSE'),
  ofStatus('PURSUIT', ['ON_HOLD', 'CANCELLED'], 'CLOSE'),
  ofStatus('PURSUIT', ['CANCELLED', 'ACTIVE']),
  ofStatus('PURSUIT', ['COMPLETED', 'ARCHIVED']),
  ofStatus('PURSUIT', ['CANCELLED', 'ARCHIVED']),
  ofStatus('PURSUIT', ['ARCHIVED', 'COMPLETED']),
  ofStatus('PURSUIT', ['ARCHIVED', 'CANCELLED']),
  ofStatus('WORK', ['NOT_STARTED', 'IN_PROGRESS']),
  ofStatus('WORK', ['IN_PROGRESS', 'NOT_STARTED']),
  ofStatus('WORK', ['NOT_STARTED', 'COMPLETED']),
  ofStatus('WORK', ['IN_PROGRESS', 'COMPLETED']),
  ofStatus('WORK', ['COMPLETED', 'IN_PROGRESS']),
  ofStatus('WORK', ['COMPLETED', 'ARCHIVED']),
  ofStatus('WORK', ['ARCHIVED', 'COMPLETED']),
];

const hasEnded = ({ stage }: Place): boolean => stage === 'AWARDED' || stage === 'LOST';

/** The steps that a project can take from where it stands. */
export function transitionsFrom(place: Place): readonly Transition[] {
  return allTransitions.filter(
    ({ kind, fromStage, fromStatus, toStatus }) =>
      kind === place.kind &&
      (fromStage ?? place.stage) === place.stage &&
      fromStatus === place.status &&
      // What was put away comes back as what it was: finished where it has an outcome of won or lost, cancelled elsewhere.
      (place.kind === 'WORK' || place.status !== 'ARCHIVED' || (toStatus === 'COMPLETED') === hasEnded(place)),
  );
}

/** The step from where a project stands to a stage or a status; undefined when there is none. */
export function findStep(place: Place, step: Step): Transition | undefined {
  return transitionsFrom(place).find((one) =>
    'toStage' in step ? one.toStage === step.toStage : one.toStage === null && one.toStatus === step.toStatus,
  );
}
