import type { Archive } from './archive.repository.js';

export type ProjectArchiveMapper = Archive;
