import type { FileLinks } from '@hub/runtime/files';

const kind = 'documents';
const extension = '.json';
const linkMs = 15 * 60_000;

/** The document of an archive, of whichever team. */
export interface DocumentAddress {
  readonly teamId: string;
  readonly id: string;
}

/** Path and query of a link that opens the document for a quarter of an hour, for whoever holds it. */
export function linkTo({ teamId, id }: DocumentAddress, { links, now }: { links: FileLinks; now: Date }): string {
  return links.sign({ ownerId: teamId, kind, name: `${id}${extension}` }, new Date(now.getTime() + linkMs));
}

/** The document that a link opens; null for one that was changed, has ended or is of something else. */
export function readLink(target: string, { links, now }: { links: FileLinks; now: Date }): DocumentAddress | null {
  const path = links.read(target, now);
  if (path === null || path.kind !== kind || !path.name.endsWith(extension)) return null;
  return { teamId: path.ownerId, id: path.name.slice(0, -extension.length) };
}
