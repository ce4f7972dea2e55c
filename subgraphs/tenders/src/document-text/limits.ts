import { plainWordsMax } from '@hub/runtime/text';

/** What reading one file may take, whatever the file is. */
export interface ReadingLimits {
  readonly bytesMax: number;
  readonly pagesMax: number;
  /** Of all pages together. */
  readonly charactersMax: number;
  /** Of a web page or plain text, with its markup. */
  readonly plainCharactersMax: number;
  readonly timeoutMs: number;
  readonly memoryMegabytesMax: number;
}

export const readingLimits: ReadingLimits = {
  bytesMax: 25 * 1024 * 1024,
  pagesMax: 400,
  charactersMax: 2_000_000,
  plainCharactersMax: plainWordsMax,
  timeoutMs: 30_000,
  memoryMegabytesMax: 512,
};
