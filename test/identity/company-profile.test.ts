import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { changesBetween, snapshotOf } from '../kit/snapshot.js';

const update = /* GraphQL */ `
  mutation ($input: UpdateCompanyProfileInput!) {
    updateCompanyProfile(input: $input) {
      __typename
      ... on UpdateCompanyProfileSuccess {
        team {
          profile {
            ...whole
          }
        }
      }
      ... on CompanyProfileConflict {
        code
        path
        current {
          ...whole
        }
      }
      ... on InvalidInput {
        problems {
          path
          code
          message
        }
      }
    }
  }
  fragment whole on CompanyProfile {
    companyName
    sectors
    services
    provinces
    yearsOfExperience
    bbbeeLevel
    bbbeeExpiresOn
    websiteUrl
    contactEmail
    contactPhone
    version
    designations {
      designation
      class
      grade
      isPotentiallyEmerging
      expiresOn
    }
    registrations {
      body
      number
      expiresOn
    }
  }
`;
const plainUpdate = /* GraphQL */ `
  mutation ($input: UpdateCompanyProfileInput!) {
    updateCompanyProfile(input: $input) {
      __typename
      ... on UpdateCompanyProfileSuccess {
        team {
          profile {
            bbbeeLevel
            version
          }
        }
      }
    }
  }
`;
const first = {
  expectedVersion: 0,
  companyName: ' Acme Civils (Pty) Ltd ',
  sectors: ['Civil engineering', 'Civil engineering', 'Water'],
  services: ['Roads'],
  provinces: ['KWAZULU_NATAL', 'GAUTENG'],
  yearsOfExperience: 12,
  bbbeeLevel: 2,
  bbbeeExpiresOn: '2027-03-31',
  websiteUrl: 'https://acme.example',
  contactEmail: 'tenders@acme.example',
  contactPhone: '+27 12 345 6789',
  cidbDesignations: [
    { class: 'CE', grade: 7, expiresOn: '2027-06-30' },
    { class: 'GB', grade: 5, isPotentiallyEmerging: true },
  ],
  registrations: [
    { body: 'PSIRA', number: ' 1234567 ', expiresOn: '2027-01-31' },
    { body: 'ISO_9001', number: 'QMS-77' },
  ],
};
const firstProfile = {
  companyName: 'Acme Civils (Pty) Ltd',
  sectors: ['Civil engineering', 'Water'],
  services: ['Roads'],
  provinces: ['KWAZULU_NATAL', 'GAUTENG'],
  yearsOfExperience: 12,
  bbbeeLevel: 2,
  bbbeeExpiresOn: '2027-03-31',
  websiteUrl: 'https://acme.example',
  contactEmail: 'tenders@acme.example',
  contactPhone: '+27 12 345 6789',
  version: 1,
  designations: [
    { designation: '5GBPE', class: 'GB', grade: 5, isPotentiallyEmerging: true, expiresOn: null },
    { designation: '7CE', class: 'CE', grade: 7, isPotentiallyEmerging: false, expiresOn: '2027-06-30' },
  ],
  registrations: [
    { body: 'ISO_9001', number: 'QMS-77', expiresOn: null },
    { body: 'PSIRA', number: '1234567', expiresOn: '2027-01-31' },
  ],
};

let hub: TestHub;
let acme: TestTeam;
let admin: TestUser;

beforeAll(async () => {
  hub = await testHub({ env: { FIELD_ENCRYPTION_KEY: randomBytes(32).toString('base64') } });
});
afterAll(() => hub.close());
beforeEach(async () => {
  acme = await hub.team();
  admin = await acme.user({ role: 'admin' });
});

const send = async (input: Record<string, unknown>, as = admin) =>
  (await hub.ask(update, { as, variables: { input } })).data?.['updateCompanyProfile'];

