import type { AnswerTarget } from '@hub/runtime/graphql';
import type { FastifyInstance } from 'fastify';
import type { Authenticate } from './identity/authenticate.js';

/** Addresses beside the graph, and the subgraph that answers each. */
const subgraphOfPath = { '/ocds/*': 'tenders', '/calendar/*': 'workspace', '/archives/*': 'workspace' } as const;

/** The addresses, as routes are named. */
export const forwardedPaths: readonly string[] = Object.keys(subgraphOfPath);

/** How plain requests are handed on. */
export interface ForwardOptions {
  readonly authenticate: Authenticate;
  /** Answers plain requests in the name of a subgraph; undefined for one that is not there. */
  readonly answererOf: (subgraph: string) => AnswerTarget | undefined;
}

/**
 * Hands plain requests on to the subgraphs that own their addresses. The gateway says who asks; what is asked, and who
 * may, is the subgraph's business.
 */
export function addForwardedPaths(app: FastifyInstance, { authenticate, answererOf }: ForwardOptions): void {
  for (const [path, subgraph] of Object.entries(subgraphOfPath)) {
    const answer = answererOf(subgraph);
    if (answer === undefined) continue;
    app.get(path, async (request, reply) => {
      const actor = await authenticate(request.headers.authorization);
      const { status, headers, body } = await answer({ target: request.raw.url ?? '', actor, requestId: request.id });
      // Kept only to be asked for again: whether the member may still read it is decided each time.
      reply.code(status).header('cache-control', status === 200 ? 'private, no-cache' : 'no-store');
      return reply.headers(headers).send(body);
    });
  }
}
