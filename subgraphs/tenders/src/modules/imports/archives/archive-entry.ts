/** A file of an archive as it comes out of it. */
export interface ArchiveEntry {
  name: string;
  /** Why it cannot be unpacked; null when it can. */
  problem: string | null;
  content(): AsyncIterable<Buffer>;
}
