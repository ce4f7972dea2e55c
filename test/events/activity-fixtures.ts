import { decodeId } from '@hub/runtime/graphql';
import type { World } from '../kit/world.js';
import { asMember, idOf, somebody, type MutationFixture } from './fixture-kit.js';

async function activityOf(world: World, isDeleted = false): Promise<string> {
  const { own } = world;
  const sql = `insert into workspace.activity (team_id, project_id, kind, title, starts_at, time_zone, deleted_at)
    values ($1, $2, 'MEETING', 'Site visit', now(), 'Africa/Johannesburg', case when $3 then now() end) returning id`;
  return idOf(world, 'Activity', sql, [own.team.id, decodeId('Project', own.ids['Project'] ?? ''), isDeleted]);
}

/** Mutations of activities. */
export const activityFixtures: Readonly<Record<string, MutationFixture>> = {
  createActivity: {
    event: 'workspace.activity_created',
    answers: 'CreateActivitySuccess',
    arrange: asMember(async ({ own }) => ({
      projectId: own.ids['Project'],
      kind: 'MEETING',
      title: 'Site visit',
      startsAt: '2026-03-31T08:00:00Z',
    })),
  },
  updateActivity: {
    event: 'workspace.activity_updated',
    answers: 'UpdateActivitySuccess',
    arrange: async (world) => ({
      as: await somebody(world),
      input: {
        id: await activityOf(world),
        expectedVersion: 1,
        participants: [{ name: 'Grace Hopper', email: 'grace.hopper@example.org' }],
      },
      // The log is kept for years, and is no place for who else was invited.
      secrets: ['Grace Hopper', 'grace.hopper@example.org'],
    }),
  },
  answerActivity: {
    event: 'workspace.activity_answered',
    answers: 'AnswerActivitySuccess',
    arrange: async (world) => {
      const [as, id] = [await somebody(world), await activityOf(world)];
      await world.hub.database.sql(
        'insert into workspace.activity_participant (team_id, activity_id, membership_id) values ($1, $2, $3)',
        [world.own.team.id, decodeId('Activity', id), as.actor.membershipId],
      );
      return { as, input: { id, answer: 'ACCEPTED' } };
    },
  },
  deleteActivity: {
    event: 'workspace.activity_deleted',
    answers: 'DeleteActivitySuccess',
    arrange: asMember(async (world) => ({ id: await activityOf(world), expectedVersion: 1 })),
  },
  restoreActivity: {
    event: 'workspace.activity_restored',
    answers: 'RestoreActivitySuccess',
    arrange: asMember(async (world) => ({ id: await activityOf(world, true) })),
  },
  createCalendarFeed: {
    event: 'workspace.calendar_feed_created',
    answers: 'CreateCalendarFeedSuccess',
    arrange: asMember(async () => ({ idempotencyKey: 'calendar' })),
  },
  revokeCalendarFeed: {
    event: 'workspace.calendar_feed_revoked',
    answers: 'RevokeCalendarFeedSuccess',
    arrange: async (world) => {
      const as = await somebody(world);
      await world.hub.database.sql(
        'insert into workspace.calendar_feed (team_id, membership_id, token_hash) values ($1, $2, sha256($3::bytea))',
        [world.own.team.id, as.actor.membershipId, as.actor.membershipId],
      );
      return { as, input: null };
    },
  },
};
