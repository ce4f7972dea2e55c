import { decodeId, valuesOf } from '@hub/runtime/graphql';
import type { InputMaybe, NotificationFilter } from '../../types.generated.js';
import type { NotificationConditions } from './notification.repository.js';

/** Conditions of the list. Null is no condition, and neither is `[]`. */
export function conditionsOf(filter: InputMaybe<NotificationFilter>): NotificationConditions {
  const { ids, isUnread, types, priorities } = filter ?? {};
  return {
    ids: valuesOf(ids?.map((id) => decodeId('Notification', id))),
    isUnread: isUnread ?? undefined,
    types: valuesOf(types),
    priorities: valuesOf(priorities),
  };
}
