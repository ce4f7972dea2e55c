import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testHub, type TestHub } from '../kit/hub.js';
import { settledEvents } from '../kit/settled-events.js';
import { feedInto, notice } from '../tenders/import-kit.js';

// The walk of the README, over HTTP: nothing is read but answers and the outbox.

let hub: TestHub;
let url: string;
beforeAll(async () => {
  hub = await testHub();
  url = await hub.gateway.start();
});
afterAll(() => hub.close());

async function send(query: string, input: Record<string, unknown> | null, token?: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables: input === null ? {} : { input } }),
  });
  const { data, errors = [] }: { data?: unknown; errors?: unknown[] } = Object(await response.json());
  expect(errors).toEqual([]);
  return Object.values(Object(data))[0];
}

/** The code in the newest mail to an address, as a person finds it. */
async function codeIn(email: string): Promise<string> {
  await hub.runJobs();
  const list = await (await fetch(`${url}/dev/outbox`)).text();
  const [line = ''] = list.split('\n').filter((one) => one.includes(`to ${email}`));
  const [, path = ''] = /href="([^"]+)"/u.exec(line) ?? [];
  const [code = ''] = /hubm_[\w-]+/u.exec(await (await fetch(`${url}${path}`)).text()) ?? [];
  return code;
}

/** What the publisher says of one tender on a day of March: when its bids close. */
const said = (day: string, endDate: string) =>
  notice(1, { tenderPeriod: { endDate } }, { id: `ocds-9t57fa-1-${day}`, date: `2026-03-${day}T00:00:00Z` });

const tokenOf = (answer: unknown): string => Object(Object(answer)['tokens'])['accessToken'];

test('a newcomer signs up and invites a colleague, who joins and is told of a change of a tracked tender', async () => {
  const settled = settledEvents(hub.database);
  await settled();
  const [owner, colleague] = ['thandi@first.example.org', 'johan@first.example.org'];

  await send('mutation ($input: RequestSignUpInput!) { requestSignUp(input: $input) { __typename } }', {
    email: owner,
  });
  const made = await send(
    `mutation ($input: CreateTeamInput!) { createTeam(input: $input) {
       ... on CreateTeamSuccess { team { plan } tokens { accessToken } } } }`,
    {
      code: await codeIn(owner),
      name: 'First Civils',
      slug: 'first-civils',
      displayName: 'Thandi',
      password: 'a long enough password',
    },
  );
  const invited = await send(
    'mutation ($input: CreateInvitationInput!) { createInvitation(input: $input) { __typename } }',
    { email: colleague, role: 'MEMBER' },
    tokenOf(made),
  );
  const joined = await send(
    `mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) {
       ... on AcceptInvitationSuccess { team { slug } tokens { accessToken } } } }`,
    { code: await codeIn(colleague), displayName: 'Johan', password: 'another long password' },
  );
  const team = await send(
    '{ team { name members { nodes { role account { displayName } } } } }',
    null,
    tokenOf(joined),
  );
  await feedInto(hub.database, [said('01', '2089-04-10T11:00:00')]);
  const found = await send('{ tenders(first: 1, search: "pump") { nodes { id } } }', null, tokenOf(joined));
  const [{ id: tenderId }] = Object(found)['nodes'];
  await send(
    'mutation ($input: TrackTenderInput!) { trackTender(input: $input) { __typename } }',
    { tenderId },
    tokenOf(joined),
  );
  await feedInto(hub.database, [said('02', '2089-04-20T11:00:00')]);
  await settled();
  const told = await send(
    '{ me { unreadNotificationCount notifications(first: 1) { nodes { type title body subjectId } } } }',
    null,
    tokenOf(joined),
  );

  expect(told).toEqual({
    unreadNotificationCount: 1,
    notifications: {
      nodes: [
        {
          type: 'TENDER_CHANGED',
          title: '“Repair of pump station 1” has changed',
          body: 'Changed: closing at. Bids now close Wednesday, 20 April 2089, 11:00 (Africa/Johannesburg).',
          subjectId: tenderId,
        },
      ],
    },
  });
  expect([made, invited]).toMatchObject([{ team: { plan: 'FREE' } }, { __typename: 'CreateInvitationSuccess' }]);
  expect(team).toEqual({
    name: 'First Civils',
    members: {
      nodes: [
        { role: 'OWNER', account: { displayName: 'Thandi' } },
        { role: 'MEMBER', account: { displayName: 'Johan' } },
      ],
    },
  });
});
