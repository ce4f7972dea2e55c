/** The shape of a UUID as Postgres writes it, lower case, as the source of a regular expression. */
export const uuidPattern = '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$';

const uuid = new RegExp(uuidPattern, 'u');

/** True for a UUID in lower case with hyphens, the one spelling in which ids are stored and compared. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}

/** The 16 bytes of a UUID. */
export function bytesOfUuid(text: string): Buffer {
  return Buffer.from(text.replaceAll('-', ''), 'hex');
}

/** The UUID of 16 bytes, as Postgres writes it. */
export function uuidOfBytes(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
