import type { ChangeAcknowledgementResolvers } from '../../../types.generated.js';
import { memberReference } from '../../base/member-reference.js';

export const ChangeAcknowledgement: ChangeAcknowledgementResolvers = {
  acknowledgedBy: ({ acknowledgedByMembershipId }) => memberReference(acknowledgedByMembershipId),
};
