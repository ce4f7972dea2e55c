import type { RecentChangeResolvers } from '../../../types.generated.js';

export const RecentChange: RecentChangeResolvers = {
  project: ({ type, id }, _args, { loaders }) => (type === 'PROJECT' ? loaders.project.load(id) : null),
  task: ({ type, id }, _args, { loaders }) => (type === 'TASK' ? loaders.task.load(id) : null),
  entry: ({ type, id }, _args, { loaders }) => (type === 'ENTRY' ? loaders.entry.load(id) : null),
};
