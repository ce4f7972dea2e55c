import type { GraphQLSchema } from 'graphql';
import { selectionOf } from '../kit/api-schema.js';
import { unknownId, type ActorKind, type Party } from '../kit/world.js';

/** One way through the gateway to something with an id. */
export interface Route {
  /** Coordinates of the fields that it goes through to a type with a key. */
  readonly covers: readonly string[];
  readonly query: string;
  /** Values of the query for one set of ids; without it the query names no id, and whose data it is follows from who asks. */
  readonly variables?: (ids: Readonly<Record<string, string>>) => Record<string, unknown>;
  /** What the answer shows when it may be seen. */
  readonly shows: (own: Party) => string;
  /** Actors that are refused with `FORBIDDEN`. */
  readonly forbiddenFor?: readonly ActorKind[];
  /** Actors that are answered with nothing and without an error. */
  readonly emptyFor?: readonly ActorKind[];
  /** True where what is asked for is public, so that another team's id differs from an unknown one by the public part. */
  readonly isPublic?: boolean;
}

/** Fields that only a mutation reaches; the mutation matrix goes through them. */
export const reachedByMutations = [
  'TrackTenderSuccess.entry',
  'AlreadyTracked.entry',
  'EntryConflict.current',
  'UpdateEntrySuccess.entry',
  'AddTeamSourceSuccess.source',
  'UpdateTeamSourceSuccess.source',
  'PollTeamSourceSuccess.source',
  'TeamSourceConflict.current',
];

const noteOf = ({ team }: Party) => `note of ${team.name}`;
const emailOf = ({ people }: Party) => people.member.email;

/** Every way there is. A field that leads to a type with a key and is in none of them fails the matrix. */
export function routesOf(schema: GraphQLSchema): Route[] {
  const all = (type: string, depth = 1) => selectionOf(schema, type, depth);
  const has = (coordinate: string) => {
    const [type = '', field = ''] = coordinate.split('.');
    const found = schema.getType(type);
    return found !== undefined && 'getFields' in found && field in found.getFields();
  };
  const routes: Route[] = [
    { covers: ['Query.team'], query: `{ team { ${all('Team')} } }`, shows: ({ team }) => team.slug },
    {
      covers: ['Viewer.team', 'Viewer.account'],
      query: `{ me { ${all('Viewer')} } }`,
      shows: ({ team }) => team.slug,
      emptyFor: ['anonymous', 'partner'],
    },
    {
      covers: ['MemberEdge.node', 'Member.account'],
      query: `{ team { members { edges { node { ${all('Member')} } } pageInfo { endCursor } } } }`,
      shows: emailOf,
    },
    {
      covers: ['Query.entry'],
      query: `query ($id: ID!) { entry(id: $id) { ${all('Entry', 2)} } }`,
      variables: ({ Entry }) => ({ id: Entry }),
      shows: noteOf,
    },
    {
      covers: ['EntryEdge.node'],
      query: `{ entries { edges { cursor node { ${all('Entry')} } } pageInfo { startCursor } } }`,
      shows: noteOf,
    },
    {
      covers: [],
      query: `query ($id: ID!) { entries(filter: { assigneeId: $id }) { edges { node { ${all('Entry')} } } } }`,
      variables: ({ Member }) => ({ id: Member }),
      shows: noteOf,
    },
    {
      covers: ['Entry.assignee', 'Entry.createdBy', 'Entry.updatedBy'],
      query: `query ($id: ID!) { entry(id: $id) { assignee { ${all('Member')} } createdBy { ${all('Member')} } updatedBy { ${all('Member')} } } }`,
      variables: ({ Entry }) => ({ id: Entry }),
      shows: emailOf,
    },
    {
      covers: ['Entry.tender'],
      query: `query ($id: ID!) { entry(id: $id) { notes tender { ${all('Tender')} } } }`,
      variables: ({ Entry }) => ({ id: Entry }),
      shows: noteOf,
    },
    {
      covers: ['Query.tender', 'Tender.buyer', 'Award.suppliers'],
      query: `query ($id: ID!) { tender(id: $id) { ${all('Tender', 2)} } }`,
      variables: ({ Tender }) => ({ id: Tender }),
      shows: () => 'Supply of pipes',
      isPublic: true,
    },
    {
      covers: ['Tender.entry'],
      query: `query ($id: ID!) { tender(id: $id) { entry { ${all('Entry')} } readiness { ${all('Readiness')} } } }`,
      variables: ({ Tender }) => ({ id: Tender }),
      shows: noteOf,
    },
    {
      covers: ['TenderOverride.overriddenBy'],
      query: `query ($id: ID!) { tender(id: $id) { overrides { ${all('TenderOverride')} } } }`,
      variables: ({ Tender }) => ({ id: Tender }),
      shows: ({ team }) => `reason of ${team.name}`,
    },
    {
      covers: ['TenderVersion.tender', 'ChangeAcknowledgement.acknowledgedBy'],
      query: `query ($id: ID!) { tender(id: $id) { history { edges { node { ${all('TenderVersion')} tender { title } acknowledgement { acknowledgedBy { ${all('Member')} } } } } } } }`,
      variables: ({ Tender }) => ({ id: Tender }),
      shows: emailOf,
      isPublic: true,
    },
    {
      covers: ['BuyerSpend.buyer'],
      query: `{ spendByBuyer { ${all('SpendByBuyer', 2)} } }`,
      shows: () => 'City of Tests',
    },
    {
      covers: ['Query.teamTender', 'TeamTender.source'],
      query: `query ($id: ID!) { teamTender(id: $id) { ${all('TeamTender', 2)} } }`,
      variables: ({ TeamTender }) => ({ id: TeamTender ?? unknownId('TeamTender') }),
      shows: ({ team }) => `own tender of ${team.name}`,
    },
    {
      covers: ['Query.teamTenders', 'TeamTenderEdge.node'],
      query: `{ teamTenders { edges { cursor node { ${all('TeamTender', 2)} } } pageInfo { endCursor } } }`,
      shows: ({ team }) => `own tender of ${team.name}`,
    },
    {
      covers: ['Query.teamSources', 'TeamSourceEdge.node'],
      query: has('Query.teamSources')
        ? `{ teamSources { edges { cursor node { ${all('TeamSource', 2)} } } pageInfo { endCursor } } }`
        : '',
      shows: ({ team }) => `source of ${team.name}`,
      forbiddenFor: ['viewer', 'member', 'partner'],
    },
    {
      covers: [],
      query: has('Query.teamTenders')
        ? `query ($id: ID!) { teamTenders(filter: { sourceId: $id }) { edges { node { ${all('TeamTender')} } } } }`
        : '',
      variables: ({ TeamSource }) => ({ id: TeamSource }),
      shows: ({ team }) => `own tender of ${team.name}`,
    },
    {
      covers: [],
      query: `query ($id: ID!) { tenders(filter: { buyerIds: [$id] }) { edges { node { title buyer { name } } } } }`,
      variables: ({ Buyer }) => ({ id: Buyer }),
      shows: () => 'City of Tests',
      isPublic: true,
    },
    {
      covers: ['TenderEdge.node'],
      query: has('Query.tenders') ? `{ tenders(first: 20) { edges { cursor node { ${all('Tender')} } } } }` : '',
      shows: noteOf,
    },
  ];
  return routes.filter(({ covers, query }) => query !== '' && covers.every(has));
}
