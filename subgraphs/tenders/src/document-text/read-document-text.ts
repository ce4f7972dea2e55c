import { plainWords } from '@hub/runtime/text';
import { readingLimits, type ReadingLimits } from './limits.js';
import { readPdf } from './read-pdf.js';

/** Why a file says nothing. */
export type TextFailure = 'TOO_LARGE' | 'TOO_SLOW' | 'UNSUPPORTED_TYPE' | 'LOCKED' | 'DAMAGED' | 'NO_TEXT';

/** One page, or a part of a file that has no pages. */
export interface TextPage {
  /** From 1. */
  readonly page: number;
  readonly text: string;
}

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
export const readerVersion = 1;

const pageLengthMax = 20_000;
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
  const pages = reading.pages
    .map((text, index) => ({ page: index + 1, text: storable(text).slice(0, pageLengthMax) }))
    .filter(({ text }) => /\p{L}{2}/u.test(text));
  return pages.length === 0
    ? failed('NO_TEXT', reading.pageCount)
    : { failure: null, pageCount: reading.pageCount, isCut: reading.isCut, pages };
}

function plainText(source: string, { charactersMax }: ReadingLimits): DocumentText {
  const text = storable(plainWords(source.slice(0, charactersMax)));
  const parts = text.match(new RegExp(String.raw`[^]{1,${partLength}}(?:\n|$)|[^]{1,${partLength}}`, 'gu')) ?? [];
  const pages = parts
    .map((part, index) => ({ page: index + 1, text: part.trim() }))
    .filter((part) => /\p{L}{2}/u.test(part.text));
  return pages.length === 0
    ? failed('NO_TEXT')
    : { failure: null, pageCount: null, isCut: source.length > charactersMax, pages };
}

/** Without what Postgres cannot keep and nobody can see. */
function storable(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/(?![\n\t])\p{Cc}/gu, ' ')
    .trim();
}
