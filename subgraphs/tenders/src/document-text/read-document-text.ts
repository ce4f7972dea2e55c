import { plainWords } from '@hub/runtime/text';
import { readingLimits, type ReadingLimits } from './limits.js';
import { readPdf } from './read-pdf.js';
import { pagesOf, storable, type TextPage } from './text-pages.js';

/** Why a file says nothing. */
export type TextFailure = 'TOO_LARGE' | 'TOO_SLOW' | 'UNSUPPORTED_TYPE' | 'LOCKED' | 'DAMAGED' | 'NO_TEXT';

/** What a file says. */
export interface DocumentText {
  readonly failure: TextFailure | null;
  /** Null where the file has no pages or could not be opened. */
  readonly pageCount: number | null;
  /** Whether it says more than was read. */
  readonly isCut: boolean;
  /** Those with text. */
  readonly pages: readonly TextPage[];
}

/** Raised whenever files are read differently: files of older readers are read again. */
export const readerVersion = 2;

const partLength = 4_000;
const headLength = 1_024;

/** Reads a file by what it begins with, and by its stated type where that does not tell. Never throws for what a file holds. */
export async function readDocumentText(
  bytes: Buffer,
  mediaType: string | null,
  limits: ReadingLimits = readingLimits,
): Promise<DocumentText> {
  if (bytes.length > limits.bytesMax) return failed('TOO_LARGE');
  const head = bytes.subarray(0, headLength).toString('latin1');
  if (head.includes('%PDF-')) return pdfText(bytes, limits);
  if (mediaType === 'text/html' || mediaType === 'text/plain' || /^\W{0,3}<(?:!doctype html|html)\b/iu.test(head))
    return plainText(bytes.toString(), limits);
  return failed('UNSUPPORTED_TYPE');
}

function failed(failure: TextFailure, pageCount: number | null = null): DocumentText {
  return { failure, pageCount, isCut: false, pages: [] };
}

async function pdfText(bytes: Buffer, limits: ReadingLimits): Promise<DocumentText> {
  const reading = await readPdf(bytes, limits);
  if ('failure' in reading) return failed(reading.failure);
  const { pageCount } = reading;
  const { pages, isCut } = pagesOf(reading.pages);
  return pages.length === 0
    ? failed('NO_TEXT', pageCount)
    : { failure: null, pageCount, isCut: isCut || reading.isCut, pages };
}

function plainText(source: string, { plainCharactersMax }: ReadingLimits): DocumentText {
  const text = storable(plainWords(source.slice(0, plainCharactersMax)));
  const parts = text.match(new RegExp(String.raw`[^]{1,${partLength}}(?:\n|$)|[^]{1,${partLength}}`, 'gu')) ?? [];
  const { pages } = pagesOf(parts);
  return pages.length === 0
    ? failed('NO_TEXT')
    : { failure: null, pageCount: null, isCut: source.length > plainCharactersMax, pages };
}
