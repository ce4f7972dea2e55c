import type { Export } from '@hub/prisma/client';
import { z } from 'zod';
import { repairKinds } from '../../../ocds/index.js';

const formats = z.enum(['OCDS_JSONL', 'CSV']);
const failures = z.enum(['TOO_MANY_ROWS', 'INTERNAL']);
const statuses = z.enum(['QUEUED', 'RUNNING', 'DONE', 'FAILED', 'CANCELLED']);
const repairs = z.partialRecord(z.enum(repairKinds), z.int());

/** A stored format; the database checks that it is one. */
export function formatOf(text: string): z.output<typeof formats> {
  return formats.parse(text);
}

/** Why there is no file. */
export function failureOf(text: string | null): z.output<typeof failures> | null {
  return text === null ? null : failures.parse(text);
}

/** How an export is doing at an instant: a file that has had its time is gone. */
export function statusNameOf(
  { status, expiresAt }: Pick<Export, 'status' | 'expiresAt'>,
  now: Date,
): z.output<typeof statuses> | 'EXPIRED' {
  return status === 'DONE' && expiresAt !== null && expiresAt <= now ? 'EXPIRED' : statuses.parse(status);
}

/** The text that was searched for. */
export function searchOf(query: unknown): string | null {
  return z.looseObject({ search: z.string().nullable() }).parse(query).search;
}

/** Repairs by kind, in the order in which they are documented. */
export function repairsOf(stored: unknown): { kind: (typeof repairKinds)[number]; repairCount: number }[] {
  const counts = repairs.parse(stored);
  return repairKinds.flatMap((kind) => (counts[kind] === undefined ? [] : [{ kind, repairCount: counts[kind] }]));
}
