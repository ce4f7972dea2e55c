import type { Party } from '../kit/world.js';
import type { Route } from './route.js';

export const draftOf = ({ team }: Party) => `brief of ${team.name}`;

/** Every way to a draft, and to what the team pursues by rank. */
export function insightRoutes(all: (type: string) => string): Route[] {
  return [
    {
      covers: ['Query.rankedTenders', 'RankedTenderEdge.node'],
      query: `query ($id: ID!) { rankedTenders(filter: { ids: [$id], includesEnded: true }) { edges { cursor rank reasons { text } node { id entry { notes } } } } }`,
      variables: ({ Tender }) => ({ id: Tender }),
      shows: ({ team }) => `note of ${team.name}`,
    },
    {
      covers: ['TenderFeedback.givenBy'],
      query: `query ($id: ID!) { tender(id: $id) { feedback { ${all('TenderFeedback')} } entry { notes } } }`,
      variables: ({ Tender }) => ({ id: Tender }),
      shows: ({ team }) => `note of ${team.name}`,
    },
    {
      covers: ['Query.draft', 'Draft.tender', 'Draft.createdBy', 'Draft.updatedBy'],
      query: `query ($id: ID!) { draft(id: $id) { ${all('Draft')} } }`,
      variables: ({ Draft }) => ({ id: Draft }),
      shows: draftOf,
    },
    {
      covers: ['DraftEdge.node'],
      query: `{ drafts { edges { cursor node { ${all('Draft')} } } pageInfo { startCursor } } }`,
      shows: draftOf,
    },
    ...[
      ['Draft', 'ids'],
      ['Tender', 'tenderIds'],
    ].map(([type = '', condition]): Route => ({
      covers: [],
      query: `query ($id: ID!) { drafts(filter: { ${condition}: [$id] }) { nodes { ${all('Draft')} } } }`,
      variables: (ids) => ({ id: ids[type] }),
      shows: draftOf,
    })),
  ];
}
