import {
  digestOf,
  encodePartId,
  pageOf,
  sliceOf,
  type Connection,
  type PageArguments,
  type PagedList,
  type PartId,
} from '@hub/runtime/graphql';
import { z } from 'zod';
import type { Context } from '../../../context.js';
import { instantOf } from '../../../ocds/index.js';
import type { DocumentRow } from '../../parts/part.repository.js';
import type { Snapshot } from './snapshot.js';

/** A document as published by an instant. */
export interface DocumentSnapshot extends DocumentRow {
  readonly at: Date;
}

const list: PagedList<DocumentSnapshot, readonly [number]> = {
  name: 'documentSnapshots',
  position: z.tuple([z.int().min(0).max(2_147_483_647)]),
  positionOf: ({ position }) => [position],
};

/** A page of the documents of a snapshot, in the order published. */
export function documentSnapshotsPage(snapshot: Snapshot, page: PageArguments): Connection<DocumentSnapshot> {
  const { after, take } = sliceOf(list, page);
  const documents = documentsOf(snapshot);
  const rows = documents.filter(({ position }) => position > (after?.[0] ?? -1)).slice(0, take);
  return pageOf(list, { rows, count: async () => documents.length }, page);
}

/** The id that clients see: of the tender's row, the document's key and the instant. */
export function idOfDocumentSnapshot({ tenderId, key, at }: DocumentSnapshot): string {
  return encodePartId('TenderDocumentSnapshot', {
    row: tenderId,
    part: `${digestOf(key)}${at.getTime().toString(36)}`,
  });
}

const partShape = /^(?<digest>[\w-]{22})(?<at>-?[0-9a-z]{1,9})$/u;

/** The document of a snapshot that an id names; null when there is none. */
export async function documentSnapshotNamed(
  { row, part }: PartId,
  { loaders }: Context,
): Promise<DocumentSnapshot | null> {
  const { digest = '', at: time = '' } = partShape.exec(part)?.groups ?? {};
  const at = new Date(Number.parseInt(time, 36));
  const tender = Number.isNaN(at.getTime()) ? null : await loaders.tender.load(row);
  if (tender === null) return null;
  const snapshot = await loaders.snapshot.load({ tenderId: row, ocid: tender.ocid, at });
  if (snapshot === null) return null;
  return documentsOf(snapshot).find(({ key }) => digestOf(key) === digest) ?? null;
}

function documentsOf({ tenderId, at, state }: Snapshot): DocumentSnapshot[] {
  return state.documents.map((row, position) => ({
    ...row,
    position,
    tenderId,
    at,
    publishedAt: instantOf(row.publishedAt),
    modifiedAt: instantOf(row.modifiedAt),
  }));
}
