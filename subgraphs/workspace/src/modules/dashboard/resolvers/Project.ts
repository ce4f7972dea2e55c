import type { ProjectResolvers } from '../../../types.generated.js';

export const Project: Pick<ProjectResolvers, 'counts' | '__resolveReference'> = {
  counts: ({ id }, _args, { loaders }) => loaders.projectCounts.load(id),
};
