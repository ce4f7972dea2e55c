import type { Export } from '@hub/prisma/client';
import { type Plan, requireTeam } from '@hub/runtime/auth';
import type { PageArguments } from '@hub/runtime/graphql';
import { enqueue } from '@hub/runtime/jobs';
import { z } from 'zod';
import type { Context } from '../../../context.js';
import { pageOf, sliceOf, type PagedList } from '@hub/runtime/graphql';
import { chargeSearch } from '../../quota/search-quota.service.js';
import { requestOf, storableFilter } from '../../saved-searches/stored-search.js';
import { writeExportAddress } from '../jobs/addresses.js';
import { statusNameOf } from './export-fields.js';
import { fileOf } from './export-files.js';
import { countFound, exportOrder } from './export-rows.repository.js';
import * as exportRows from './export.repository.js';

export type RequestOutcome =
  | { readonly kind: 'queued'; readonly export: Export }
  | { readonly kind: 'invalid'; readonly problem: string }
  | { readonly kind: 'tooMany'; readonly max: number }
  | { readonly kind: 'tooLarge'; readonly rowsMax: number };
export type CancelOutcome =
  | { readonly kind: 'cancelled'; readonly export: Export }
  | { readonly kind: 'ended'; readonly export: Export }
  | { readonly kind: 'notFound' };

/** Exports at a time, and tenders in one of them, by the plan of the team. */
const limits: Readonly<Record<Plan, { readonly atOnce: number; readonly rowsMax: number }>> = {
  FREE: { atOnce: 1, rowsMax: 1_000 },
  BASIC: { atOnce: 2, rowsMax: 20_000 },
  PRO: { atOnce: 5, rowsMax: 500_000 },
};

/** What somebody wants to have exported. */
export interface ExportRequest {
  readonly format: 'OCDS_JSONL' | 'CSV';
  readonly search?: string | null | undefined;
  readonly filter?: object | null | undefined;
}

/**
 * Queues an export: the row and its job, both or neither. It counts as one search of the team's day.
 * @throws HubError `QUOTA_EXCEEDED` when the day's searches are used up.
 */
export async function requestExport(context: Context, input: ExportRequest): Promise<RequestOutcome> {
  const { actor, database, now } = context;
  const teamId = requireTeam(actor, 'An export needs a team.');
  const { atOnce, rowsMax } = limits[actor.kind === 'user' || actor.kind === 'partner' ? actor.plan : 'PRO'];
  const query = { search: input.search ?? null, filter: storableFilter(input.filter) };
  const checked = requestOf({ ...query, orderBy: exportOrder });
  if ('problem' in checked) return { kind: 'invalid', problem: checked.problem };
  const { request } = checked;
  // Looked at again below, where it counts: a search should not be paid for when it is clear that nothing comes of it.
  if ((await database.read(exportRows.countUnderWay)) >= atOnce) return { kind: 'tooMany', max: atOnce };
  await chargeSearch(context, request);
  const found = await database.readPublic((db) => countFound(db, { request, at: now() }, rowsMax + 1));
  if (found > rowsMax) return { kind: 'tooLarge', rowsMax };
  return database.write(async (tx): Promise<RequestOutcome> => {
    await exportRows.lockExports(tx, teamId);
    if ((await exportRows.countUnderWay(tx)) >= atOnce) return { kind: 'tooMany', max: atOnce };
    const row = await exportRows.insertExport(tx, {
      teamId,
      format: input.format,
      query,
      rowsMax,
      requestedByMembershipId: actor.kind === 'user' ? actor.membershipId : null,
      requestedAt: now(),
    });
    await enqueue(tx, writeExportAddress, { exportId: row.id }, { key: row.id });
    return { kind: 'queued', export: row };
  });
}

/** Gives up an export that waits or runs; a run notices at its next step and removes what it has written. */
export function cancelExport({ database, now }: Context, id: string): Promise<CancelOutcome> {
  return database.write(async (tx): Promise<CancelOutcome> => {
    const cancelled = await exportRows.cancelExport(tx, id, now());
    if (cancelled !== null) return { kind: 'cancelled', export: cancelled };
    const current = await exportRows.findExport(tx, id);
    return current === null ? { kind: 'notFound' } : { kind: 'ended', export: current };
  });
}

/** An export of the team. */
export function findExport({ database }: Context, id: string): Promise<Export | null> {
  return database.read((db) => exportRows.findExport(db, id));
}

const list: PagedList<Export, readonly [string]> = {
  name: 'tenderExports',
  position: z.tuple([z.uuid()]),
  positionOf: ({ id }) => [id],
};

/** A page of the team's exports, newest first. */
export async function exportsPage({ database }: Context, page: PageArguments) {
  const { after, take } = sliceOf(list, page);
  const rows = await database.read((db) => exportRows.findExports(db, { after: after?.[0] ?? null, take }));
  return pageOf(list, rows, page);
}

const linkMs = 15 * 60_000;

/** A link to the file, for a quarter of an hour and never longer than there is a file; null when there is none. */
export function downloadUrlOf(row: Export, { publishing, now }: Pick<Context, 'publishing' | 'now'>): string | null {
  const file = fileOf(row);
  if (file === null || row.expiresAt === null || statusNameOf(row, now()) !== 'DONE') return null;
  const endsAt = new Date(Math.min(now().getTime() + linkMs, row.expiresAt.getTime()));
  return `${publishing.publicUrl}${publishing.links.sign(file, endsAt)}`;
}
