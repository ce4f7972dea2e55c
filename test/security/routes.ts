import type { GraphQLSchema } from 'graphql';
import { selectionOf } from '../kit/api-schema.js';
import { unknownId, type ActorKind, type Party } from '../kit/world.js';
import { archiveOf, archiveRoutes } from './archive-routes.js';
import { commentRoutes } from './comment-routes.js';
import { draftOf, insightRoutes } from './insight-routes.js';
import { allButMember, everybody, type Route } from './route.js';

const activityOf = ({ team }: Party) => `activity of ${team.name}`;
const taskOf = ({ team }: Party) => `task of ${team.name}`;
const projectOf = ({ team }: Party) => `project of ${team.name}`;

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
    {
      covers: ['Query.team', 'Team.createdBy', 'Team.updatedBy'],
      query: `{ team { ${all('Team')} createdBy { ${all('Member')} } updatedBy { ${all('Member')} } } }`,
      shows: ({ team }) => team.slug,
    },
    {
      covers: ['Viewer.team', 'Viewer.account', 'Viewer.member'],
      query: `{ me { ${all('Viewer')} } }`,
      shows: ({ team }) => team.slug,
      emptyFor: ['anonymous', 'superAdmin', 'partner'],
    },
    {
      covers: ['MemberEdge.node', 'Member.account', 'Member.createdBy', 'Member.updatedBy'],
      query: `{ team { members { edges { node { ${all('Member')} createdBy { ${all('Member')} } updatedBy { ${all('Member')} } } } pageInfo { endCursor } } } }`,
      shows: emailOf,
    },
    {
      covers: ['InvitationEdge.node', 'Invitation.createdBy', 'Invitation.updatedBy'],
      query: `{ team { invitations { edges { cursor node { ${all('Invitation')} createdBy { ${all('Member')} } updatedBy { ${all('Member')} } } } pageInfo { endCursor } } } }`,
      shows: ({ team }) => `invited-by-${team.slug}@example.org`,
      forbiddenFor: ['viewer', 'member', 'custom', 'partner'],
    },
    {
      covers: ['PlatformEntryEdge.node'],
      query: `{ team { platformEntries { edges { cursor node { ${all('PlatformEntry')} } } pageInfo { endCursor } } } }`,
      shows: ({ team }) => `why ${team.name} was entered`,
      forbiddenFor: ['viewer', 'member', 'partner'],
    },
    {
      covers: ['Query.platformTeams', 'PlatformTeamEdge.node'],
      query: `{ platformTeams { edges { cursor node { ${all('PlatformTeam')} } } pageInfo { endCursor } } }`,
      shows: ({ team }) => team.slug,
      forbiddenFor: everybody,
    },
    {
      covers: ['Query.auditExports', 'AuditExport.createdBy', 'AuditExport.updatedBy'],
      query: `{ auditExports { ${all('AuditExport')} createdBy { ${all('Member')} } updatedBy { ${all('Member')} } } }`,
      shows: ({ ids }) => ids['AuditExport'] ?? '',
      forbiddenFor: ['viewer', 'member', 'partner'],
    },
    {
      covers: ['UnitEdge.node', 'Unit.parent', 'Unit.createdBy', 'Unit.updatedBy'],
      query: `{ team { units { edges { cursor node { ${all('Unit')} parent { id } createdBy { ${all('Member')} } updatedBy { ${all('Member')} } members { nodes { id } } } } pageInfo { endCursor } } } }`,
      shows: ({ team }) => `unit of ${team.name}`,
    },
    {
      covers: ['RoleEdge.node', 'Role.createdBy', 'Role.updatedBy'],
      query: `{ team { roles { edges { cursor node { ${all('Role')} createdBy { ${all('Member')} } updatedBy { ${all('Member')} } } } pageInfo { endCursor } } } }`,
      shows: ({ team }) => `role of ${team.name}`,
    },
    {
      covers: [
        'RoleAssignmentEdge.node',
        'RoleAssignment.member',
        'RoleAssignment.role',
        'RoleAssignment.createdBy',
        'RoleAssignment.updatedBy',
      ],
      query: `{ team { roleAssignments { edges { cursor node { ${all('RoleAssignment')} member { ${all('Member')} } role { ${all('Role')} } createdBy { ${all('Member')} } updatedBy { ${all('Member')} } } } pageInfo { endCursor } } } }`,
      shows: ({ team }) => `role of ${team.name}`,
    },
    ...[
      ['RoleAssignment', 'ids'],
      ['Member', 'memberIds'],
      ['Role', 'roleIds'],
    ].map(([type = '', condition]): Route => ({
      covers: [],
      query: `query ($id: ID!) { team { roleAssignments(filter: { ${condition}: [$id] }) { nodes { id role { ${all('Role')} } } } } }`,
      variables: (ids) => ({ id: ids[type === 'Member' ? 'RoleHolder' : type] ?? unknownId(type) }),
      shows: ({ team }) => `role of ${team.name}`,
    })),
    {
      covers: ['NotificationEdge.node'],
      query: `{ me { notifications { edges { cursor node { ${all('Notification')} } } pageInfo { endCursor } } unreadNotificationCount } }`,
      shows: ({ team }) => `told to ${team.name}`,
      emptyFor: ['anonymous', ...allButMember],
    },
    {
      covers: [],
      query: `query ($id: ID!) { me { notifications(filter: { ids: [$id] }) { nodes { ${all('Notification')} } } } }`,
      variables: ({ Notification }) => ({ id: Notification }),
      shows: ({ team }) => `told to ${team.name}`,
      emptyFor: ['anonymous', ...allButMember],
    },
    {
      covers: ['Query.auditEvents', 'AuditEventEdge.node', 'AuditEvent.actor'],
      query: `{ auditEvents(filter: { eventTypes: ["workspace.entry_updated"] }) { edges { cursor node { ${all('AuditEvent')} actor { ${all('Member')} } } } pageInfo { endCursor } } }`,
      shows: ({ team }) => `event of ${team.name}`,
      forbiddenFor: ['viewer', 'member', 'partner'],
    },
    ...[
      ['AuditEvent', 'ids: [$id]'],
      ['Member', 'actorIds: [$id]'],
      ['Entry', 'subjectIds: [$id]'],
    ].map(([type = '', condition]): Route => ({
      covers: [],
      query: `query ($id: ID!) { auditEvents(filter: { ${condition} }) { nodes { ${all('AuditEvent')} } } }`,
      variables: (ids) => ({ id: ids[type] }),
      shows: ({ team }) => `event of ${team.name}`,
      forbiddenFor: ['viewer', 'member', 'partner'],
    })),
    {
      covers: ['Query.entry'],
      query: `query ($id: ID!) { entry(id: $id) { ${all('Entry')} } }`,
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
      query: `query ($id: ID!) { entries(filter: { assigneeIds: [$id] }) { edges { node { ${all('Entry')} } } } }`,
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
      covers: ['Query.project', 'StageChangeEdge.node', 'GateDecisionEdge.node'],
      query: `query ($id: ID!) { project(id: $id) { ${all('Project')} stageChanges { edges { node { ${all('StageChange')} } } }
        gateDecisions { edges { node { ${all('GateDecision')} } } } } }`,
      variables: ({ Project }) => ({ id: Project }),
      shows: projectOf,
    },
    {
      covers: [
        'Project.captureManager',
        'Project.proposalManager',
        'Project.createdBy',
        'Project.updatedBy',
        'Project.deletedBy',
        'ProjectMember.member',
        'StageChange.changedBy',
        'GateDecision.approver',
      ],
      query: `query ($id: ID!) { project(id: $id) { captureManager { ${all('Member')} } proposalManager { id } createdBy { id } updatedBy { id }
        deletedBy { id } members { member { ${all('Member')} } } stageChanges { nodes { changedBy { id } } }
        gateDecisions { nodes { approver { id } } } } }`,
      variables: ({ Project }) => ({ id: Project }),
      shows: emailOf,
    },
    {
      covers: ['Project.tender'],
      query: `query ($id: ID!) { project(id: $id) { name tender { ${all('Tender')} } } }`,
      variables: ({ Project }) => ({ id: Project }),
      shows: projectOf,
    },
    {
      covers: [
        'Query.task',
        'Task.project',
        'Task.dependsOn',
        'Task.assignee',
        'Task.createdBy',
        'Task.updatedBy',
        'Task.deletedBy',
      ],
      query: `query ($id: ID!) { task(id: $id) { ${all('Task')} } }`,
      variables: ({ Task }) => ({ id: Task }),
      shows: taskOf,
    },
    {
      covers: [
        'Query.activity',
        ...['project', 'entry', 'assignee', 'createdBy', 'updatedBy', 'deletedBy'].map((field) => `Activity.${field}`),
        'ActivityParticipant.member',
      ],
      query: `query ($id: ID!) { activity(id: $id) { ${all('Activity')} participants { name email member { id } } } }`,
      variables: ({ Activity }) => ({ id: Activity }),
      shows: activityOf,
    },
    {
      covers: ['ActivityEdge.node'],
      query: `{ activities { edges { cursor node { ${all('Activity')} } } pageInfo { startCursor } } }`,
      shows: activityOf,
    },
    ...[
      ['Activity', 'ids'],
      ['Project', 'projectIds'],
      ['Member', 'memberIds'],
    ].map(([type = '', condition]): Route => ({
      covers: [],
      query: `query ($id: ID!) { activities(filter: { ${condition}: [$id] }) { nodes { ${all('Activity')} } } }`,
      variables: (ids) => ({ id: ids[type] }),
      shows: activityOf,
    })),
    {
      covers: [],
      query: `query ($id: ID!) { activities(filter: { entryIds: [$id] }) { nodes { ${all('Activity')} } totalCount } }`,
      variables: ({ Entry }) => ({ id: Entry }),
      shows: () => 'totalCount',
    },
    {
      covers: ['TaskEdge.node'],
      query: `{ tasks { edges { cursor node { ${all('Task')} } } pageInfo { startCursor } } }`,
      shows: taskOf,
    },
    ...[
      ['Task', 'ids'],
      ['Project', 'projectIds'],
      ['Member', 'assigneeIds'],
    ].map(([type = '', condition]): Route => ({
      covers: [],
      query: `query ($id: ID!) { tasks(filter: { ${condition}: [$id] }) { nodes { ${all('Task')} } } }`,
      variables: (ids) => ({ id: ids[type] }),
      shows: taskOf,
    })),
    ...[
      ['Task', 'ids'],
      ['Project', 'projectIds'],
      ['Member', 'assigneeIds'],
    ].map(([type = '', condition]): Route => ({
      covers: [],
      query: `query ($id: ID!) { myTasks(filter: { ${condition}: [$id] }) { nodes { ${all('Task')} } totalCount } }`,
      variables: (ids) => ({ id: ids[type] }),
      shows: () => 'totalCount',
    })),
    {
      covers: ['RecentChange.project', 'RecentChange.task', 'RecentChange.entry'],
      query: `{ dashboard { overdueTaskCount recentChanges { project { id name } task { id title } entry { id notes } } } }`,
      shows: projectOf,
    },
    {
      covers: ['ProjectEdge.node'],
      query: `{ projects { edges { cursor node { ${all('Project')} } } pageInfo { startCursor } } }`,
      shows: projectOf,
    },
    ...[
      ['Project', 'ids'],
      ['Tender', 'tenderIds'],
      ['Member', 'memberIds'],
      ['Member', 'createdByIds'],
    ].map(([type = '', condition]): Route => ({
      covers: [],
      query: `query ($id: ID!) { projects(filter: { ${condition}: [$id] }) { nodes { ${all('Project')} } } }`,
      variables: (ids) => ({ id: ids[type] }),
      shows: projectOf,
    })),
    {
      covers: ['Query.tender', 'Tender.buyer', 'Award.suppliers'],
      query: `query ($id: ID!) { tender(id: $id) { ${all('Tender')} awards { suppliers { ${all('Supplier')} } } } }`,
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
      covers: ['TenderOverride.createdBy', 'TenderOverride.updatedBy'],
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
      covers: ['Query.teamTender', 'TeamTender.source', 'TeamTender.entry'],
      query: `query ($id: ID!) { teamTender(id: $id) { ${all('TeamTender', 2)} } }`,
      variables: ({ TeamTender }) => ({ id: TeamTender ?? unknownId('TeamTender') }),
      shows: ({ team }) => `note of ${team.name} about its own`,
    },
    {
      covers: ['Query.teamTenders', 'TeamTenderEdge.node'],
      query: `{ teamTenders { edges { cursor node { ${all('TeamTender')} source { name } } } pageInfo { endCursor } } }`,
      shows: ({ team }) => `own tender of ${team.name}`,
    },
    {
      covers: ['Query.teamSources', 'TeamSourceEdge.node'],
      query: has('Query.teamSources')
        ? `{ teamSources { edges { cursor node { ${all('TeamSource', 2)} } } pageInfo { endCursor } } }`
        : '',
      shows: ({ team }) => `source of ${team.name}`,
      forbiddenFor: ['viewer', 'member', 'custom', 'partner'],
    },
    {
      covers: [],
      query: has('Query.teamTenders')
        ? `query ($id: ID!) { teamTenders(filter: { sourceIds: [$id] }) { edges { node { ${all('TeamTender')} } } } }`
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
      covers: [],
      query: `query ($id: ID!) { tenders(filter: { ids: [$id] }) { nodes { title } } }`,
      variables: ({ OwnTender }) => ({ id: OwnTender ?? unknownId('Tender') }),
      shows: ({ team }) => `own tender of ${team.name}`,
    },
    {
      covers: [],
      query: `query ($id: ID!) { entries(filter: { ids: [$id] }) { nodes { ${all('Entry')} } } }`,
      variables: ({ Entry }) => ({ id: Entry }),
      shows: noteOf,
    },
    {
      covers: [],
      query: `query ($id: ID!) { teamTenders(filter: { ids: [$id] }) { nodes { ${all('TeamTender')} } } }`,
      variables: ({ TeamTender }) => ({ id: TeamTender ?? unknownId('TeamTender') }),
      shows: ({ team }) => `own tender of ${team.name}`,
    },
    {
      covers: [],
      query: `query ($id: ID!) { suppliers(filter: { ids: [$id] }) { nodes { ${all('Supplier')} } } }`,
      variables: ({ Supplier }) => ({ id: Supplier }),
      shows: () => 'A Supplier',
      isPublic: true,
    },
    {
      covers: ['Query.buyer', 'BuyerTenderEdge.node', 'UsualSupplier.supplier'],
      query: `query ($id: ID!) { buyer(id: $id) { ${all('Buyer', 2)} tenders { edges { node { title } } } usualSuppliers { supplier { name } } } }`,
      variables: ({ Buyer }) => ({ id: Buyer }),
      shows: () => 'City of Tests',
      isPublic: true,
    },
    {
      covers: ['Query.buyers', 'BuyerEdge.node'],
      query: `{ buyers(search: "City of") { edges { cursor node { ${all('Buyer', 1)} } } pageInfo { endCursor } } }`,
      shows: () => 'City of Tests',
    },
    {
      covers: [
        'Query.supplier',
        'Award.tender',
        'Supplier.identifiers',
        'SupplierRecord.identifiers',
        'SupplierRecordEdge.node',
      ],
      query: `query ($id: ID!) { supplier(id: $id) { ${all('Supplier', 3)} awards { edges { node { tender { title } } } } } }`,
      variables: ({ Supplier }) => ({ id: Supplier }),
      shows: () => 'A Supplier',
      isPublic: true,
    },
    {
      covers: ['Query.suppliers', 'SupplierEdge.node'],
      query: `{ suppliers { edges { cursor node { ${all('Supplier', 1)} } } pageInfo { endCursor } } }`,
      shows: () => 'A Supplier',
    },
    {
      covers: ['BuyerCount.buyer'],
      query: `{ tenders { facets { buyers { tenderCount buyer { id name } } } } }`,
      shows: () => 'City of Tests',
      isPublic: true,
    },
    {
      covers: ['Tender.teamTender'],
      query: `query ($id: ID!) { tender(id: $id) { ${all('Tender')} teamTender { ${all('TeamTender')} } } }`,
      variables: ({ OwnTender }) => ({ id: OwnTender ?? unknownId('Tender') }),
      shows: ({ team }) => `own tender of ${team.name}`,
    },
    {
      covers: [],
      query: `{ tenders(filter: { origin: OWN }) { totalCount facets { statuses { status tenderCount } } edges { cursor node { ${all('Tender')} teamTender { title } } } } }`,
      shows: ({ team }) => `own tender of ${team.name}`,
    },
    {
      covers: ['Query.savedSearch', 'SavedSearch.createdBy'],
      query: `query ($id: ID!) { savedSearch(id: $id) { ${all('SavedSearch', 2)} } }`,
      variables: ({ SavedSearch }) => ({ id: SavedSearch ?? unknownId('SavedSearch') }),
      shows: ({ team }) => `words of ${team.name}`,
      forbiddenFor: ['viewer', 'custom', 'partner'],
    },
    {
      covers: ['Query.savedSearches', 'SavedSearchEdge.node'],
      query: has('Query.savedSearches')
        ? `{ savedSearches { edges { cursor node { ${all('SavedSearch')} newMatches { edges { node { position } } } } } pageInfo { endCursor } } }`
        : '',
      shows: ({ team }) => `search of ${team.name}`,
      forbiddenFor: ['viewer', 'custom', 'partner'],
    },
    {
      covers: ['SavedSearchMatch.savedSearch', 'SavedSearchMatch.tender'],
      query: has('Query.savedSearchAlerts')
        ? `{ savedSearchAlerts { edges { cursor node { ${all('SavedSearchMatch')} tender { title entry { notes } } savedSearch { name } } } pageInfo { endCursor } } }`
        : '',
      shows: noteOf,
      forbiddenFor: ['viewer', 'custom', 'partner'],
    },
    {
      covers: ['Query.tenderExport', 'Export.createdBy', 'Export.updatedBy'],
      query: `query ($id: ID!) { tenderExport(id: $id) { ${all('Export', 2)} } }`,
      variables: ({ Export }) => ({ id: Export ?? unknownId('Export') }),
      shows: ({ team }) => `export of ${team.name}`,
      forbiddenFor: ['viewer', 'custom', 'partner'],
    },
    {
      covers: ['Query.tenderExports', 'ExportEdge.node'],
      query: has('Query.tenderExports')
        ? `{ tenderExports { edges { cursor node { ${all('Export')} } } pageInfo { endCursor } } }`
        : '',
      shows: ({ team }) => `export of ${team.name}`,
      forbiddenFor: ['viewer', 'custom', 'partner'],
    },
    {
      covers: ['TenderEdge.node'],
      query: has('Query.tenders') ? `{ tenders(first: 20) { edges { cursor node { ${all('Tender')} } } } }` : '',
      shows: noteOf,
    },
  ];
  return [
    ...routes,
    ...nodeRoutes(all),
    ...archiveRoutes(all),
    ...commentRoutes(all),
    ...insightRoutes(all),
    ...partRoutes(all),
  ].filter(({ covers, query }) => query !== '' && covers.every(has));
}

