import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ResultOf, VariablesOf } from 'gql.tada';
import { graphql } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { atTheSameMoment } from '../kit/same-moment.js';
import { changesBetween, snapshotOf } from '../kit/snapshot.js';

const updateSettings = graphql(`
  mutation ($input: UpdateTeamSettingsInput!) {
    updateTeamSettings(input: $input) {
      __typename
      ... on UpdateTeamSettingsSuccess {
        team {
          settings {
            reportingCurrency
            financialYearStartMonth
            invitationDayCount
            invitationDomains
            archiveAfterDayCount
            version
          }
        }
      }
      ... on InvalidInput {
        problems {
          path
        }
      }
      ... on TeamSettingsConflict {
        current {
          reportingCurrency
          version
        }
      }
    }
  }
`);
const updateContact = graphql(`
  mutation ($input: UpdateBillingContactInput!) {
    updateBillingContact(input: $input) {
      __typename
      ... on InvalidInput {
        problems {
          path
        }
      }
      ... on TeamBillingConflict {
        current {
          version
          contact {
            name
          }
        }
      }
    }
  }
`);
const readTeam = graphql(`
  query {
    team {
      settings {
        reportingCurrency
        financialYearStartMonth
        invitationDayCount
        invitationDomains
        archiveAfterDayCount
        version
      }
      billing {
        version
        contact {
          name
          email
          phone
          address
          vatNumber
          purchaseOrderNumber
        }
      }
    }
  }
`);
const readBilling = graphql(`
  query {
    team {
      name
      billing {
        version
        contact {
          email
        }
      }
    }
  }
`);
const invite = graphql(`
  mutation ($input: CreateInvitationInput!) {
    createInvitation(input: $input) {
      __typename
      ... on CreateInvitationSuccess {
        invitation {
          expiresAt
        }
      }
      ... on InvalidInput {
        message
        path
      }
    }
  }
`);

const now = new Date('2096-03-15T10:00:00Z');
let hub: TestHub;
let acme: TestTeam;
let admin: TestUser;
beforeAll(async () => {
  hub = await testHub({ now: () => now });
});
afterAll(() => hub.close());
beforeEach(async () => {
  acme = await hub.team();
  admin = await acme.user({ role: 'admin' });
});

const usual = {
  reportingCurrency: 'ZAR',
  financialYearStartMonth: 3,
  invitationDayCount: 7,
  invitationDomains: [],
  archiveAfterDayCount: 0,
  version: 0,
};
const contact = {
  name: 'Accounts payable',
  email: 'accounts@acme.example',
  phone: '+27 12 345 6789',
  address: '1 Long Street\nCape Town',
  vatNumber: '4123456789',
  purchaseOrderNumber: 'PO-77',
};
const events = () =>
  hub.database.sql('select type, body from events.inbox where team_id = $1 order by number', [acme.id]);
const setContact = (input: VariablesOf<typeof updateContact>['input'], as = admin) =>
  hub.as(as).send(updateContact, { input });
const read = async (): Promise<NonNullable<ResultOf<typeof readTeam>['team']>> => {
  const { team } = await hub.as(admin).data(readTeam);
  if (!team) throw new Error('There is no team.');
  return team;
};

describe('the settings of a team', () => {
  test('are as usual until its admins choose, and its log tells what they chose', async () => {
    const before = await read();

    const { updateTeamSettings } = await hub.as(admin).data(updateSettings, {
      input: { expectedVersion: 0, reportingCurrency: 'USD', invitationDomains: [' Acme.example', 'acme.example'] },
    });
    await hub.as(admin).data(updateSettings, { input: { expectedVersion: 1, invitationDayCount: 30 } });

    const chosen = { ...usual, reportingCurrency: 'USD', invitationDomains: ['acme.example'], version: 1 };
    expect(before.settings).toEqual(usual);
    expect(updateTeamSettings).toEqual({
      __typename: 'UpdateTeamSettingsSuccess',
      team: { settings: chosen },
    });
    expect((await read()).settings).toEqual({ ...chosen, invitationDayCount: 30, version: 2 });
    expect(await events()).toEqual([
      {
        type: 'identity.team_settings_changed',
        body: {
          version: 1,
          changes: [
            { field: 'reportingCurrency', before: 'ZAR', after: 'USD' },
            { field: 'invitationDomains', before: '[]', after: '["acme.example"]' },
          ],
        },
      },
      {
        type: 'identity.team_settings_changed',
        body: { version: 2, changes: [{ field: 'invitationDayCount', before: 7, after: 30 }] },
      },
    ]);
  });

  test.each([
    ['a version that they have not', { expectedVersion: 1, reportingCurrency: 'USD' }, 'TeamSettingsConflict'],
    ['a currency that is none', { expectedVersion: 0, reportingCurrency: 'RND' }, 'InvalidInput'],
    ['a thirteenth month', { expectedVersion: 0, financialYearStartMonth: 13 }, 'InvalidInput'],
    ['invitations without a day', { expectedVersion: 0, invitationDayCount: 0 }, 'InvalidInput'],
    ['an address in place of a domain', { expectedVersion: 0, invitationDomains: ['a@b.example'] }, 'InvalidInput'],
    ['what is usual', { expectedVersion: 0, reportingCurrency: 'ZAR' }, 'UpdateTeamSettingsSuccess'],
  ])('are not changed by %s', async (_what, input, answer) => {
    const before = await snapshotOf(hub.database);

    const { updateTeamSettings } = await hub.as(admin).data(updateSettings, { input });

    expect(updateTeamSettings?.__typename).toBe(answer);
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
  });

  test('are those of the first of two who choose at once', async () => {
    const choose = (reportingCurrency: string) => () =>
      hub.as(admin).data(updateSettings, { input: { expectedVersion: 0, reportingCurrency } });

    const answers = await atTheSameMoment(hub.database, choose('USD'), choose('EUR'));

    expect(answers.map(({ updateTeamSettings }) => updateTeamSettings)).toMatchObject([
      { __typename: 'UpdateTeamSettingsSuccess' },
      { __typename: 'TeamSettingsConflict', current: { reportingCurrency: 'USD', version: 1 } },
    ]);
  });

  test('say who can be invited and for how long', async () => {
    await hub.as(admin).data(updateSettings, {
      input: { expectedVersion: 0, invitationDayCount: 2, invitationDomains: ['acme.example'] },
    });

    const [ours, below, other] = await Promise.all(
      ['a@ACME.example', 'b@mail.acme.example', 'c@notacme.example'].map((email) =>
        hub.as(admin).data(invite, { input: { email, role: 'MEMBER' } }),
      ),
    );

    const refused = {
      __typename: 'InvalidInput',
      message: 'The settings of the team let only people at its own domains be invited.',
      path: ['email'],
    };
    expect(ours?.createInvitation).toEqual({
      __typename: 'CreateInvitationSuccess',
      invitation: { expiresAt: '2096-03-17T10:00:00.000Z' },
    });
    expect([below?.createInvitation, other?.createInvitation]).toEqual([refused, refused]);
  });
});

