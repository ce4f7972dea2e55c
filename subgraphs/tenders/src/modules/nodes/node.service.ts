import { teamOf, type Permission } from '@hub/runtime/auth';
import { badInput, isHubError, wrongValue, type HubError } from '@hub/runtime/errors';
import { createDenialRecorder } from '@hub/runtime/events';
import {
  decodeId,
  decodePartIdOrNull,
  digestOf,
  encodeId,
  refusalWithout,
  typeOfId,
  type PartId,
} from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import { anyTenderById } from '../tenders/any-tender.js';
import { versionNameOf } from '../versions/history/change-conditions.js';
import { documentSnapshotNamed } from '../versions/as-of/document-snapshots.js';
import type { VersionRow } from '../versions/history/version.repository.js';

/** How things of one type are found by their ids, and which permission that needs. */
interface NodeKind<Found> {
  readonly permission: Permission;
  /** @throws HubError `BAD_USER_INPUT` for an id that is malformed. */
  readonly find: (id: string, context: Context) => Promise<Found | null>;
}

type Named<Name extends string, Row> = Row & { readonly __typename: Name };

/** A type whose ids hold a row's UUID. */
function ofRow<Name extends string, Row extends object>(
  typeName: Name,
  permission: Permission,
  load: (row: string, context: Context) => Promise<Row | null>,
): NodeKind<Named<Name, Row>> {
  const find = async (id: string, context: Context) => named(typeName, await load(decodeId(typeName, id), context));
  return { permission, find };
}

/** A type whose ids hold a tender's row and which of its things it is. */
function ofPart<Name extends string, Row extends object>(
  typeName: Name,
  load: (part: PartId, context: Context) => Promise<Row | null | undefined>,
): NodeKind<Named<Name, Row>> {
  return {
    permission: 'tender:read',
    async find(id, context) {
      const part = decodePartIdOrNull(typeName, id);
      if (part === null) throw notAnId(id);
      return named(typeName, (await load(part, context)) ?? null);
    },
  };
}

/** A type that another subgraph shows: here it is only known whether the actor's team has the row. */
function ofOthers<Name extends string>(
  typeName: Name,
  permission: Permission,
  load: (row: string, context: Context) => Promise<{ readonly id: string } | null>,
): NodeKind<Named<Name, { readonly id: string }>> {
  return ofRow(typeName, permission, async (row, context) => {
    const found = await load(row, context);
    return found && { id: encodeId(typeName, found.id) };
  });
}

function named<Name extends string, Row extends object>(typeName: Name, row: Row | null): Named<Name, Row> | null {
  return row && { __typename: typeName, ...row };
}

const partNamed = ({ row, part }: PartId) => ({ tenderId: row, digest: part });

// Its ids hold a number, not a digest.
const tenderVersion: NodeKind<Named<'TenderVersion', VersionRow>> = {
  permission: 'tender:read',
  find: async (id, { loaders }) => named('TenderVersion', await loaders.version.load(versionNameOf(id))),
};

