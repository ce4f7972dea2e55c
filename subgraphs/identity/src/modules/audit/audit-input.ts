import { badInput } from '@hub/runtime/errors';
import { decodeId, typeOfId, valuesOf } from '@hub/runtime/graphql';
import type { AuditEventFilter, DateTimeRange, InputMaybe } from '../../types.generated.js';
import { typesWith } from './audit-event.js';
import type { AuditConditions } from './audit.repository.js';

/**
 * Conditions of the list. Null is no condition, and neither is `[]`.
 * @throws HubError `BAD_USER_INPUT` for a malformed id and for a period that ends before it begins.
 */
export function conditionsOf(filter: InputMaybe<AuditEventFilter>): AuditConditions {
  const { ids, actorIds, subjectIds, occurred, operations, eventTypes, risks, outcomes } = filter ?? {};
  return {
    ids: valuesOf(ids?.map((id) => decodeId('AuditEvent', id))),
    actorMembershipIds: valuesOf(actorIds?.map((id) => decodeId('Member', id))),
    subjectIds: valuesOf(subjectIds?.map((id) => decodeId(typeOfId(id) ?? 'thing', id))),
    operations: valuesOf(operations),
    types: both(valuesOf(eventTypes), typesWith(valuesOf(risks), valuesOf(outcomes))),
    ...boundsOf(occurred),
  };
}

function both(some: string[] | undefined, others: string[] | undefined): string[] | undefined {
  return some === undefined || others === undefined ? (some ?? others) : some.filter((name) => others.includes(name));
}

function boundsOf(period: InputMaybe<DateTimeRange>): Pick<AuditConditions, 'from' | 'before'> {
  const from = period?.from ?? undefined;
  const before = period?.before ?? undefined;
  if (from !== undefined && before !== undefined && from >= before)
    throw badInput(['filter', 'occurred'], 'filter.occurred: from must lie before the end.');
  return { from, before };
}
