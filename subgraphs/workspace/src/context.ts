import type { FileLinks } from '@hub/runtime/files';
import type { SubgraphContext } from '@hub/runtime/graphql';
import type { Loaders } from './loaders.js';

/** What resolvers of this subgraph get. */
export type Context = SubgraphContext<Loaders> & {
  /** The address of this installation as people see it, without a slash at its end. */
  readonly publicUrl: string;
  /** Links that open documents of archives. */
  readonly archiveLinks: FileLinks;
};
