/** The shape of a UUID as Postgres writes it, lower case, as the source of a regular expression. */
export const uuidPattern = '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$';

const uuid = new RegExp(uuidPattern, 'u');

/** True for a UUID in lower case with hyphens, the one spelling in which ids are stored and compared. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}