/** Every type with an id of its own. The schema lint finds a type that is missing here by its `Node`. */
const kinds = {
  Tender: ofRow('Tender', 'tender:read', (row, { loaders }) => anyTenderById(loaders, row)),
  TeamTender: ofRow('TeamTender', 'tender:read', (row, { loaders }) => loaders.teamTender.load(row)),
  Buyer: ofRow('Buyer', 'tender:read', (row, { loaders }) => loaders.buyer.load(row)),
  Supplier: ofRow('Supplier', 'tender:read', (row, { loaders }) => loaders.supplier.load(row)),
  SupplierRecord: ofRow('SupplierRecord', 'tender:read', (row, { loaders }) => loaders.supplierRecord.load(row)),
  DocumentReplacement: ofRow('DocumentReplacement', 'tender:read', (row, { loaders }) => loaders.replacement.load(row)),
  TenderOverride: ofRow('TenderOverride', 'tender:read', (row, { loaders }) => loaders.override.load(row)),
  TeamSource: ofRow('TeamSource', 'source:manage', (row, { loaders }) => loaders.teamSource.load(row)),
  QuarantinedRelease: ofRow('QuarantinedRelease', 'source:manage', (row, { loaders }) => loaders.quarantined.load(row)),
  Export: ofRow('Export', 'tender:export', (row, { loaders }) => loaders.export.load(row)),
  SavedSearch: ofRow('SavedSearch', 'search:save', (row, { loaders }) => loaders.savedSearch.load(row)),
  SavedSearchMatch: ofRow('SavedSearchMatch', 'search:save', (row, { loaders }) => loaders.savedSearchMatch.load(row)),
  Award: ofPart('Award', async ({ row, part }, { loaders }) =>
    (await loaders.awards.load(row)).find(({ key }) => digestOf(key) === part),
  ),
  TenderDocument: ofPart('TenderDocument', async (part, { loaders }) => loaders.documentNamed.load(partNamed(part))),
  TenderDocumentSnapshot: ofPart('TenderDocumentSnapshot', documentSnapshotNamed),
  TenderVersion: tenderVersion,
  Lot: ofPart('Lot', async (part, { loaders }) => loaders.lotNamed.load(partNamed(part))),
  TenderItem: ofPart('TenderItem', async (part, { loaders }) => {
    const name = partNamed(part);
    return (await loaders.itemNamed.load(name)) ?? loaders.awardItemNamed.load(name);
  }),
  PublicContract: ofPart('PublicContract', async (part, { loaders }) => loaders.contractNamed.load(partNamed(part))),
  Entry: ofOthers('Entry', 'entry:read', (row, { loaders }) => loaders.knownEntry.load(row)),
  Project: ofOthers('Project', 'project:read', (row, { loaders }) => loaders.knownProject.load(row)),
  Activity: ofOthers('Activity', 'project:read', (row, { loaders }) => loaders.knownActivity.load(row)),
  Task: ofOthers('Task', 'project:read', (row, { loaders }) => loaders.knownTask.load(row)),
  Comment: ofOthers('Comment', 'project:read', (row, { loaders }) => loaders.knownComment.load(row)),
  HistoryEvent: ofOthers('HistoryEvent', 'project:read', (row, { loaders }) => loaders.knownAuditEvent.load(row)),
  StageChange: ofOthers('StageChange', 'project:read', (row, { loaders }) => loaders.knownStageChange.load(row)),
  GateDecision: ofOthers('GateDecision', 'project:read', (row, { loaders }) => loaders.knownGateDecision.load(row)),
  Draft: ofOthers('Draft', 'insight:read', (row, { loaders }) => loaders.knownDraft.load(row)),
  ProjectArchive: ofOthers('ProjectArchive', 'project:read', (row, { loaders }) =>
    loaders.knownProjectArchive.load(row),
  ),
  Member: ofOthers('Member', 'member:read', (row, { loaders }) => loaders.knownMember.load(row)),
  Account: ofOthers('Account', 'member:read', (row, { loaders }) => loaders.knownAccount.load(row)),
  AuditExport: ofOthers('AuditExport', 'audit:read', (row, { loaders }) => loaders.knownAuditExport.load(row)),
  Invitation: ofOthers('Invitation', 'member:invite', (row, { loaders }) => loaders.knownInvitation.load(row)),
  Role: ofOthers('Role', 'member:read', (row, { loaders }) => loaders.knownRole.load(row)),
  RoleAssignment: ofOthers('RoleAssignment', 'member:read', (row, { loaders }) =>
    loaders.knownRoleAssignment.load(row),
  ),
  Unit: ofOthers('Unit', 'member:read', (row, { loaders }) => loaders.knownUnit.load(row)),
  PlatformEntry: ofOthers('PlatformEntry', 'audit:read', (row, { loaders }) => loaders.knownPlatformEntry.load(row)),
  // Which teams there are, identity alone may see: it answers null for none.
  PlatformTeam: ofOthers('PlatformTeam', 'platform:manage', async (row) => ({ id: row })),
  AuditEvent: ofOthers('AuditEvent', 'audit:read', (row, { loaders }) => loaders.knownAuditEvent.load(row)),
  Notification: ofOthers('Notification', 'team:read', (row, { loaders }) => loaders.knownNotification.load(row)),
  Team: ofOthers('Team', 'team:read', async (row, { actor }) => (row === teamOf(actor) ? { id: row } : null)),
};

const recordDenial = createDenialRecorder('tenders');
const nodeKinds = new Map(Object.entries(kinds));

/** Anything that has an id of its own, ready to be resolved. */
export type FoundNode = NonNullable<Awaited<ReturnType<(typeof kinds)[keyof typeof kinds]['find']>>>;

/**
 * Anything by its id; null when there is none that the actor may see.
 * @throws HubError `BAD_USER_INPUT` for what is no id, `FORBIDDEN` without the permission that its type needs.
 */
export async function findNode(context: Context, id: string): Promise<FoundNode | null> {
  const kind = kindOf(id);
  const refusal = await refusalOf(context, 'Query.node', kind.permission);
  if (refusal === null) return kind.find(id, context);
  throw refusal;
}

const nodesMax = 100;

/**
 * Things by their ids, in the order of the ids; null for one that there is not, or that the actor may not see.
 * @throws HubError `BAD_USER_INPUT` for what is no id, and for too many.
 */
export async function findNodes(context: Context, ids: readonly string[]): Promise<(FoundNode | null)[]> {
  if (ids.length > nodesMax)
    throw badInput(['ids'], `ids may hold at most ${nodesMax} ids. Ask for the others in another request.`);
  const kindsOf = ids.map((id) => ({ id, kind: kindOf(id) }));
  return Promise.all(
    kindsOf.map(async ({ id, kind }) => {
      const refusal = await refusalOf(context, 'Query.nodes', kind.permission);
      return refusal === null ? kind.find(id, context) : null;
    }),
  );
}

/** Why the actor may not see things of a type, recorded as every denial is; null when they may. */
async function refusalOf(context: Context, field: string, permission: Permission): Promise<HubError | null> {
  const refusal = refusalWithout(permission, context.actor);
  if (isHubError(refusal, 'FORBIDDEN')) await recordDenial(context, { field, permission });
  return refusal;
}

function kindOf(id: string): NodeKind<FoundNode> {
  const kind = nodeKinds.get(typeOfId(id) ?? '');
  if (kind === undefined) throw notAnId(id);
  return kind;
}

function notAnId(id: string): HubError {
  return wrongValue(id, 'This is not an id of this API. Pass an id exactly as the API returned it.');
}
