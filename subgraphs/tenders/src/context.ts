import type { SubgraphContext } from '@hub/runtime/graphql';
import type { Loaders } from './loaders.js';
import type { PublishingEnvironment } from './modules/publishing/publishing-environment.js';
import type { SearchEnvironment } from './modules/search/request/search-environment.js';
import type { PollEnvironment } from './source-http/index.js';

/** What resolvers of this subgraph get. */
export type Context = SubgraphContext<Loaders> & {
  readonly polling: PollEnvironment;
  readonly publishing: PublishingEnvironment;
  readonly searching: SearchEnvironment;
};
