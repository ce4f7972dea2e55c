import type { Actor } from '../../auth/actor.js';
import type { ClientInfo } from '../../auth/client-info.js';
import type { RequestScope } from '../../service/request-scope.js';

/** What the executor needs of the service round it. */
export interface ExecutorOptions {
  /** The scope of one request: actor, tenant client, documents, cache, clock. */
  readonly scopeOf: (request: { actor: Actor; requestId: string; client?: ClientInfo }) => RequestScope;
  /** Called with the original of every error whose text clients do not get. */
  readonly onMasked: (error: unknown, requestId: string) => void;
}
