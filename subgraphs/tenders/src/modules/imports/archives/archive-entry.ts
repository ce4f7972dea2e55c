/** A file of an archive as it comes out of it. */
export interface ArchiveEntry {
  name: string;
  /** Why it cannot be unpacked; null when it can. */
  problem: string | null;
  content(): AsyncIterable<Buffer>;
}

const nameLengthMax = 300;

/** A name out of an archive as it can be shown and stored. */
export function shownName(name: string): string {
  return name.replaceAll('\0', '').slice(0, nameLengthMax).toWellFormed();
}
