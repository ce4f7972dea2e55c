import { z } from 'zod';
import { writeDown, type Action } from './acting.js';

const requestQuery =
  'mutation ($input: RequestExportInput!) { requestExport(input: $input) { __typename ... on RequestExportSuccess { export { id status } } } }';
const lookQuery = '{ tenderExports(first: 100) { edges { node { search } } } }';

const looked = z.object({
  tenderExports: z.object({ edges: z.array(z.object({ node: z.object({ search: z.string().nullable() }) })) }),
});
let marks = 0;

/** Has a file made of nearly all tenders. Leaving out a word that none has marks the export and changes nothing in it. */
export const requestExport: Action = async (acting, person) => {
  marks += 1;
  const mark = `municipality -zq${marks}`;
  const format = acting.random() < 0.5 ? 'OCDS_JSONL' : 'CSV';
  await writeDown(acting, person, {
    entered: { kind: 'export', mark },
    mutation: { kind: 'write:export', field: 'requestExport', query: requestQuery, input: { search: mark, format } },
    look: async () => {
      const token = person.session?.accessToken;
      const { data } = await acting.client.ask({ kind: 'look:exports', query: lookQuery, token, isFresh: true });
      return looked.safeParse(data).data?.tenderExports.edges.some(({ node }) => node.search === mark) ?? null;
    },
  });
};
