import type { CheckPart } from './readiness.js';

/** What can be done where something is missing, from cheap to costly. */
export const remedyKinds = [
  'CERTIFICATE_RENEWAL',
  'POTENTIALLY_EMERGING',
  'JOINT_VENTURE',
  'SUBCONTRACT',
  'REGISTRATION',
  'BRANCH',
  'UPGRADE',
  'NONE',
] as const;

export type RemedyKind = (typeof remedyKinds)[number];

/** Something that would make a part met. The order of `remedyKinds` is from cheap to costly. */
export interface Remedy {
  readonly part: CheckPart;
  readonly kind: RemedyKind;
  /** One sentence: what to do, and what it rests on. */
  readonly action: string;
  readonly ruleId: string;
  readonly ruleVersion: string;
  /** False where it rests on a rule that is not confirmed, which the action says as well. */
  readonly isConfirmed: boolean;
}
