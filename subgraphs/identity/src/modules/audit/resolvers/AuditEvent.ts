import { encodeId, referenceTo } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import type { AuditEventResolvers } from '../../../types.generated.js';
import * as told from '../audit-event.js';

export const AuditEvent: AuditEventResolvers = {
  __resolveReference: referenceTo('AuditEvent', (row, { loaders }: Context) => loaders.auditEvent.load(row)),
  id: ({ id }) => encodeId('AuditEvent', id),
  sequence: ({ sequence }) => Number(sequence),
  eventType: ({ type }) => type,
  meaning: told.meaningOf,
  outcome: told.outcomeOf,
  risk: told.riskOf,
  actorKind: told.actorKindOf,
  actor: (row, _args, { loaders }) => {
    const accountId = told.actorIdOf(row);
    return accountId === null ? null : loaders.memberOfAccount.load(accountId);
  },
  subjectType: told.subjectTypeOf,
  subjectId: (row) => idOf(told.subjectTypeOf(row), row.subjectId),
  before: (row) => told.valuesOn('before', row),
  after: (row) => told.valuesOn('after', row),
  details: told.detailsOf,
  sessionId: (row) => idOf('Session', told.circumstancesOf(row).session ?? null),
  address: (row) => told.circumstancesOf(row).address ?? null,
  userAgent: (row) => told.circumstancesOf(row).agent ?? null,
  requestKey: (row) => told.circumstancesOf(row).request ?? null,
  operation: told.operationOf,
  permission: told.permissionOf,
  reason: told.reasonOf,
  isErased: ({ body }) => body === null,
};

function idOf(type: string | null, row: string | null): string | null {
  return type === null || row === null ? null : encodeId(type, row);
}
