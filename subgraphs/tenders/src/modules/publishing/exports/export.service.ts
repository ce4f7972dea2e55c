import type { Export } from '@hub/prisma/client';
import { membershipOf, requireTeam } from '@hub/runtime/auth';
import {
  createdEarlier,
  oncePerKey,
  type KeyedRequest,
  type ReadClient,
  type TeamTransaction,
} from '@hub/runtime/database';
import { changesBetween, exportCancelled, exportRequested, recordEvent } from '@hub/runtime/events';
import {
  idempotencyKey,
  idOf,
  invalidField,
  notFound,
  optional,
  pageOf,
  sliceOf,
  type InvalidInput,
  type LimitReached,
  type NotFound,
  type PageArguments,
  type PagedList,
} from '@hub/runtime/graphql';
import { enqueue } from '@hub/runtime/jobs';
import { z } from 'zod';
import type { Context } from '../../../context.js';
import { chargeSearch } from '../../quota/search-quota.service.js';
import { requestOf, storableFilter } from '../../saved-searches/stored-search.js';
import { writeExportAddress } from '../jobs/addresses.js';
import { statusNameOf } from './export-fields.js';
import { fileOf } from './export-files.js';
import { refusalByCount, rowsPerExport, tooLarge, type ExportTooLarge } from './export-limits.js';
import { countFound, exportOrder } from './export-rows.repository.js';
import * as exportRows from './export.repository.js';

type Requested = { readonly __typename: 'RequestExportSuccess'; readonly export: Export };
type RequestResult = Requested | InvalidInput | LimitReached | ExportTooLarge;
type CancelResult = { readonly __typename: 'CancelExportSuccess'; readonly export: Export } | ExportEnded | NotFound;

interface ExportEnded {
  readonly __typename: 'ExportEnded';
  readonly code: 'ENDED';
  readonly message: string;
  readonly path: string[];
  readonly export: Export;
}

/** What is to be exported. Whether text and filter make a search is said when it is read. */
export const requestExportInput = z.object({
  format: z.enum(['OCDS_JSONL', 'CSV']),
  search: optional(z.string()),
  filter: optional(z.custom<object>((value) => typeof value === 'object' && value !== null)),
  idempotencyKey: idempotencyKey(),
});

/** Names one export. */
export const exportIdInput = z.object({ id: idOf('Export') });

function requested(row: Export): Requested {
  return { __typename: 'RequestExportSuccess', export: row };
}

function requestedBefore(row: Export | null): Requested | null {
  return row && requested(row);
}

/** Looked for before anything is counted: the export that is asked for again must not be over its own limit. */
async function requestedEarlier(db: ReadClient, request: KeyedRequest): Promise<Requested | null> {
  const id = await createdEarlier(db, request);
  return id === null ? null : requestedBefore(await exportRows.findExport(db, id));
}

/**
 * Queues an export: the row and its job, both or neither. It counts as one search of the team's day.
 * @throws HubError `QUOTA_EXCEEDED` when the day's searches are used up.
 */
export async function requestExport(
  context: Context,
  input: z.infer<typeof requestExportInput>,
): Promise<RequestResult> {
  const { actor, database, now } = context;
  const teamId = requireTeam(actor, 'An export needs a team.');
  const { idempotencyKey: key, ...sent } = input;
  const keyed = { operation: 'requestExport', key, input: sent, actor };
  const earlier = await database.read((db) => requestedEarlier(db, keyed));
  if (earlier !== null) return earlier;
  const query = { search: input.search ?? null, filter: storableFilter(input.filter) };
  const checked = requestOf({ ...query, orderBy: exportOrder });
  if ('problem' in checked) return invalidField(checked.field, checked.problem);
  const { request } = checked;
  // Looked at again below, where it counts: a search should not be paid for when it is clear that nothing comes of it.
  const full = await database.read(refusalByCount);
  if (full !== null) return full;
  await chargeSearch(context, request);
  const allowed = await database.read(rowsPerExport);
  const found = await database.readPublic((db) => countFound(db, { request, at: now() }, allowed + 1));
  if (found > allowed) return tooLarge(allowed);
  const queue = async (tx: TeamTransaction): Promise<RequestResult> => {
    await exportRows.lockExports(tx, teamId);
    const late = await refusalByCount(tx);
    if (late !== null) return late;
    const rowsMax = await rowsPerExport(tx);
    if (found > rowsMax) return tooLarge(rowsMax);
    const row = await exportRows.insertExport(tx, {
      teamId,
      format: input.format,
      query,
      rowsMax,
      byMembershipId: membershipOf(actor),
      requestedAt: now(),
    });
    const changes = changesBetween(['format', 'query', 'rowsMax', 'status'], null, row);
    await recordEvent(tx, exportRequested, { subjectId: row.id, body: { changes } });
    await enqueue(tx, writeExportAddress, { exportId: row.id }, { key: row.id });
    return requested(row);
  };
  return database.write((tx) =>
    oncePerKey<RequestResult>(tx, keyed, {
      make: () => queue(tx),
      createdBy: (made) => (made.__typename === 'RequestExportSuccess' ? made.export.id : null),
      again: async (id) => requestedBefore(await exportRows.findExport(tx, id)),
    }),
  );
}

/** Cancels an export that waits or runs; a run notices at its next step and removes what it has written. */
export function cancelExport({ actor, database, now }: Context, { id }: { id: string }): Promise<CancelResult> {
  return database.write(async (tx): Promise<CancelResult> => {
    // Locked, so that what the event tells is what this change found.
    const before = await exportRows.lockExport(tx, id);
    if (before === null) return notFound('Your team has no export with this id.');
    const cancelled = await exportRows.cancelExport(tx, { id, now: now(), byMembershipId: membershipOf(actor) });
    if (cancelled === null) return ended(before);
    const changes = changesBetween(['status'], before, cancelled);
    await recordEvent(tx, exportCancelled, { subjectId: id, body: { changes } });
    return { __typename: 'CancelExportSuccess', export: cancelled };
  });
}

function ended(current: Export): ExportEnded {
  const message = 'The export has ended already. There is nothing to cancel.';
  return { __typename: 'ExportEnded', code: 'ENDED', message, path: ['id'], export: current };
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
  return pageOf(list, { rows, count: () => database.read(exportRows.countExports) }, page);
}

const linkMs = 15 * 60_000;

/** A link to the file, for a quarter of an hour and never longer than there is a file; null when there is none. */
export function downloadUrlOf(row: Export, { publishing, now }: Pick<Context, 'publishing' | 'now'>): string | null {
  const file = fileOf(row);
  if (file === null || row.expiresAt === null || statusNameOf(row, now()) !== 'DONE') return null;
  const endsAt = new Date(Math.min(now().getTime() + linkMs, row.expiresAt.getTime()));
  return `${publishing.publicUrl}${publishing.links.sign(file, endsAt)}`;
}
