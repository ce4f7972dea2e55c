import type { GateDecision, Project, ProjectMember, StageChange } from '@hub/prisma/client';
import type { Transition } from '../../project-stages/index.js';
import type { TenderChange } from './project-tender.repository.js';

export type ProjectMapper = Project;
export type ProjectMemberMapper = ProjectMember;
export type ProjectOutcomeMapper = Project;
export type ProjectTransitionMapper = Transition;
export type ProjectTenderChangeMapper = TenderChange;
export type StageChangeMapper = StageChange;
export type GateDecisionMapper = GateDecision;
