import { HubError } from '@hub/runtime/errors';

/** The API's name of a stored value. @throws HubError when the database holds one that the API does not know. */
export function storedName<Name extends string>(names: readonly Name[], text: string): Name {
  const name = names.find((known) => known === text);
  if (name !== undefined) return name;
  throw new HubError('INTERNAL_SERVER_ERROR', `The database holds a value the API does not know: ${text}.`);
}

/** {@link storedName} where there may be none. */
export function storedNameOrNull<Name extends string>(names: readonly Name[], text: string | null): Name | null {
  return text === null ? null : storedName(names, text);
}
