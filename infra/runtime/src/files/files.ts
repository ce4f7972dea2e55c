/** Files of teams: a store that shows a file only when it is whole, and signed links that open one for a short time. */
export { exportFiles } from './kept-exports.js';
export { downloadLinks, type DownloadLinks } from './download-links.js';
export type { FilePath } from './file-path.js';
export type { FileStore, OpenFile, StoredFile } from './file-store.js';
export { filesFrom, type Files } from './files-from.js';
export { localFiles } from './local-files.js';
