import { ownSessionsEnded, recordEvent } from '@hub/runtime/events';
import { notFound, type NotFound } from '@hub/runtime/graphql';
import type { Context } from '../../context.js';
import * as sessions from './own-session.repository.js';
import type { EndSession } from './session-input.js';

type EndResult = { readonly __typename: 'EndSessionSuccess'; readonly handle: string } | NotFound;

const unknown = notFound('You have no open session with this handle.', 'handle');

/** Open sessions of the person, in every team. */
export function openSessions({ database, now }: Context) {
  return database.read((db) => sessions.findOpenSessions(db, now()));
}

/** Ends one session of the person. */
export async function endSession(context: Context, { handle }: EndSession): Promise<EndResult> {
  const count = await end(context, { only: handle });
  return count === 0 ? unknown : { __typename: 'EndSessionSuccess', handle };
}

/** Ends all sessions of the person but the one in use. Answers how many. */
export async function endOtherSessions(context: Context): Promise<number> {
  const { actor } = context;
  return actor.kind === 'user' ? end(context, { but: actor.sessionId }) : 0;
}

async function end(context: Context, which: { only?: string; but?: string }): Promise<number> {
  const { actor, database } = context;
  if (actor.kind !== 'user') return 0;
  const { accountId } = actor;
  return database.write(async (tx) => {
    const count = await sessions.endOwnSessions(tx, which);
    if (count > 0)
      await recordEvent(tx, ownSessionsEnded, {
        subjectId: accountId,
        body: { accountId, count },
        persons: [accountId],
      });
    return count;
  });
}
