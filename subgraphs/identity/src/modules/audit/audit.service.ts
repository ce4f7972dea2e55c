import { pageOf, sliceOf, type PageArguments, type PagedList } from '@hub/runtime/graphql';
import { z } from 'zod';
import type { Context } from '../../context.js';
import * as events from './audit.repository.js';

/** Orders of the list, by the names that the API gives them. */
export type AuditOrder = 'RECORDED_AT_ASC' | 'RECORDED_AT_DESC';

/** The list in an order. Places grow without gaps, and what is recorded later comes later: a cursor skips nothing. */
function listIn(order: AuditOrder): PagedList<events.AuditRow, readonly [number]> {
  return {
    name: `auditEvents:${order}`,
    position: z.tuple([z.int().min(1)]),
    positionOf: ({ sequence }) => [Number(sequence)],
  };
}

/** A page of what happened in the team. */
export async function auditEventsPage(
  { database }: Context,
  list: { conditions: events.AuditConditions; order: AuditOrder; page: PageArguments },
) {
  const { conditions, order, page } = list;
  const { after, take } = sliceOf(listIn(order), page);
  const direction = order === 'RECORDED_AT_ASC' ? 'asc' : 'desc';
  const rows = await database.read((db) =>
    events.findEvents(db, { conditions, direction, after: after?.[0] ?? null, take }),
  );
  return pageOf(listIn(order), { rows, count: () => database.read((db) => events.countEvents(db, conditions)) }, page);
}