/** Through `node` and `nodes`, which lead to everything that has an id. */
function nodeRoutes(all: (type: string, depth?: number) => string): Route[] {
  const noViewer: readonly ActorKind[] = ['viewer', 'custom', 'partner'];
  const nodes: readonly (readonly [
    type: string,
    shows: Route['shows'],
    forbiddenFor?: readonly ActorKind[],
    emptyFor?: readonly ActorKind[],
  ])[] = [
    ['Team', ({ team }) => team.slug],
    ['Member', emailOf],
    ['Account', emailOf],
    ['Entry', noteOf],
    ['TeamTender', ({ team }) => `own tender of ${team.name}`],
    ['TeamSource', ({ team }) => `source of ${team.name}`, ['viewer', 'member', 'custom', 'partner']],
    ['TenderOverride', ({ team }) => `reason of ${team.name}`],
    ['SavedSearch', ({ team }) => `words of ${team.name}`, noViewer],
    ['SavedSearchMatch', ({ team }) => `search of ${team.name}`, noViewer],
    ['PlatformEntry', ({ team }) => `why ${team.name} was entered`, ['viewer', 'member', 'partner']],
    ['PlatformTeam', ({ team }) => team.slug, everybody],
    ['AuditExport', ({ ids }) => ids['AuditExport'] ?? '', ['viewer', 'member', 'partner']],
    ['Unit', ({ team }) => `unit of ${team.name}`],
    ['Role', ({ team }) => `role of ${team.name}`],
    ['RoleAssignment', ({ ids }) => ids['RoleAssignment'] ?? ''],
    ['Invitation', ({ team }) => `invited-by-${team.slug}@example.org`, ['viewer', 'member', 'custom', 'partner']],
    ['Project', projectOf],
    ['Task', taskOf],
    ['Activity', activityOf],
    ['ProjectArchive', archiveOf],
    ['HistoryEvent', ({ team }) => `event of ${team.name}`],
    ['Comment', ({ team }) => `comment of ${team.name}`],
    ['Draft', draftOf],
    ['StageChange', ({ team }) => `step of ${team.name}`],
    ['GateDecision', ({ team }) => `decision of ${team.name}`],
    ['AuditEvent', ({ team }) => `event of ${team.name}`, ['viewer', 'member', 'partner']],
    ['Export', ({ team }) => `export of ${team.name}`, noViewer],
    ['Notification', ({ team }) => `told to ${team.name}`, [], allButMember],
  ];
  return nodes.flatMap(([type, shows, forbiddenFor = [], emptyFor = []]) => {
    // What leads on to lists of whole rows is looked at one step deep: two would cost more than an operation may.
    const depth = ['Entry', 'Project', 'Task', 'Activity', 'Comment'].includes(type) ? 1 : 2;
    const selection = `__typename id ... on ${type} { ${all(type, depth)} }`;
    const variables = (ids: Readonly<Record<string, string>>) => ({ id: ids[type] ?? unknownId(type) });
    return [
      {
        covers: ['Query.node'],
        query: `query ($id: ID!) { node(id: $id) { ${selection} } }`,
        ...{ variables, shows, forbiddenFor, emptyFor },
      },
      {
        covers: ['Query.nodes'],
        query: `query ($id: ID!) { nodes(ids: [$id]) { ${selection} } }`,
        ...{ variables, shows, emptyFor: [...forbiddenFor, ...emptyFor] },
      },
    ];
  });
}

