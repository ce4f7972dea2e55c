import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../json.js';
import { sourceSettings, standardSettings } from '../source-settings.js';
import { readNoticeUrl } from './notice-url.js';

const page = 'https://portal.example/notices/1';
const file = 'https://portal.example/notices/1.pdf';
const other = 'https://portal.example/terms.pdf';

const read = (tender: JsonObject, rest: JsonObject = {}): string | null =>
  readNoticeUrl({ ocid: 'ocds-abc123-A/1', tender, ...rest }, standardSettings);

describe('the address of a notice', () => {
  test('is that of the document which is the notice, a page before a file', () => {
    const terms = { id: '1', documentType: 'biddingDocuments', format: 'text/html', url: other };
    const asFile = { id: '2', documentType: 'tenderNotice', format: 'application/pdf', url: file };
    const asPage = { id: '3', documentType: 'tenderNotice', format: 'text/html', url: page };

    expect(read({ url: other, documents: [terms, asFile, asPage] })).toBe(page);
    expect(read({ url: other, documents: [terms, asFile] })).toBe(file);
    expect(read({ documents: [terms] })).toBeNull();
  });

  test('is read of a document type that is spelt otherwise', () => {
    expect(read({ documents: [{ id: '1', documentType: 'Tender Notice', url: file }] })).toBe(file);
  });

  test('is that of the tender where no document is its notice', () => {
    expect(read({ url: page })).toBe(page);
    expect(read({ uri: page })).toBe(page);
  });

  test('is not that of the release, which leads to data and changes with each', () => {
    expect(read({}, { url: page, uri: page })).toBeNull();
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://portal.example/1',
    '/notices/1',
    'portal.example/1',
    ' ',
    `https://portal.example/${'x'.repeat(2_000)}`,
    7,
    null,
  ])('is never %p', (url) => {
    const documents = [{ id: '1', documentType: 'tenderNotice', url }];

    expect(read({ documents, url })).toBeNull();
    expect(read({ documents, url: page })).toBe(page);
  });

  test('comes from the settings of the source where the release names none', () => {
    const settings = sourceSettings.parse({ noticeUrl: 'https://portal.example/show?id={ocid}' });
    const compiled = { ocid: 'ocds-abc123-A/1', tender: {} };

    expect(readNoticeUrl(compiled, settings)).toBe('https://portal.example/show?id=ocds-abc123-A%2F1');
    expect(readNoticeUrl({ ...compiled, tender: { url: page } }, settings)).toBe(page);
    expect(readNoticeUrl({ tender: {} }, settings)).toBeNull();
    expect(readNoticeUrl(compiled, sourceSettings.parse({ noticeUrl: 'javascript:{ocid}' }))).toBeNull();
  });
});
