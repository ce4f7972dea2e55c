import { createHash } from 'node:crypto';
import { ocidPrefix } from './source-settings.js';

/** Who published a release, as a source is registered. */
export interface Publisher {
  /** Short name, the same wherever its releases come from. */
  readonly name: string;
  readonly title: string;
  /** The prefix of its ocids; null where they have none and the package names it. */
  readonly ocidPrefix: string | null;
}

/** Who published a release: by the prefix of its ocid, else by the name in its package. Null where neither says it. */
export function publisherOf(ocid: string, named: string | undefined): Publisher | null {
  const prefix = ocidPrefix(ocid);
  if (prefix !== null) return { name: prefix, title: named ?? prefix, ocidPrefix: prefix };
  if (named === undefined) return null;
  const plain = named.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ');
  const slug = plain
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '')
    .slice(0, 60);
  // Names in other scripts, and long ones, would share a slug.
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 8);
  return { name: ['publisher', ...(slug === '' ? [] : [slug]), hash].join('-'), title: named, ocidPrefix: null };
}
