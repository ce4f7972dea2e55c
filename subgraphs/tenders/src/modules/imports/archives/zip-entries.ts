import { openPromise } from 'yauzl';
import { shownName, type ArchiveEntry } from './archive-entry.js';

/** The files of a zip archive, in the order of its list. @throws Error when it is damaged. */
export async function* zipEntries(path: string): AsyncGenerator<ArchiveEntry> {
  // Names are shown and nothing else, so they may be what they like.
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false });
  try {
    for await (const entry of zip.eachEntry()) {
      const name = shownName(entry.fileNameRaw.toString('utf8'));
      if (name.endsWith('/') || name.startsWith('__MACOSX/')) continue;
      const problem = entry.isEncrypted()
        ? 'It is encrypted in its archive.'
        : entry.canDecodeFileData()
          ? null
          : 'It is compressed in a way that is not known here.';
      yield {
        name,
        problem,
        async *content() {
          for await (const chunk of await zip.openReadStreamPromise(entry)) yield Buffer.from(chunk);
        },
      };
    }
  } finally {
    zip.close();
  }
}
