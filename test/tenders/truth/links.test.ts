import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { released, truthKit, type TruthKit } from './truth-kit.js';

let kit: TruthKit;
beforeAll(async () => {
  kit = await truthKit();
  await kit.feed(
    released(
      'links',
      1,
      {
        title: 'Roads',
        url: 'javascript:alert(1)',
        documents: [
          { id: '1', title: 'Runs', documentType: 'tenderNotice', url: 'javascript:alert(1)' },
          { id: '2', title: 'Embedded', url: 'data:text/html;base64,PHNjcmlwdD4=' },
          { id: '3', title: 'Local', url: 'file:///etc/passwd' },
          { id: '4', title: 'Disguised', url: ' java\tscript:alert(1)' },
          { id: '5', title: 'Sound', url: 'https://example.org/5.pdf' },
          { id: '6', title: 'Bare', url: 'www.example.org/6.pdf' },
        ],
        lots: [{ id: 'l', title: 'Lot', documents: [{ id: '7', title: 'Of a lot', url: 'javascript:alert(7)' }] }],
      },
      { parties: [{ id: 'b', name: 'B', roles: ['buyer'], contactPoint: { url: 'javascript:alert(8)' } }] },
    ),
  );
});
afterAll(() => kit.close());

const links = `url documents { nodes { title url filename } }
  asOf(at: "2026-03-10T00:00:00Z") { url documents(first: 20) { nodes { title url } } } compiledRelease`;

test('an address that a browser would run, embed or read from the machine is never served, and the document is', async () => {
  const tender = await kit.tender('links', links);

  expect(tender).toMatchObject({
    url: null,
    documents: {
      nodes: [
        { title: 'Runs', url: null, filename: 'Runs' },
        { title: 'Embedded', url: null, filename: 'Embedded' },
        { title: 'Local', url: null, filename: 'Local' },
        { title: 'Disguised', url: null, filename: 'Disguised' },
        { title: 'Sound', url: 'https://example.org/5.pdf', filename: '5.pdf' },
        { title: 'Bare', url: 'http://www.example.org/6.pdf', filename: '6.pdf' },
        { title: 'Of a lot', url: null, filename: 'Of a lot' },
      ],
    },
  });
  expect(JSON.stringify(tender)).not.toMatch(/javascript|java\\tscript|data:|file:/u);
  expect(JSON.stringify(tender)).toContain('"documents":[{"id":"1","title":"Runs","documentType":"tenderNotice"}');
});
