import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { testHub, type TestHub } from '../kit/hub.js';

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

const tokenOf = (answer: unknown): string => Object(Object(answer)['tokens'])['accessToken'];

test('a newcomer signs up, invites a colleague through the outbox, and the colleague joins', async () => {
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
