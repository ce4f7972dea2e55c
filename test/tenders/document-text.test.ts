import { expect, test } from '@jest/globals';
import { readDocumentText, readingLimits, type DocumentText } from '@hub/tenders/document-text';
import { pdfFile } from '../kit/pdf-file.js';

const terms = pdfFile([['Guards must carry', 'two-way radios (both).'], [], ['Uniforms are grey.']]);
const failed = (failure: DocumentText['failure'], pageCount: number | null = null): DocumentText => ({
  failure,
  pageCount,
  isCut: false,
  pages: [],
});

test('a PDF file is read page by page', async () => {
  expect(await readDocumentText(terms, 'application/octet-stream')).toEqual({
    failure: null,
    pageCount: 3,
    isCut: false,
    pages: [
      { page: 1, text: 'Guards must carry two-way radios (both).' },
      { page: 3, text: 'Uniforms are grey.' },
    ],
  });
});

test.each<[string, string, string | null, string]>([
  [
    'a web page',
    '<!doctype html><h1>Terms</h1><p>Guards &amp; radios<script>x</script>',
    null,
    'Terms\n\nGuards & radios',
  ],
  ['a web page by its type', '<p>Guards carry radios.', 'text/html', 'Guards carry radios.'],
  [
    'plain text',
    'Guards carry\u0000 radios.\r\nUniforms are grey.',
    'text/plain',
    'Guards carry radios.\nUniforms are grey.',
  ],
])('%s is read', async (_what, body, mediaType, text) => {
  expect(await readDocumentText(Buffer.from(body), mediaType)).toEqual({
    failure: null,
    pageCount: null,
    isCut: false,
    pages: [{ page: 1, text }],
  });
});

test('a long text is read in parts that end with lines', async () => {
  const line = `${'Guards carry radios. '.repeat(45)}\n`;
  const { pages } = await readDocumentText(Buffer.from(line.repeat(9)), 'text/plain');

  expect(pages.map(({ page, text }) => [page, text.length])).toEqual([
    [1, 3_782],
    [2, 3_782],
    [3, 944],
  ]);
});

test.each<[string, Buffer, Partial<typeof readingLimits>, DocumentText]>([
  ['too many bytes', terms, { bytesMax: 500 }, failed('TOO_LARGE')],
  ['too little time', terms, { timeoutMs: 0 }, failed('TOO_SLOW')],
  [
    'more memory than there is for it',
    pdfFile([['x']], { blanks: 60_000_000 }),
    { memoryMegabytesMax: 90 },
    failed('TOO_LARGE'),
  ],
  ['a password', pdfFile([['Secret terms']], { isLocked: true }), {}, failed('LOCKED')],
  ['no end', terms.subarray(0, 60), {}, failed('DAMAGED')],
  ['nothing behind its head', Buffer.from('%PDF-1.7 and no more'), {}, failed('DAMAGED')],
  ['pictures only', pdfFile([[], []]), {}, failed('NO_TEXT', 2)],
  ['another type', Buffer.from([0x50, 0x4b, 3, 4]), {}, failed('UNSUPPORTED_TYPE')],
])('a file with %s is named as such', async (_what, file, limits, expected) => {
  expect(await readDocumentText(file, 'application/pdf', { ...readingLimits, ...limits })).toEqual(expected);
});

test.each([
  ['pages', { pagesMax: 2 }, [1]],
  ['characters', { charactersMax: 10 }, [1]],
])('a file with more %s than are read is cut and says so', async (_what, limits, pages) => {
  const text = await readDocumentText(terms, 'application/pdf', { ...readingLimits, ...limits });

  expect([text.isCut, text.pages.map(({ page }) => page), text.pageCount]).toEqual([true, pages, 3]);
});

test('a page that is longer than what is left to read is cut and says so', async () => {
  const file = pdfFile([['Guards carry radios.', 'Uniforms are grey.']]);
  const read = (charactersMax: number) =>
    readDocumentText(file, 'application/pdf', { ...readingLimits, charactersMax });

  expect(await read(10)).toMatchObject({ isCut: true, pages: [{ page: 1, text: 'Guards carry radios.' }] });
  expect(await read(38)).toMatchObject({ isCut: false, pages: [{ text: 'Guards carry radios.\nUniforms are grey.' }] });
});

test.each([
  ['a web page', 'text/html', '<p>', '</p>'],
  ['a text with lines of Windows', 'text/plain', '\r\n', ''],
  ['a plain text', 'text/plain', '', ''],
])('%s that is longer than 200,000 characters is cut and says so', async (_what, mediaType, before, after) => {
  const words = (length: number) =>
    Buffer.from(`${before}${'Radio '.repeat(length)}`.slice(0, length - after.length) + after);

  const [whole, longer] = [
    await readDocumentText(words(200_000), mediaType),
    await readDocumentText(words(200_001), mediaType),
  ];

  expect([whole.isCut, longer.isCut]).toEqual([false, true]);
});
