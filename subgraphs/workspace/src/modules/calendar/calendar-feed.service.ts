import type { CalendarFeed } from '@hub/prisma/client';
import { membershipOf, requireTeam } from '@hub/runtime/auth';
import { lockUntilCommit, oncePerKey } from '@hub/runtime/database';
import { calendarFeedCreated, calendarFeedRevoked, recordEvent } from '@hub/runtime/events';
import { notFound, type NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import type { CreateCalendarFeed } from './calendar-input.js';
import * as feeds from './calendar-feed.repository.js';
import { calendarPath, hashOfToken, newCalendarToken } from './calendar-token.js';

interface Created {
  readonly __typename: 'CreateCalendarFeedSuccess';
  readonly url: string | null;
  readonly calendarFeed: CalendarFeed;
}

interface Revoked {
  readonly __typename: 'RevokeCalendarFeedSuccess';
  readonly createdAt: Date;
}

const membersOnly = notFound('Only members of the team have a calendar.');

/** The actor's own feed. */
export async function ownFeed({ actor, database }: Context): Promise<CalendarFeed | null> {
  const membershipId = membershipOf(actor);
  return membershipId === null ? null : database.read((db) => feeds.findFeed(db, membershipId));
}

/** Makes a new address for the calendar of the actor. The one before stops working at the same moment. */
export function createCalendarFeed(
  { actor, database, publicUrl }: Context,
  { idempotencyKey: key }: CreateCalendarFeed,
): Promise<Created | NotFound> {
  return database.write(async (tx) => {
    const membershipId = membershipOf(actor);
    if (membershipId === null) return membersOnly;
    const teamId = requireTeam(actor, 'A calendar needs a team.');
    return oncePerKey<Created | NotFound>(
      tx,
      { operation: 'createCalendarFeed', key, input: {}, actor },
      {
        make: async () => {
          // Two that are made at once would both find no address before them.
          await lockUntilCommit(tx, `calendar-feed:${membershipId}`);
          const token = newCalendarToken(teamId);
          const calendarFeed = await feeds.replaceFeed(tx, { teamId, membershipId, tokenHash: hashOfToken(token) });
          await recordEvent(tx, calendarFeedCreated, { body: { membershipId } });
          return { __typename: 'CreateCalendarFeedSuccess', url: publicUrl + calendarPath(token), calendarFeed };
        },
        createdBy: (made) => ('calendarFeed' in made ? made.calendarFeed.id : null),
        again: async () => createdAlready(await feeds.findFeed(tx, membershipId)),
      },
    );
  });
}

function createdAlready(calendarFeed: CalendarFeed | null): Created | null {
  return calendarFeed && { __typename: 'CreateCalendarFeedSuccess', url: null, calendarFeed };
}

/** Revokes the address of the actor. */
export function revokeCalendarFeed({ actor, database }: Context): Promise<Revoked | NotFound> {
  return database.write(async (tx): Promise<Revoked | NotFound> => {
    const membershipId = membershipOf(actor);
    const feed = membershipId === null ? null : await feeds.findFeed(tx, membershipId);
    if (feed === null) return notFound('You have no address of a calendar.');
    await feeds.deleteFeed(tx, feed.membershipId);
    await recordEvent(tx, calendarFeedRevoked, { body: { membershipId: feed.membershipId } });
    return { __typename: 'RevokeCalendarFeedSuccess', createdAt: feed.createdAt };
  });
}
