import { HubError } from '@hub/runtime/errors';
import { decodeIdOrNull, type HttpRoute } from '@hub/runtime/graphql';
import { readDocument } from './read-document.service.js';

/** Where the documents of archives are handed out, byte for byte what their hashes are of. */
export const archiveRoutes: readonly HttpRoute[] = [
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
];