/** Through lists of what belongs to a tender or a search. */
function partRoutes(all: (type: string, depth?: number) => string): Route[] {
  return [
    {
      covers: [
        'Tender.awards',
        'TenderDocumentEdge.node',
        'DocumentReplacementEdge.node',
        'TenderItemEdge.node',
        'TenderItem.lot',
      ],
      query: `query ($id: ID!) { tender(id: $id) { title awards { ${all('Award')} } documents { nodes { ${all('TenderDocument')}
        replacements { edges { node { ${all('DocumentReplacement')} } } } } }
        items { edges { node { ${all('TenderItem')} lot { ${all('Lot')} } } } } } }`,
      variables: ({ Tender }) => ({ id: Tender }),
      shows: () => 'Supply of pipes',
      isPublic: true,
    },
    {
      covers: ['TenderDocumentSnapshotEdge.node'],
      query: `query ($id: ID!) { tender(id: $id) { title asOf(at: "2096-01-01T00:00:00Z") { documents { nodes {
        ${all('TenderDocumentSnapshot')} } } } } }`,
      variables: ({ Tender }) => ({ id: Tender }),
      shows: () => 'Supply of pipes',
      isPublic: true,
    },
    {
      covers: ['LotEdge.node', 'PublicContractEdge.node', 'PublicContract.award'],
      query: `query ($id: ID!) { tender(id: $id) { title lots { edges { node { ${all('Lot')} } } }
        contracts { edges { node { ${all('PublicContract')} award { ${all('Award')} } } } } } }`,
      variables: ({ Tender }) => ({ id: Tender }),
      shows: () => 'Supply of pipes',
      isPublic: true,
    },
    {
      covers: ['SupplierAwardEdge.node'],
      query: `query ($id: ID!) { supplier(id: $id) { name awards { edges { node { ${all('Award')} } } } } }`,
      variables: ({ Supplier }) => ({ id: Supplier }),
      shows: () => 'A Supplier',
      isPublic: true,
    },
    {
      covers: ['Tender.overrides'],
      query: `query ($id: ID!) { tender(id: $id) { overrides { ${all('TenderOverride', 2)} } } }`,
      variables: ({ Tender }) => ({ id: Tender }),
      shows: ({ team }) => `reason of ${team.name}`,
    },
    {
      covers: ['TenderVersionEdge.node'],
      query: `query ($id: ID!) { tender(id: $id) { title history { edges { node { ${all('TenderVersion')} } } } } }`,
      variables: ({ Tender }) => ({ id: Tender }),
      shows: () => 'Supply of pipes',
      isPublic: true,
    },
    {
      covers: ['ChangeFeed.changes'],
      query: `query ($id: ID!) { changes(filter: { ids: [$id] }) { changes { ${all('TenderVersion')} } endCursor } }`,
      variables: ({ TenderVersion }) => ({ id: TenderVersion }),
      shows: () => 'endCursor',
      isPublic: true,
    },
    {
      covers: ['QuarantinedReleaseEdge.node'],
      query: `query ($id: ID!) { quarantinedReleases(filter: { ids: [$id] }) { edges { node { ${all('QuarantinedRelease')} } } } }`,
      variables: () => ({ id: unknownId('QuarantinedRelease') }),
      shows: () => 'edges',
      forbiddenFor: ['viewer', 'member', 'custom', 'partner'],
      isPublic: true,
    },
    {
      covers: ['SavedSearchMatchEdge.node', 'SavedSearch.updatedBy'],
      query: `query ($id: ID!) { savedSearch(id: $id) { name updatedBy { ${all('Member')} }
        newMatches { edges { node { ${all('SavedSearchMatch')} } } } } }`,
      variables: ({ SavedSearch }) => ({ id: SavedSearch ?? unknownId('SavedSearch') }),
      shows: ({ team }) => `search of ${team.name}`,
      forbiddenFor: ['viewer', 'custom', 'partner'],
    },
    {
      covers: ['TeamSource.createdBy', 'TeamSource.updatedBy'],
      query: `{ teamSources { nodes { name createdBy { ${all('Member')} } updatedBy { ${all('Member')} } } } }`,
      shows: ({ team }) => `source of ${team.name}`,
      forbiddenFor: ['viewer', 'member', 'custom', 'partner'],
    },
  ];
}
