import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { encodeId } from '@hub/runtime/graphql';
import { graphql } from '../kit/client.js';
import { testHub, type TestHub } from '../kit/hub.js';
import type { TestTeam, TestUser } from '../kit/people.js';
import { atTheSameMoment } from '../kit/same-moment.js';
import { changesBetween, snapshotOf } from '../kit/snapshot.js';

const update = graphql(`
  mutation ($input: UpdateTeamInput!) {
    updateTeam(input: $input) {
      __typename
      ... on UpdateTeamSuccess {
        team {
          name
          timeZone
          version
          updatedBy {
            id
          }
        }
      }
      ... on InvalidInput {
        problems {
          path
        }
      }
      ... on TeamConflict {
        current {
          name
          version
        }
      }
    }
  }
`);

let hub: TestHub;
let acme: TestTeam;
let admin: TestUser;
beforeAll(async () => {
  hub = await testHub();
});
afterAll(() => hub.close());
beforeEach(async () => {
  acme = await hub.team();
  admin = await acme.user({ role: 'admin' });
});

const seen = async (as: TestUser) => (await hub.ask('{ team { name timeZone version } }', { as })).data?.['team'];

describe('a team', () => {
  test('gets another name and time zone from its admins, and its log tells', async () => {
    const clerk = await acme.user();
    const before = await seen(clerk);

    const { updateTeam } = await hub.as(admin).data(update, {
      input: { expectedVersion: 1, name: ' Acme Civils ', timeZone: 'Europe/Berlin' },
    });

    const after = { name: 'Acme Civils', timeZone: 'Europe/Berlin', version: 2 };
    const updatedBy = { id: encodeId('Member', admin.actor.membershipId) };
    expect(before).toEqual({ name: acme.name, timeZone: 'Africa/Johannesburg', version: 1 });
    expect(updateTeam).toEqual({ __typename: 'UpdateTeamSuccess', team: { ...after, updatedBy } });
    expect(await seen(admin)).toEqual(after);
    const events = await hub.database.sql('select type, body from events.inbox where team_id = $1', [acme.id]);
    expect(events).toEqual([
      {
        type: 'identity.team_updated',
        body: {
          version: 2,
          changes: [
            { field: 'name', before: acme.name, after: 'Acme Civils' },
            { field: 'timeZone', before: 'Africa/Johannesburg', after: 'Europe/Berlin' },
          ],
        },
      },
    ]);
  });

  test.each([
    ['a version that it has not', { expectedVersion: 2, name: 'Mine' }, 'TeamConflict'],
    ['no name', { expectedVersion: 1, name: ' ' }, 'InvalidInput'],
    ['a name that is too long', { expectedVersion: 1, name: 'x'.repeat(101) }, 'InvalidInput'],
    ['a zone that is none', { expectedVersion: 1, timeZone: 'Africa/Atlantis' }, 'InvalidInput'],
    ['what it is called already', { expectedVersion: 1, timeZone: 'Africa/Johannesburg' }, 'UpdateTeamSuccess'],
  ])('is not changed by %s', async (_what, input, answer) => {
    const before = await snapshotOf(hub.database);

    const { updateTeam } = await hub.as(admin).data(update, { input });

    expect(updateTeam?.__typename).toBe(answer);
    expect(changesBetween(before, await snapshotOf(hub.database))).toEqual([]);
  });

  test('has the first of two names that are given at once', async () => {
    const name = (text: string) => () => hub.as(admin).data(update, { input: { expectedVersion: 1, name: text } });

    const answers = await atTheSameMoment(hub.database, name('First'), name('Second'));

    expect(answers.map(({ updateTeam }) => updateTeam)).toMatchObject([
      { __typename: 'UpdateTeamSuccess' },
      { __typename: 'TeamConflict', current: { name: 'First', version: 2 } },
    ]);
  });
});
