import { isObject, member, textOf, type Json, type JsonObject } from '../json.js';
import { readInstant } from '../ocds-time.js';
import type { PackageFacts } from './package-facts.js';

/** Why a release may be set aside instead of imported. */
export const quarantineReasons = [
  'MALFORMED_JSON',
  'LINKED_RELEASES_ONLY',
  'LINKED_RELEASE_UNAVAILABLE',
  'LINKED_RELEASE_MISSING',
  'NOT_AN_OBJECT',
  'MISSING_OCID',
  'MISSING_ID',
  'MISSING_DATE',
  'MALFORMED_DATE',
  'IDENTIFIER_TOO_LONG',
  'UNSUPPORTED_VERSION',
  'TOO_DEEP',
  'REFUSED_BY_DATABASE',
] as const;

export type QuarantineReason = (typeof quarantineReasons)[number];

/** What the importer needs to know about a release that it accepts. */
export interface ReleaseHead {
  /** As published: ocids are case-sensitive. */
  ocid: string;
  /** As published; one that begins with "derived:" where the publisher gives none. */
  releaseId: string;
  /** True where the publisher gives none: it is made of ocid and date. */
  isIdDerived: boolean;
  /** As published. */
  date: string;
  releasedAt: Date;
  /** Version of the standard to read it by. */
  version: string;
  /** True when it holds the whole state of the process, not one step. */
  isSnapshot: boolean;
}

/** A release fit to import, or why it is not. */
export type Verdict =
  | { isValid: true; head: ReleaseHead; release: JsonObject }
  | { isValid: false; reason: QuarantineReason; detail: string; ocid: string | null; releaseId: string | null };

/** Longest ocid or id that is imported. */
export const identifierLengthMax = 500;

/**
 * Decides whether a release can be imported. Strict about what identifies and orders releases; tolerant about the
 * rest, because real publishers leave code lists, omit tags and mix stages.
 */
export function validateRelease(value: Json, facts: PackageFacts): Verdict {
  const ocid = textOf(member(value, 'ocid'));
  const releaseId = textOf(member(value, 'id'));
  const refuse = (reason: QuarantineReason, detail: string): Verdict => ({
    isValid: false,
    reason,
    detail,
    ocid,
    releaseId,
  });
  if (!isObject(value)) return refuse('NOT_AN_OBJECT', 'A release is a JSON object.');
  const version = versionOf(value, facts);
  if (Number.parseInt(version, 10) > 1)
    return refuse('UNSUPPORTED_VERSION', `Version ${version} of the standard is newer than 1.1.`);
  if (ocid === null || typeof value['ocid'] !== 'string') return refuse('MISSING_OCID', 'The release has no ocid.');
  if (ocid.length > identifierLengthMax || (releaseId?.length ?? 0) > identifierLengthMax) {
    return refuse('IDENTIFIER_TOO_LONG', `Its ocid or id is longer than ${identifierLengthMax} characters.`);
  }
  const date = textOf(member(value, 'date'));
  if (date === null) return refuse('MISSING_DATE', 'The release has no date.');
  const instant = readInstant(date);
  if (instant === null) return refuse('MALFORMED_DATE', `"${date.slice(0, 60)}" is not a date the standard allows.`);
  const isSnapshot = tagsOf(value).includes('compiled');
  return {
    isValid: true,
    release: value,
    head: {
      ocid,
      releaseId: releaseId ?? derivedId(ocid, date),
      isIdDerived: releaseId === null,
      date,
      releasedAt: new Date(instant),
      version,
      isSnapshot,
    },
  };
}

const derivedPrefix = 'derived:';

/** The id of a release that has none, made of what tells it apart from others, and marked. */
function derivedId(ocid: string, date: string): string {
  return `${derivedPrefix}${ocid}-${date}`;
}

/** Tags of a release; publishers also write a single text. */
export function tagsOf(release: JsonObject): string[] {
  const tag = member(release, 'tag');
  return (Array.isArray(tag) ? tag : [tag]).filter((name) => typeof name === 'string');
}

// No version means 1.0 by the standard, but files that lost their package still show by `parties` what they are.
function versionOf(release: JsonObject, facts: PackageFacts): string {
  const stated = facts.version ?? textOf(member(release, 'version'), 20);
  if (stated !== null && /^\d+/u.test(stated)) return stated;
  return member(release, 'parties') === undefined ? '1.0' : '1.1';
}
