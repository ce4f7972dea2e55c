import { z } from 'zod';

/** How documents of a source are fetched: a part of the settings that are stored with it. */
export const documentSettings = z.object({
  /** Fetches the documents of its tenders, to know when a file is replaced. Off unless somebody switches it on. */
  fetchDocuments: z.boolean().default(false),
  /** Requests for documents in an hour. */
  documentsPerHour: z.int().min(1).max(36_000).default(360),
  /** Time between two looks at a document of an open tender. */
  documentRecheckSeconds: z.int().min(60).max(2_592_000).default(43_200),
  documentBytesMax: z
    .int()
    .min(1)
    .max(1024 * 1024 * 1024)
    .default(100 * 1024 * 1024),
});

export type DocumentSettings = z.output<typeof documentSettings>;
