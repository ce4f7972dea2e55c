import { type Connection, type PageArguments, pageOf, sliceOf, type PagedList } from '@hub/runtime/graphql';
import type DataLoader from 'dataloader';
import { z } from 'zod';
import type { CountKey, SliceKey } from '@hub/runtime/loaders';
import type { PartParent, PartPosition, PartRow } from './part.repository.js';

/** Parts of one kind: a slice of them, and how many there are. */
export interface PartLoaders<Row> {
  readonly rows: DataLoader<SliceKey<PartPosition, PartParent>, Row[], string>;
  readonly count: DataLoader<CountKey<PartParent>, number, string>;
}

/** A page of the parts of a tender, or of one of its lots or awards. */
export async function partsPage<Row extends PartRow>(
  loaders: PartLoaders<Row>,
  name: 'lots' | 'items' | 'awardItems' | 'contracts' | 'documents',
  { parent, page }: { parent: PartParent; page: PageArguments },
): Promise<Connection<Row>> {
  const list: PagedList<Row, PartPosition> = {
    name,
    position: z.tuple([z.int().min(0).max(2_147_483_647)]),
    positionOf: ({ position }) => [position],
  };
  const rows = await loaders.rows.load({ parent, ...sliceOf(list, page) });
  return pageOf(list, { rows, count: () => loaders.count.load({ parent }) }, page);
}
