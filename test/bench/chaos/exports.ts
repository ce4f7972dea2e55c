import { writeDown, type Action } from './acting.js';

const requestQuery =
  'mutation ($input: RequestExportInput!) { requestExport(input: $input) { __typename ... on RequestExportSuccess { export { id status } } } }';
let marks = 0;

/** Has a file made of nearly all tenders. Leaving out a word that none has marks the export and changes nothing in it. */
export const requestExport: Action = async (acting, person) => {
  marks += 1;
  const mark = `municipality -zq${marks}`;
  const format = acting.random() < 0.5 ? 'OCDS_JSONL' : 'CSV';
  await writeDown(acting, person, {
    entered: { kind: 'export', mark },
    mutation: {
      kind: 'write:export',
      field: 'requestExport',
      query: requestQuery,
      input: { search: mark, format, idempotencyKey: crypto.randomUUID() },
    },
  });
};
