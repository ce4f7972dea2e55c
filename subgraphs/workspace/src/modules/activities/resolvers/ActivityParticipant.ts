import type { ActivityParticipantResolvers } from '../../../types.generated.js';
import { storedName } from '../../base/stored-name.js';
import { memberReference } from '../../members/member-reference.js';
import { activityAnswers, activityParts } from '../enums.js';

export const ActivityParticipant: ActivityParticipantResolvers = {
  member: ({ membershipId }) => memberReference(membershipId),
  part: ({ part }) => storedName(activityParts, part),
  answer: ({ answer }) => storedName(activityAnswers, answer),
};
