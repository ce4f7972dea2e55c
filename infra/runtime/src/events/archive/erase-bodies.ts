import type { FileStore } from '../../files/files.js';
import { archiveFilesOf, gzipped, hashOfFile, readArchive } from './archive-files.js';
import { bodyLine, brokenAt, isContentOf, isErased, linkLine, type Link } from './chain-links.js';

/** Which events of an archived month are erased. */
export interface BodiesToErase {
  readonly store: FileStore;
  readonly month: Date;
  /** Of the file of links as it was archived, in hexadecimal. */
  readonly linksSha256: string;
  readonly isErasable: (link: Link) => boolean;
}

/**
 * How many of the events have a body.
 * @throws Error when the file of links is not the archived one, or a body is not the one that its link was made over.
 */
export async function countBodies(erasing: BodiesToErase): Promise<number> {
  const { store, month, linksSha256, isErasable } = erasing;
  const files = archiveFilesOf(month);
  if ((await hashOfFile(store, files.links)) !== linksSha256)
    throw new Error(`The file ${files.links.kind}/${files.links.name} is not the one that was archived.`);
  let count = 0;
  for await (const line of readArchive(store, files)) {
    const link = linkLine.parse(JSON.parse(line.link));
    const content = bodyLine.parse(JSON.parse(line.body));
    if (content.position !== link.position || !isContentOf(link, content))
      throw brokenAt(link.position, 'has another body');
    if (isErasable(link) && !isErased(content)) count += 1;
  }
  return count;
}

/** Writes the file of bodies anew, without those of the events, and reads it back. Answers its hash, in hexadecimal. */
export async function eraseBodies(erasing: BodiesToErase): Promise<string> {
  const { store, month, isErasable } = erasing;
  const files = archiveFilesOf(month);
  const lines = async function* (): AsyncGenerator<Buffer> {
    for await (const { link, body } of readArchive(store, files)) {
      const event = linkLine.parse(JSON.parse(link));
      yield Buffer.from(`${isErasable(event) ? emptyLine(event.position) : body}\n`);
    }
  };
  await store.put(files.bodies, gzipped(lines()));
  if ((await countBodies(erasing)) > 0) throw new Error(`Bodies of ${files.bodies.name} could not be erased.`);
  return hashOfFile(store, files.bodies);
}

function emptyLine(position: bigint): string {
  return JSON.stringify({ position: position.toString(), salt: null, body: null, context: null });
}
