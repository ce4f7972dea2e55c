import { HubError } from '@hub/runtime/errors';
import { connectionOf, decodeCursor, encodeCursor, pageSizeOf, type PageArguments } from '@hub/runtime/graphql';
import type { Context } from '../../../context.js';
import { findTeamTenders, type TeamTenderConditions } from './team-tender.repository.js';

const list = 'teamTenders';

/** A page of what came through the team's own sources, newest first. */
export async function teamTendersPage(
  context: Context,
  { conditions, page }: { conditions: TeamTenderConditions; page: PageArguments },
) {
  const size = pageSizeOf(page);
  const after = page.after === null || page.after === undefined ? null : idOf(page.after);
  const rows = await context.database.read((db) => findTeamTenders(db, { conditions, after, take: size + 1 }));
  return connectionOf(rows, size, { after: page.after, cursorOf: ({ id }) => encodeCursor(list, [id]) });
}

function idOf(cursor: string): string {
  const [id] = decodeCursor(list, cursor);
  if (typeof id === 'string' && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u.test(id)) return id;
  throw new HubError(
    'BAD_USER_INPUT',
    'after is not a cursor of this list. Pass endCursor exactly as the API returned it.',
    { details: { argument: 'after' } },
  );
}
