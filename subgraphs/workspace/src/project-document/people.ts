/** Whom a key stands for; null for somebody who has left the team. */
export interface KeyedPerson {
  readonly key: string;
  readonly membershipId: string | null;
}

/** The version of what {@link hidePeople} is given, so that older documents can be told apart. */
export const formatVersion = 1;

// A value, not the name of a field: those are followed by a colon.
const idAlone = /"([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})"(?!\s*:)/gu;

/** Every id that a JSON text has as a value. */
export function idsIn(json: string): string[] {
  return [...new Set([...json.matchAll(idAlone)].map(([, id = '']) => id))];
}

/** The JSON text with keys in place of members. */
export function hidePeople(json: string, people: readonly KeyedPerson[]): string {
  const keys = new Map(people.map(({ key, membershipId }) => [membershipId, key]));
  return json.replace(idAlone, (value, id: string) => {
    const key = keys.get(id);
    return key === undefined ? value : `"${key}"`;
  });
}

/** The JSON text with members in place of their keys, and null for who has left. */
export function showPeople(json: string, people: readonly KeyedPerson[]): string {
  const members = new Map(people.map(({ key, membershipId }) => [key, membershipId]));
  return json.replace(idAlone, (value, id: string) => {
    const membershipId = members.get(id);
    if (membershipId === undefined) return value;
    return membershipId === null ? 'null' : `"${membershipId}"`;
  });
}
