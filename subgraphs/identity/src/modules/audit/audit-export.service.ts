import { membershipOf, requireTeam } from '@hub/runtime/auth';
import { oncePerKey, type TeamTransaction } from '@hub/runtime/database';
import { auditExportRequested, recordEvent, signSeal } from '@hub/runtime/events';
import { exportFiles } from '@hub/runtime/files';
import { idempotencyKey, limitReached, type LimitReached } from '@hub/runtime/graphql';
import { enqueue, type JobAddress } from '@hub/runtime/jobs';
import { uuidV7 } from '@hub/runtime/values';
import { z } from 'zod';
import type { Context } from '../../context.js';
import * as exports from './audit-export.repository.js';

type Requested = { readonly __typename: 'RequestAuditExportSuccess'; readonly auditExport: exports.AuditExportRow };
type RequestResult = Requested | LimitReached;

/** A request for a file of the log. */
export const requestAuditExportInput = z.object({ idempotencyKey: idempotencyKey() });

/** Where the writing of the file is queued: the worker does it in the role that looks after the stream of events. */
const writeAuditExport: JobAddress<{ exportId: string }> = {
  name: 'tenders:write-audit-export',
  schema: z.object({ exportId: z.uuid() }),
  attemptsMax: 8,
};

const underWayMax = 1;
const erasedMax = 50_000;
const linkMs = 15 * 60_000;

/** Signs where the log begins and ends at this moment, and queues the writing of the file: all or nothing. */
export function requestAuditExport(
  context: Context,
  { idempotencyKey: key }: z.infer<typeof requestAuditExportInput>,
): Promise<RequestResult> {
  const { actor, database } = context;
  const teamId = requireTeam(actor, 'An audit log is of a team.');
  return database.write((tx) =>
    oncePerKey<RequestResult>(
      tx,
      { operation: 'requestAuditExport', key, input: {}, actor },
      {
        make: () => queue(tx, context, teamId),
        createdBy: (made) => (made.__typename === 'RequestAuditExportSuccess' ? made.auditExport.id : null),
        again: async (id) => requested(await exports.findAuditExport(tx, id)),
      },
    ),
  );
}

async function queue(tx: TeamTransaction, context: Context, teamId: string): Promise<RequestResult> {
  const { actor, now, signingKey } = context;
  await exports.lockAuditExports(tx, teamId);
  const used = await exports.countUnderWay(tx);
  if (used >= underWayMax) {
    const message = 'A file of the audit log is being written. Wait until it is done.';
    return limitReached(message, { max: underWayMax, used });
  }
  const span = await exports.findSpan(tx);
  if (span.erased.length > erasedMax) {
    const message = 'Too many events of the log were erased for one file. Ask whoever runs the product for one.';
    return limitReached(message, { max: erasedMax, used: span.erased.length });
  }
  const [id, createdAt] = [uuidV7(), now()];
  const seal = await signSeal(signingKey, { teamId, ...span, writtenAt: createdAt.toISOString() });
  const [firstSequence, lastSequence] = [BigInt(span.from.sequence), BigInt(span.to.sequence)];
  const requestedByMembershipId = membershipOf(actor);
  await exports.insertAuditExport(tx, {
    ...{ teamId, id, seal, firstSequence, lastSequence },
    ...{ requestedByMembershipId, createdAt },
  });
  const body = { firstSequence: span.from.sequence, lastSequence: span.to.sequence };
  await recordEvent(tx, auditExportRequested, { subjectId: id, body });
  await enqueue(tx, writeAuditExport, { exportId: id }, { key: id });
  const row = requested(await exports.findAuditExport(tx, id));
  if (row === null) throw new Error('What was just inserted is not there.');
  return row;
}

function requested(row: exports.AuditExportRow | null): Requested | null {
  return row && { __typename: 'RequestAuditExportSuccess', auditExport: row };
}

/** The files of the team, newest first. */
export function auditExports({ database }: Context): Promise<exports.AuditExportRow[]> {
  return database.read(exports.findAuditExports);
}

const statuses = z.enum(['QUEUED', 'RUNNING', 'DONE', 'FAILED']);
const failures = z.enum(['LOG_CHANGED', 'INTERNAL']);

/** How a file is doing at an instant: one that has had its time is gone. */
export function statusAt({ status, expiresAt }: exports.AuditExportRow, now: Date) {
  return status === 'DONE' && expiresAt !== null && expiresAt <= now ? 'EXPIRED' : statuses.parse(status);
}

/** Why there is no file. */
export function failureOf({ failure }: exports.AuditExportRow) {
  return failure === null ? null : failures.parse(failure);
}

/** A link to the file, for a quarter of an hour and never longer than there is a file; null when there is none. */
export function downloadUrlOf(
  row: exports.AuditExportRow,
  { files, now }: Pick<Context, 'files' | 'now'>,
): string | null {
  const { teamId, fileName: name, expiresAt } = row;
  if (name === null || expiresAt === null || statusAt(row, now()) !== 'DONE') return null;
  const endsAt = new Date(Math.min(now().getTime() + linkMs, expiresAt.getTime()));
  return `${files.publicUrl}${files.links.sign({ ownerId: teamId, kind: exportFiles.kind, name }, endsAt)}`;
}
