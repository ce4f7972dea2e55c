import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { graphql } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import { feedInto, notice } from './import-kit.js';
import { addOwnTenders } from './own-rows.js';

const head = graphql(`
  fragment Head on TenderLike @_unmask {
    title
    language
    contact {
      name
      email
      phone
    }
  }
`);
const tenders = graphql(
  `
    query Tenders($ocid: String!) {
      tender(ocid: $ocid) {
        ...Head
        asOf(at: "2026-06-01T00:00:00Z") {
          ...Head
        }
      }
      teamTenders {
        nodes {
          ...Head
        }
      }
    }
  `,
  [head],
);

let hub: TestHub;
beforeAll(async () => {
  hub = await testHub();
});
afterAll(() => hub.close());

test('one fragment shows a public tender, what it was, and one of a team, with its language and whom to ask', async () => {
  const team = await hub.team();
  const viewer = await team.user({ role: 'viewer' });
  const contactPerson = { name: 'T Naidoo', email: 'tenders@example.org', telephoneNumber: '011 555 0100' };
  await feedInto(hub.database, [
    notice(1, { title: 'Pipes', description: 'Pipes', contactPerson }, { language: 'en' }),
  ]);
  await addOwnTenders(hub.database, { teamId: team.id, rows: [{ title: 'Roof' }] });
  await hub.database.sql(`update tenders.team_tender set language = 'af', contact_email = 'roof@example.org'`);

  const { tender, teamTenders } = await hub.as(viewer).data(tenders, { ocid: 'ocds-9t57fa-1' });

  const shown = {
    title: 'Pipes',
    language: 'en',
    contact: { name: 'T Naidoo', email: 'tenders@example.org', phone: '011 555 0100' },
  };
  expect(tender).toEqual({ ...shown, asOf: shown });
  expect(teamTenders?.nodes).toEqual([
    { title: 'Roof', language: 'af', contact: { name: null, email: 'roof@example.org', phone: null } },
  ]);
});
