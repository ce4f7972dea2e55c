/** Files of teams and people: a store that shows a file only when it is whole, and signed links to one for a short time. */
export { exportFiles } from './kept-exports.js';
export { fileLinks, type FileLinks } from './file-links.js';
export type { FilePath } from './file-path.js';
export type { FileStore, OpenFile, StoredFile } from './file-store.js';
export { filesFrom, type Files } from './files-from.js';
export { localFiles } from './local-files.js';
export { withoutMetadata } from './picture-metadata.js';
export { avatarFiles, pictureExtension, pictureTypes } from './pictures.js';
