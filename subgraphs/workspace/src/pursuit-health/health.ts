/** What is known of a pursuit that is worked on. */
export interface PursuitFacts {
  readonly stage: string;
  readonly status: string;
  readonly closingAt: Date | null;
  readonly winProbability: number | null;
  readonly hasCaptureManager: boolean;
  readonly hasProposalManager: boolean;
  readonly updatedAt: Date;
  /** Material changes of the tender that nobody has looked at. */
  readonly unseenMaterialChanges: number;
  /** True when a decision to go on is in doubt. */
  readonly isReopened: boolean;
  readonly overdueTasks: number;
}

/** Something that lowers the score. */
export interface HealthFactor {
  readonly key: string;
  readonly lostPoints: number;
  readonly message: string;
}

export interface Health {
  readonly score: number;
  readonly state: 'GOOD' | 'AT_RISK' | 'CRITICAL';
  readonly factors: HealthFactor[];
}

const day = 24 * 60 * 60 * 1000;
const stages = ['PHASE_0', 'PHASE_1', 'PHASE_2', 'PHASE_3', 'PHASE_4', 'PHASE_5', 'PHASE_6'];
const isBefore = (stage: string, other: string) => stages.indexOf(stage) < stages.indexOf(other);

type Check = (facts: PursuitFacts, now: Date) => HealthFactor | null;

const factor = (key: string, lostPoints: number, message: string): HealthFactor => ({ key, lostPoints, message });

function closing({ closingAt, stage }: PursuitFacts, now: Date): HealthFactor | null {
  if (!isBefore(stage, 'PHASE_6')) return null;
  if (closingAt === null) return factor('closing_unknown', 10, 'The tender states no closing time that can be read.');
  const left = closingAt.getTime() - now.getTime();
  if (left < 0) return factor('closed', 60, 'Bids have closed, and this one was not handed in.');
  if (left < 3 * day && isBefore(stage, 'PHASE_5'))
    return factor('closing_soon', 40, 'Bids close within three days, and the bid is not being written yet.');
  if (left < 14 * day && isBefore(stage, 'PHASE_4'))
    return factor('closing_soon', 20, 'Bids close within two weeks, and the bid is not planned yet.');
  return null;
}

function overdue({ overdueTasks }: PursuitFacts): HealthFactor | null {
  if (overdueTasks === 0) return null;
  const what = overdueTasks === 1 ? 'A task is' : `${overdueTasks} tasks are`;
  return factor('tasks_overdue', Math.min(30, overdueTasks * 5), `${what} overdue.`);
}

function unseen({ unseenMaterialChanges, isReopened }: PursuitFacts): HealthFactor | null {
  if (isReopened)
    return factor('decision_reopened', 30, 'The tender has changed since the decision to go on: decide again.');
  if (unseenMaterialChanges === 0) return null;
  return factor('changes_unseen', 20, 'Nobody has looked at what has changed in the tender.');
}

function people({ stage, hasCaptureManager, hasProposalManager }: PursuitFacts): HealthFactor | null {
  if (!hasCaptureManager && !isBefore(stage, 'PHASE_1'))
    return factor('no_capture_manager', 15, 'Nobody leads the pursuit.');
  if (!hasProposalManager && !isBefore(stage, 'PHASE_4'))
    return factor('no_proposal_manager', 15, 'Nobody leads the writing of the bid.');
  return null;
}

function chances({ stage, winProbability }: PursuitFacts): HealthFactor | null {
  if (isBefore(stage, 'PHASE_2')) return null;
  if (winProbability === null) return factor('chance_unknown', 10, 'Nobody has said how likely the team is to win.');
  return winProbability < 25 ? factor('chance_low', 15, 'The team is unlikely to win.') : null;
}

function rest({ updatedAt, status }: PursuitFacts, now: Date): HealthFactor | null {
  if (status === 'ON_HOLD') return factor('on_hold', 10, 'The pursuit is on hold.');
  if (now.getTime() - updatedAt.getTime() < 14 * day) return null;
  return factor('idle', 10, 'Nothing was changed for two weeks.');
}

const checks: readonly Check[] = [closing, overdue, unseen, people, chances, rest];

/** How a pursuit stands at an instant, and why. */
export function healthOf(facts: PursuitFacts, now: Date): Health {
  const factors = checks
    .map((check) => check(facts, now))
    .filter((found) => found !== null)
    .toSorted((a, b) => b.lostPoints - a.lostPoints);
  const score = Math.max(0, 100 - factors.reduce((sum, { lostPoints }) => sum + lostPoints, 0));
  return { score, state: stateOf(score), factors };
}

function stateOf(score: number): Health['state'] {
  if (score >= 80) return 'GOOD';
  return score >= 50 ? 'AT_RISK' : 'CRITICAL';
}
