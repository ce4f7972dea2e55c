import { type PageArguments, pageOf, sliceOf, type PagedList } from '@hub/runtime/graphql';
import { z } from 'zod';
import type { Context } from '../../context.js';
import {
  countQuarantined,
  findQuarantined,
  type QuarantineConditions,
  type QuarantinedRow,
} from './quarantine.repository.js';

const list: PagedList<QuarantinedRow, [string]> = {
  name: 'quarantinedReleases',
  position: z.tuple([z.guid()]),
  positionOf: ({ id }) => [id],
};

/** A page of releases that are set aside, newest first. */
export async function quarantinedPage(
  { database }: Context,
  wanted: QuarantineConditions & { readonly page: PageArguments },
) {
  const { page, ...conditions } = wanted;
  const { after, take } = sliceOf(list, page);
  const query = { ...conditions, after: after?.[0] ?? null, take };
  const rows = await database.readPublic((db) => findQuarantined(db, query));
  const count = () => database.readPublic((db) => countQuarantined(db, conditions));
  return pageOf(list, { rows, count }, page);
}

const excerptLengthMax = 500;

/** How a release begins: readable text, whatever its bytes are. */
export function excerptOf({ beginning }: QuarantinedRow): string {
  const text = Buffer.from(beginning).toString('utf8');
  return Array.from(text.replaceAll(/\p{Cc}+/gu, ' '))
    .slice(0, excerptLengthMax)
    .join('');
}
