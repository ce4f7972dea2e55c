import type { ProjectTenderChangeResolvers } from '../../../types.generated.js';
import { storedName } from '../../base/stored-name.js';
import { impacts } from '../enums.js';

export const ProjectTenderChange: ProjectTenderChangeResolvers = {
  impact: ({ impact }) => storedName(impacts, impact),
};
