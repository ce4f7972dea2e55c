import type { HubDatabase } from '@hub/runtime/database';
import { HubError } from '@hub/runtime/errors';
import type { FileLinks } from '@hub/runtime/files';
import { decodeIdOrNull, type HttpRoute } from '@hub/runtime/graphql';
import { readDocument, readLinkedDocument } from './read-document.service.js';

/** Where the documents of archives are handed out, byte for byte what their hashes are of: to members, and to whoever has a link. */
export function archiveRoutes(databaseAs: HubDatabase['as'], links: FileLinks): readonly HttpRoute[] {
  return [
    {
      path: '/archives/:id',
      needs: 'project:read',
      answer: async ({ parameters }, { database }) => {
        const id = decodeIdOrNull('ProjectArchive', parameters['id'] ?? '');
        const document = id === null ? null : await readDocument(database, id);
        if (document === null) throw new HubError('NOT_FOUND', 'Your team has no archive at this address.');
        return document;
      },
    },
    {
      path: '/archives/:kind/:team/:file',
      needs: 'nothing',
      answer: ({ target }, { now }) => readLinkedDocument(databaseAs, target, { links, now: now() }),
    },
  ];
}
