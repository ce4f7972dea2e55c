import type { TeamTender } from '@hub/prisma/client';
import { type PageArguments, pageOf, sliceOf, type PagedList } from '@hub/runtime/graphql';
import { z } from 'zod';
import type { Context } from '../../../../context.js';
import { countTeamTenders, findTeamTenders, type TeamTenderConditions } from './team-tender.repository.js';

const list: PagedList<TeamTender, readonly [string]> = {
  name: 'teamTenders',
  position: z.tuple([z.guid().lowercase()]),
  positionOf: ({ id }) => [id],
};

/** A page of what came through the team's own sources, newest first. */
export async function teamTendersPage(
  context: Context,
  { conditions, page }: { conditions: TeamTenderConditions; page: PageArguments },
) {
  const { after, take } = sliceOf(list, page);
  const rows = await context.database.read((db) =>
    findTeamTenders(db, { conditions, after: after?.[0] ?? null, take }),
  );
  const count = () => context.database.read((db) => countTeamTenders(db, conditions));
  return pageOf(list, { rows, count }, page);
}
