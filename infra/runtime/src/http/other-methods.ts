import type { FastifyInstance } from 'fastify';
import { HubError } from '../errors/errors.js';

/**
 * Answers, at every address that a route is added for from now on, the methods that the route does not have: `OPTIONS`
 * with 204, the others with 405, both with `allow`. All methods of an address must come with its first route.
 */
export function answerOtherMethods(app: FastifyInstance): void {
  const seen = new Set<string>();
  app.addHook('onRoute', ({ url, method }) => {
    if (seen.has(url)) return;
    seen.add(url);
    const own = new Set([method].flat().map((name) => name.toUpperCase()));
    if (own.has('GET')) own.add('HEAD');
    const others = app.supportedMethods.filter((name) => !own.has(name) && name !== 'OPTIONS');
    const allow = [...own]
      .filter((name) => name !== 'OPTIONS')
      .concat('OPTIONS')
      .join(', ');
    app.route({
      method: others,
      url,
      // Before the body is read: whatever it holds, the method is wrong.
      onRequest: async (_request, reply) => {
        reply.header('allow', allow);
        throw new HubError('METHOD_NOT_ALLOWED', `This address takes ${allow}.`);
      },
      handler: () => undefined,
    });
    if (own.has('OPTIONS')) return;
    app.route({
      method: 'OPTIONS',
      url,
      onRequest: async (_request, reply) => reply.header('allow', allow).code(204).send(),
      handler: () => undefined,
    });
  });
}
