import type { OwnMembership } from './membership.repository.js';

export type MembershipMapper = OwnMembership;
