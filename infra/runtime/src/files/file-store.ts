import type { Readable } from 'node:stream';
import type { FilePath } from './file-path.js';

/** What is known of a file once it is written. */
export interface StoredFile {
  readonly byteSize: number;
  /** 32 bytes. */
  readonly sha256: Buffer;
}

/** A file that is open for reading. Read it or close it. */
export interface OpenFile {
  readonly byteSize: number;
  /** The bytes, or those from `start` to `end`, both included. It closes the file at its end. */
  read(range?: { readonly start: number; readonly end: number }): Readable;
  close(): Promise<void>;
}

/** Files of teams and people. The adapter at hand keeps them on the local disk; one for object storage has the same verbs. */
export interface FileStore {
  /**
   * Writes a file as it comes, in flat memory. It is there whole or not at all: until the last byte is safe nobody finds
   * it, and what a broken attempt left behind is replaced by the next.
   */
  put(path: FilePath, content: AsyncIterable<Uint8Array>): Promise<StoredFile>;
  /** Opens a file; null when there is none. */
  open(path: FilePath): Promise<OpenFile | null>;
  /** Removes a file and what a broken attempt left of it. Nothing happens when there is none. */
  remove(path: FilePath): Promise<void>;
  /** Files of an owner, whole ones and by no order that counts. */
  listOf(ownerId: string): Promise<FilePath[]>;
  /** How many files of an owner there are, those that a broken attempt left among them. */
  countOf(ownerId: string): Promise<number>;
  /** Removes all files of an owner; answers how many. Doing it twice is doing it once. */
  removeOf(ownerId: string): Promise<number>;
  /** Removes files of a kind, of all owners, that were last written before an instant; answers how many. */
  removeOlderThan(old: { readonly kind: string; readonly before: Date }): Promise<number>;
}
