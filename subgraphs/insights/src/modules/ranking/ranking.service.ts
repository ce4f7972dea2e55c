import { pageOf, sliceOf, type PageArguments, type PagedList } from '@hub/runtime/graphql';
import { z } from 'zod';
import type { Context } from '../../context.js';
import { loadFirstPage } from './ranking.loader.js';
import {
  countRanked,
  findRanked,
  type RankedRow,
  type RankingConditions,
  type RankingOrder,
} from './ranking.repository.js';

/** Which part of the ranking is shown. */
export interface RankedList {
  readonly conditions: RankingConditions;
  /** Nothing was asked for but the ranking. */
  readonly isPlain: boolean;
  readonly order: RankingOrder;
  readonly page: PageArguments;
}

/** A page of the ranking of the actor's team. The first page without conditions is kept for seconds, until the team writes. */
export async function rankedPage(context: Context, { conditions, isPlain, order, page }: RankedList) {
  const list: PagedList<RankedRow, readonly [number, string]> = {
    name: `rankedTenders:${order}`,
    position: z.tuple([z.int().min(-1_000).max(1_000), z.uuid()]),
    positionOf: ({ sortedBy, id }) => [sortedBy, id],
  };
  const { after, take } = sliceOf(list, page);
  const read = () => context.database.read((db) => findRanked(db, { conditions, order, after, take }));
  const isFirst = isPlain && after === null && order === 'RELEVANCE';
  const rows = isFirst ? await loadFirstPage(context, take, read) : await read();
  return pageOf(list, { rows, count: () => context.database.read((db) => countRanked(db, conditions)) }, page);
}
