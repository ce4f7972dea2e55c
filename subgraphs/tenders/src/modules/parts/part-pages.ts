import { type Connection, type PageArguments, pageOf, sliceOf, type PagedList } from '@hub/runtime/graphql';
import type DataLoader from 'dataloader';
import { z } from 'zod';
import type { SliceKey } from '@hub/runtime/loaders';
import type { PartParent, PartPosition, PartRow } from './part.repository.js';

type PartLoader<Row> = DataLoader<SliceKey<PartPosition, PartParent>, Row[], string>;

/** A page of the parts of a tender, or of one of its lots or awards. */
export async function partsPage<Row extends PartRow>(
  loader: PartLoader<Row>,
  name: 'lots' | 'items' | 'awardItems' | 'contracts',
  { parent, page }: { parent: PartParent; page: PageArguments },
): Promise<Connection<Row>> {
  const list: PagedList<Row, PartPosition> = {
    name,
    position: z.tuple([z.int().min(0).max(2_147_483_647)]),
    positionOf: ({ position }) => [position],
  };
  return pageOf(list, await loader.load({ parent, ...sliceOf(list, page) }), page);
}
