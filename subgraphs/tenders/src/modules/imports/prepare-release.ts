import type { ReadItem } from '../releases/collect-releases.js';
import type { JsonObject } from '../releases/json.js';
import { readIsoInstant } from '../releases/ocds-time.js';
import { contentHash, NestingError } from '../releases/release-hash.js';
import { validateRelease, type QuarantineReason, type ReleaseHead } from '../releases/validate-release.js';
import { createHash } from 'node:crypto';
import { uuidV7 } from './uuid-v7.js';

/** A release ready to be written. */
export interface PreparedRelease extends ReleaseHead {
  kind: 'release';
  id: string;
  release: JsonObject;
  raw: Buffer;
  hash: Buffer;
  /** When its package was published. */
  observedAt: string | null;
  extensions: readonly string[];
  origin: string;
}

/** A release to set aside. */
export interface RefusedRelease {
  kind: 'refused';
  reason: QuarantineReason;
  detail: string;
  ocid: string | null;
  releaseId: string | null;
  raw: Buffer;
  hash: Buffer;
  origin: string;
}

/** Checks a release found in a file and works out its identity. */
export function prepareRelease(
  item: Exclude<ReadItem, { kind: 'other' }>,
  origin: string,
): PreparedRelease | RefusedRelease {
  if (item.kind === 'problem') return refused({ reason: item.reason, detail: item.detail, raw: item.bytes, origin });
  const verdict = validateRelease(item.value, item.facts);
  if (!verdict.isValid) {
    const { reason, detail, ocid, releaseId } = verdict;
    return refused({ reason, detail, ocid, releaseId, raw: item.bytes, origin });
  }
  try {
    return {
      kind: 'release',
      ...verdict.head,
      id: uuidV7(),
      release: verdict.release,
      raw: item.bytes,
      hash: contentHash(verdict.release),
      observedAt: readIsoInstant(item.facts.publishedDate),
      extensions: item.facts.extensions,
      origin,
    };
  } catch (error) {
    if (!(error instanceof NestingError)) throw error;
    const { ocid, releaseId } = verdict.head;
    return refused({ reason: 'TOO_DEEP', detail: error.message, ocid, releaseId, raw: item.bytes, origin });
  }
}

interface Refusal {
  reason: QuarantineReason;
  detail: string;
  ocid?: string | null;
  releaseId?: string | null;
  raw: Buffer;
  origin: string;
}

/** A release to set aside, with the reason. */
export function refused({ reason, detail, ocid = null, releaseId = null, raw, origin }: Refusal): RefusedRelease {
  return {
    kind: 'refused',
    reason,
    detail,
    ocid,
    releaseId,
    raw,
    origin,
    hash: createHash('sha256').update(raw).digest(),
  };
}
