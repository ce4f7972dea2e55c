import type { Route } from './route.js';

/** Through what lies on entries, projects and tasks: comments, and what changed. */
export function commentRoutes(all: (type: string, depth?: number) => string): Route[] {
  return [
    {
      covers: [
        'CommentEdge.node',
        'Comment.mentions',
        'Comment.entry',
        'Comment.project',
        'Comment.task',
        'Comment.createdBy',
        'Comment.updatedBy',
        'Comment.deletedBy',
      ],
      query: `query ($id: ID!) { project(id: $id) { comments { edges { cursor node { ${all('Comment')} } } } } }`,
      variables: ({ Project }) => ({ id: Project }),
      shows: ({ team }) => `comment of ${team.name}`,
    },
    {
      covers: ['HistoryEventEdge.node', 'HistoryEvent.changedBy'],
      query: `query ($id: ID!) { entry(id: $id) { history { edges { cursor node { ${all('HistoryEvent')} } } } } }`,
      variables: ({ Entry }) => ({ id: Entry }),
      shows: ({ team }) => `event of ${team.name}`,
    },
  ];
}
