import { decodePartIdOrNull, valuesOf, wrongId } from '@hub/runtime/graphql';
import type { Impact } from '../../../ocds/index.js';
import type { ChangeConditions, VersionName } from './version.repository.js';

/** As clients send it. */
interface ChangeFilter {
  readonly ids?: readonly string[] | null | undefined;
  readonly impacts?: readonly Impact[] | null | undefined;
}

/**
 * Conditions of a list of changes. An empty list is the same as null.
 * @param impacts - those that are meant when none are named.
 * @throws HubError `BAD_USER_INPUT` for an id that is not that of a version.
 */
export function changeConditionsOf(
  filter: ChangeFilter | null | undefined,
  { impacts }: { impacts: readonly Impact[] },
): ChangeConditions {
  return {
    impacts: valuesOf(filter?.impacts)?.toSorted() ?? impacts,
    names: valuesOf(filter?.ids)?.map(versionNameOf) ?? null,
  };
}

/** The version that an id names. @throws HubError `BAD_USER_INPUT` for an id that is malformed or of another type. */
export function versionNameOf(id: string): VersionName {
  const name = decodePartIdOrNull('TenderVersion', id);
  if (name !== null && /^[1-9]\d{0,8}$/u.test(name.part)) return { tenderId: name.row, version: Number(name.part) };
  throw wrongId('TenderVersion', id);
}