describe('updateCompanyProfile', () => {
  test('fills in every field, and the team reads what was sent', async () => {
    const answer = await send(first);

    expect(answer).toEqual({ __typename: 'UpdateCompanyProfileSuccess', team: { profile: firstProfile } });
    const viewer = await acme.user({ role: 'viewer' });
    const read = await hub.ask(
      '{ team { updatedBy { account { email } } createdBy { id } profile { companyName contactEmail provinces } } }',
      { as: viewer },
    );
    expect(read.data).toEqual({
      team: {
        updatedBy: { account: { email: admin.email } },
        createdBy: null,
        profile: {
          companyName: 'Acme Civils (Pty) Ltd',
          contactEmail: 'tenders@acme.example',
          provinces: ['KWAZULU_NATAL', 'GAUTENG'],
        },
      },
    });
  });

  test('changes what was sent, clears what is null and leaves the rest', async () => {
    await send(first);

    const answer = await send({
      expectedVersion: 1,
      yearsOfExperience: null,
      contactPhone: null,
      cidbDesignations: [],
    });

    const profile = { ...firstProfile, version: 2, yearsOfExperience: null, contactPhone: null, designations: [] };
    expect(answer).toEqual({ __typename: 'UpdateCompanyProfileSuccess', team: { profile } });
  });

  test('replaces registrations as a whole, leaves designations alone, and refuses one that is sent twice', async () => {
    await send(first);
    const builders = { body: 'NHBRC', number: '300' };

    const twice = await send({ expectedVersion: 1, registrations: [builders, builders] });
    const answer = await send({ expectedVersion: 1, registrations: [builders] });

    expect(twice).toMatchObject({ __typename: 'InvalidInput', problems: [{ path: ['registrations'] }] });
    const profile = { ...firstProfile, version: 2, registrations: [{ ...builders, expiresOn: null }] };
    expect(answer).toEqual({ __typename: 'UpdateCompanyProfileSuccess', team: { profile } });
  });

  test('stores contact data encrypted, and tells in its event that it changed but not to what', async () => {
    await send(first);

    const rows = await hub.database.sql<{ contact: string; event: string; job: string }>(
      `select p.contact_encrypted as contact, e.body::text as event, j.task_identifier as job
       from identity.company_profile p
       join events.inbox e on e.team_id = p.team_id and e.type = 'identity.company_profile_changed'
       join graphile_worker.jobs j on j.key like '%' || p.team_id || '%' where p.team_id = $1`,
      [acme.id],
    );

    expect(rows.map(({ job }) => job)).toEqual(['insights:rescore-team']);
    const text = JSON.stringify(rows);
    expect([text.includes('tenders@acme.example'), text.includes('345 6789')]).toEqual([false, false]);
    expect(JSON.parse(rows[0]?.event ?? '')).toMatchObject({
      version: 1,
      changes: expect.arrayContaining([
        { field: 'companyName', before: null, after: 'Acme Civils (Pty) Ltd' },
        { field: 'designations', before: '[]', after: '["5GBPE","7CE until 2027-06-30"]' },
        { field: 'registrations', before: '[]', after: '["ISO_9001 QMS-77","PSIRA 1234567 until 2027-01-31"]' },
        { field: 'contact', before: null, after: null },
      ]),
    });
  });

  describe('whose contact data was encrypted with a key that is gone', () => {
    beforeEach(async () => {
      await send(first);
      await hub.database.sql(
        `update identity.company_profile set contact_encrypted = regexp_replace(contact_encrypted, '^v1[.][^.]+', 'v1.gone')
         where team_id = $1`,
        [acme.id],
      );
    });
    const storedContact = async () => {
      const [row] = await hub.database.sql<{ stored: string | null }>(
        'select contact_encrypted as stored from identity.company_profile where team_id = $1',
        [acme.id],
      );
      return row?.stored;
    };

    test('is read all but its contact data, with an error that names each field', async () => {
      const query = '{ team { profile { companyName contactEmail contactPhone } } }';

      const { data, errors } = await hub.ask(query, { as: admin });

      expect(data).toEqual({
        team: { profile: { companyName: 'Acme Civils (Pty) Ltd', contactEmail: null, contactPhone: null } },
      });
      expect(errors.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
        [['team', 'profile', 'contactEmail'], 'FIELD_UNREADABLE'],
        [['team', 'profile', 'contactPhone'], 'FIELD_UNREADABLE'],
      ]);
    });

    test('is changed in all else, and keeps what it has', async () => {
      const stored = await storedContact();
      const change = { expectedVersion: 1, bbbeeLevel: 1 };

      const { data } = await hub.ask(plainUpdate, { as: admin, variables: { input: change } });

      expect(data).toEqual({
        updateCompanyProfile: {
          __typename: 'UpdateCompanyProfileSuccess',
          team: { profile: { bbbeeLevel: 1, version: 2 } },
        },
      });
      expect(await storedContact()).toBe(stored);
    });

    test('takes new contact data as a whole only', async () => {
      const half = { expectedVersion: 1, contactEmail: 'new@acme.example' };

      const refused = await send(half);
      const answer = await send({ ...half, contactPhone: null });

      expect(refused).toEqual({
        __typename: 'InvalidInput',
        problems: [
          {
            path: ['contactPhone'],
            code: 'REQUIRED',
            message: 'The stored contact data cannot be read any more. Send contactEmail and contactPhone together.',
          },
        ],
      });
      const profile = { ...firstProfile, version: 2, contactEmail: 'new@acme.example', contactPhone: null };
      expect(answer).toEqual({ __typename: 'UpdateCompanyProfileSuccess', team: { profile } });
    });
  });

  test('made on an older version changes nothing and answers with the profile as it is', async () => {
    await send(first);
    const before = await snapshotOf(hub.database);

    const again = await send(first);
    const older = await send({ expectedVersion: 7, bbbeeLevel: 1 });

    const conflict = {
      __typename: 'CompanyProfileConflict',
      code: 'CONFLICT',
      path: ['expectedVersion'],
      current: firstProfile,
    };
    expect([again, older]).toEqual([conflict, conflict]);
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
  });

  test('that changes nothing succeeds, keeps the version and leaves no trace', async () => {
    await send(first);
    const before = await snapshotOf(hub.database);

    const answer = await send({ ...first, expectedVersion: 1 });

    expect(answer).toEqual({ __typename: 'UpdateCompanyProfileSuccess', team: { profile: firstProfile } });
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
  });

  test('tells a name with a comma from two names', async () => {
    await send({ ...first, sectors: ['Roads, bridges'] });

    const answer = await send({ expectedVersion: 1, sectors: ['Roads', 'bridges'] });

    const profile = { ...firstProfile, version: 2, sectors: ['Roads', 'bridges'] };
    expect(answer).toEqual({ __typename: 'UpdateCompanyProfileSuccess', team: { profile } });
  });

  test('shows no profile and no team to whoever may change it and not read it', async () => {
    await send(first);
    const writer = await acme.user({ role: 'admin', can: ['profile:update'] });
    const ask = (input: Record<string, unknown>) =>
      hub.askSubgraph('identity', update, { as: writer.actor, variables: { input } });

    const answers = [
      await ask({ expectedVersion: 9, bbbeeLevel: 1 }),
      await ask({ expectedVersion: 1, bbbeeLevel: 1 }),
    ];

    expect(JSON.stringify(answers)).not.toContain('tenders@acme.example');
    expect(answers.map(({ errors }) => errors?.[0]?.extensions?.['code'])).toEqual(['FORBIDDEN', 'FORBIDDEN']);
  });

  test('of twenty people who fill it in at once exactly one succeeds', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(first)));

    const names = answers.map((answer) => (answer as { __typename: string }).__typename);
    expect(names.toSorted()).toEqual([
      ...Array.from({ length: 19 }, () => 'CompanyProfileConflict'),
      'UpdateCompanyProfileSuccess',
    ]);
  });

  test('of twenty people who change it at once exactly one succeeds', async () => {
    await send(first);

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, years) => send({ expectedVersion: 1, yearsOfExperience: years })),
    );

    const names = answers.map((answer) => (answer as { __typename: string }).__typename);
    expect(names.toSorted()).toEqual([
      ...Array.from({ length: 19 }, () => 'CompanyProfileConflict'),
      'UpdateCompanyProfileSuccess',
    ]);
  });

  test('says all that is wrong with the input, and changes nothing', async () => {
    const before = await snapshotOf(hub.database);

    const answer = await send({
      expectedVersion: 0,
      companyName: 'Acme',
      sectors: [''],
      yearsOfExperience: 201,
      bbbeeLevel: 0,
      websiteUrl: 'javascript:alert(1)',
      contactEmail: 'nobody',
      contactPhone: 'call me',
      cidbDesignations: [{ class: 'CE', grade: 10 }],
    });

    expect(answer).toEqual({
      __typename: 'InvalidInput',
      problems: [
        { path: ['sectors', '0'], code: 'TOO_SHORT', message: 'Each of sectors must have 1 to 100 characters.' },
        { path: ['yearsOfExperience'], code: 'OUT_OF_RANGE', message: 'yearsOfExperience must be 0 to 200.' },
        { path: ['bbbeeLevel'], code: 'OUT_OF_RANGE', message: 'bbbeeLevel must be 1 to 8.' },
        { path: ['cidbDesignations', '0', 'grade'], code: 'OUT_OF_RANGE', message: 'grade must be 1 to 9.' },
        {
          path: ['websiteUrl'],
          code: 'INVALID_VALUE',
          message: 'websiteUrl must be an address that begins with https:// or http://.',
        },
        { path: ['contactEmail'], code: 'INVALID_VALUE', message: 'contactEmail must be an e-mail address.' },
        {
          path: ['contactPhone'],
          code: 'INVALID_VALUE',
          message: 'contactPhone must be a telephone number, such as +27 12 345 6789.',
        },
      ],
    });
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
  });

  test.each([
    [
      'a first profile without a name',
      { expectedVersion: 0, bbbeeLevel: 1 },
      ['companyName'],
      'companyName is needed when the profile is filled in for the first time.',
    ],
    [
      'a version of a profile that is not there',
      { expectedVersion: 3, bbbeeLevel: 1 },
      ['expectedVersion'],
      'No profile is filled in yet. Send expectedVersion 0 and a companyName.',
    ],
    [
      'a designation twice',
      {
        expectedVersion: 1,
        cidbDesignations: [
          { class: 'CE', grade: 7 },
          { class: 'CE', grade: 7 },
        ],
      },
      ['cidbDesignations'],
      'Send each designation once in cidbDesignations.',
    ],
  ])('refuses %s', async (_name, input, path, message) => {
    expect(await send(input)).toMatchObject({ __typename: 'InvalidInput', problems: [{ path, message }] });
  });

  test('is not for those who may only read', async () => {
    const member = await acme.user({ role: 'member' });

    const { errors } = await hub.ask(update, { as: member, variables: { input: first } });

    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['FORBIDDEN']);
  });
});
