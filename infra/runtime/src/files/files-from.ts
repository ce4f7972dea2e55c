import { z } from 'zod';
import { loadConfig, secret, type Environment } from '../config/config.js';
import { fileLinks, noFileLinks, type FileLinks, type LinkPurpose } from './file-links.js';
import type { FileStore } from './file-store.js';
import { localFiles } from './local-files.js';

/** Files, and links to them. */
export interface Files {
  readonly store: FileStore;
  /** Open a file, to keep it. */
  readonly links: FileLinks;
  /** Take a file. */
  readonly uploadLinks: FileLinks;
  /** Show a picture. */
  readonly pictureLinks: FileLinks;
  /** Open a document that is a row and no file. */
  readonly archiveLinks: FileLinks;
}

const settings = z.object({
  FILES_FOLDER: z.string().default('.data/files'),
  DOWNLOAD_LINK_KEY: secret().optional(),
});

/**
 * Files as the environment says: the folder FILES_FOLDER (default `.data/files`), links signed with
 * DOWNLOAD_LINK_KEY. Without a key everything else works.
 *
 * @throws ConfigError when the key is shorter than 32 characters.
 */
export function filesFrom(env: Environment): Files {
  const { FILES_FOLDER: root, DOWNLOAD_LINK_KEY: key } = loadConfig(settings, env);
  const linksFor = (purpose: LinkPurpose) => (key === undefined ? noFileLinks : fileLinks(key, purpose));
  return {
    store: localFiles({ root }),
    links: linksFor('download'),
    uploadLinks: linksFor('upload'),
    pictureLinks: linksFor('picture'),
    archiveLinks: linksFor('archive'),
  };
}
