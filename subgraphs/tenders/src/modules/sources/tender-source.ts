import type { TeamSource, TeamTender } from '@hub/prisma/client';
import type { Loaders } from '../../loaders.js';
import type { SourceRecord } from './source-record.js';

/** Where a tender came from. */
export type TenderSource =
  (SourceRecord & { readonly __typename: 'SourceHealth' }) | (TeamSource & { readonly __typename: 'TeamSource' });

/** The public source of a tender, or that of the actor's team. Null when it was removed at this moment. */
export async function sourceOf(
  { source, teamSource }: Pick<Loaders, 'source' | 'teamSource'>,
  tender: { readonly sourceId?: string | undefined; readonly teamTender?: TeamTender | undefined },
): Promise<TenderSource | null> {
  if (tender.teamTender !== undefined) {
    const own = await teamSource.load(tender.teamTender.teamSourceId);
    return own === null ? null : { __typename: 'TeamSource', ...own };
  }
  const found = tender.sourceId === undefined ? null : await source.load(tender.sourceId);
  return found === null ? null : { __typename: 'SourceHealth', ...found };
}
