import { resolve } from 'node:path';

/** Where the bundled GraphiQL lies; made by `build-graphiql.ts` and not committed. */
export const assetFolder = resolve(import.meta.dirname, '../../generated/graphiql');
