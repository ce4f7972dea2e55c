import { member, textOf, type Json, type JsonObject } from '../json.js';

/** Where a release is. */
export interface ReleaseLink {
  /** Address of its package, ending in `#` and the id of the release. */
  url: string;
  /** Date of the release, as the record says. */
  date: string | null;
}

/** A record that points at its releases instead of holding them. */
export interface LinkedRecord {
  ocid: string | null;
  links: readonly ReleaseLink[];
  /** The record without the publisher's compilations: what is kept when its releases cannot be had. */
  bytes: Buffer;
}

/** Why releases that a record points at are not there. */
export type LinkProblem = 'LINKED_RELEASES_ONLY' | 'LINKED_RELEASE_UNAVAILABLE' | 'LINKED_RELEASE_MISSING';

/** True for what stands in a list of releases and only says where the release is. */
export function isLink(value: Json): value is JsonObject {
  return member(value, 'ocid') === undefined && member(value, 'id') === undefined && member(value, 'url') !== undefined;
}

/** What is to be remembered of a record with links. */
export function linkedRecord(releases: readonly JsonObject[], ocid: string | null): LinkedRecord {
  const links = releases.map((release) => ({
    url: textOf(member(release, 'url'), 2_000) ?? '',
    date: textOf(member(release, 'date'), 60),
  }));
  return { ocid, links, bytes: Buffer.from(JSON.stringify({ ...(ocid !== null && { ocid }), releases })) };
}