describe('the billing contact of a team', () => {
  test('is named, replaced as a whole and removed by its admins, and the log tells that and not who it is', async () => {
    expect((await read()).billing).toEqual({ version: 0, contact: null });
    await setContact({ expectedVersion: 0, contact });
    expect((await read()).billing).toEqual({ version: 1, contact });
    await setContact({ expectedVersion: 1, contact: { name: 'Thandi', email: 'thandi@acme.example' } });

    const short = { phone: null, address: null, vatNumber: null, purchaseOrderNumber: null };
    expect((await read()).billing).toEqual({
      version: 2,
      contact: { name: 'Thandi', email: 'thandi@acme.example', ...short },
    });
    await setContact({ expectedVersion: 2 });
    expect((await read()).billing).toEqual({ version: 3, contact: null });
    expect(await events()).toEqual(
      [false, false, true].map((isRemoved, index) => ({
        type: 'identity.billing_contact_changed',
        body: { version: index + 1, isRemoved },
      })),
    );
  });

  test('is stored encrypted', async () => {
    await setContact({ expectedVersion: 0, contact });

    const rows = await hub.database.sql('select * from identity.billing_contact where team_id = $1', [acme.id]);

    expect(rows).toEqual([expect.objectContaining({ contact_encrypted: expect.stringMatching(/^v1\./u) })]);
    expect(JSON.stringify(rows)).not.toMatch(/Accounts|acme|345|Long Street|4123456789|PO-77/u);
  });

  test.each(['member', 'viewer'] as const)('is neither seen nor changed by a %s, who sees the rest', async (role) => {
    await setContact({ expectedVersion: 0, contact });
    const person = await acme.user({ role });

    const seen = await hub.as(person).send(readBilling);
    const changed = await setContact({ expectedVersion: 1, contact: null }, person);

    expect(seen.data).toEqual({ team: { name: acme.name, billing: null } });
    expect([seen, changed].map(({ errors }) => errors[0]?.extensions?.['code'])).toEqual(['FORBIDDEN', 'FORBIDDEN']);
    expect((await read()).billing?.version).toBe(1);
  });

  test.each([
    ['a version that it has not', { expectedVersion: 1, contact }, 'TeamBillingConflict'],
    ['an address that is none', { expectedVersion: 0, contact: { ...contact, email: 'accounts' } }, 'InvalidInput'],
    ['no name', { expectedVersion: 0, contact: { ...contact, name: ' ' } }, 'InvalidInput'],
    ['a number that is none', { expectedVersion: 0, contact: { ...contact, phone: 'call me' } }, 'InvalidInput'],
    ['nobody while there is nobody', { expectedVersion: 0, contact: null }, 'UpdateBillingContactSuccess'],
  ])('is not changed by %s', async (_what, input, answer) => {
    const before = await snapshotOf(hub.database);

    const { data } = await setContact(input);

    expect(data?.updateBillingContact?.__typename).toBe(answer);
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
  });

  test('whose key is gone says so, keeps the team readable, and is replaced all the same', async () => {
    await setContact({ expectedVersion: 0, contact });
    await hub.database.sql(
      `update identity.billing_contact set contact_encrypted = regexp_replace(contact_encrypted, '^v1[.][^.]+', 'v1.gone')
       where team_id = $1`,
      [acme.id],
    );

    const unread = await hub.as(admin).send(readBilling);
    await setContact({ expectedVersion: 1, contact });

    expect(unread.data).toEqual({ team: { name: acme.name, billing: { version: 1, contact: null } } });
    expect(unread.errors[0]?.extensions?.['code']).toBe('FIELD_UNREADABLE');
    expect((await read()).billing).toEqual({ version: 2, contact });
  });
});
