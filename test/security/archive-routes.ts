import type { Party } from '../kit/world.js';
import type { Route } from './route.js';

export const archiveOf = ({ team }: Party) => `archive of ${team.name}`;

/** Every way to a project that was put away. */
export function archiveRoutes(all: (type: string) => string): Route[] {
  return [
    {
      covers: ['Query.projectArchive', 'ProjectArchive.archivedBy'],
      query: `query ($id: ID!) { projectArchive(id: $id) { ${all('ProjectArchive')} } }`,
      variables: ({ ProjectArchive }) => ({ id: ProjectArchive }),
      shows: archiveOf,
    },
    {
      covers: ['ProjectArchiveEdge.node'],
      query: `{ projectArchives { edges { cursor node { ${all('ProjectArchive')} } } pageInfo { startCursor } } }`,
      shows: archiveOf,
    },
    ...[
      ['ProjectArchive', 'ids'],
      ['Member', 'archivedByIds'],
    ].map(([type = '', condition]): Route => ({
      covers: [],
      query: `query ($id: ID!) { projectArchives(filter: { ${condition}: [$id] }) { nodes { ${all('ProjectArchive')} } } }`,
      variables: (ids) => ({ id: ids[type] }),
      shows: archiveOf,
    })),
    {
      covers: [],
      query: `query ($id: ID!) { projectArchives(filter: { projectIds: [$id] }) { nodes { id } totalCount } }`,
      variables: ({ Project }) => ({ id: Project }),
      shows: () => 'totalCount',
    },
  ];
}
