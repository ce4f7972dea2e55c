import type { Route } from './route.js';

/** Through comments, which lie on entries, projects and tasks. */
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
  ];
}
