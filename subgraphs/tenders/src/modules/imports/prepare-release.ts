import {
  noFacts,
  type FoundItem,
  type PackageFacts,
  type JsonObject,
  readIsoInstant,
  contentHash,
  NestingError,
  validateRelease,
  type QuarantineReason,
  type ReleaseHead,
} from '../../ocds/index.js';
import { createHash } from 'node:crypto';
import { uuidV7 } from '../../bulk/index.js';

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
  facts: PackageFacts;
  origin: string;
  /** Row in which it was set aside, when it is tried again. */
  quarantineId?: string;
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
  facts: PackageFacts;
  origin: string;
  /** Row in which it was set aside before, when it is tried again. */
  quarantineId?: string;
}

/** Checks a release found in a file and works out its identity. */
export function prepareRelease(item: FoundItem, origin: string): PreparedRelease | RefusedRelease {
  const { bytes: raw, facts } = item;
  if (item.kind === 'problem') {
    const { reason, detail, linked } = item;
    return refused({ reason, detail, ocid: linked?.ocid ?? null, raw, facts, origin });
  }
  const verdict = validateRelease(item.value, facts);
  if (!verdict.isValid) {
    const { reason, detail, ocid, releaseId } = verdict;
    return refused({ reason, detail, ocid, releaseId, raw, facts, origin });
  }
  try {
    return {
      kind: 'release',
      ...verdict.head,
      id: uuidV7(),
      release: verdict.release,
      raw,
      hash: contentHash(verdict.release),
      observedAt: readIsoInstant(facts.publishedDate),
      extensions: facts.extensions,
      facts,
      origin,
    };
  } catch (error) {
    if (!(error instanceof NestingError)) throw error;
    const { ocid, releaseId } = verdict.head;
    return refused({ reason: 'TOO_DEEP', detail: error.message, ocid, releaseId, raw, facts, origin });
  }
}

interface Refusal {
  reason: QuarantineReason;
  detail: string;
  ocid?: string | null;
  releaseId?: string | null;
  raw: Buffer;
  facts?: PackageFacts;
  origin: string;
}

/** A release to set aside, with the reason. */
export function refused(refusal: Refusal): RefusedRelease {
  const hash = createHash('sha256').update(refusal.raw).digest();
  return { kind: 'refused', ocid: null, releaseId: null, facts: noFacts, ...refusal, hash };
}
