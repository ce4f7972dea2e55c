import type { ApolloServer } from '@apollo/server';
import { anonymous } from '@hub/runtime/auth';
import { HubError } from '@hub/runtime/errors';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { GatewayContext } from '../edge/request-context.js';
import { escaped, sendPlainPage } from './plain-page.js';

const path = '/unsubscribe';
const bodyBytesMax = 1_024;
// What mail programs post is `List-Unsubscribe=One-Click`, in one of the two encodings of forms. All that counts is the link.
const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data'];

const query = `mutation UnsubscribeFromNotifications($input: UnsubscribeFromNotificationsInput!) {
  unsubscribeFromNotifications(input: $input) { __typename } }`;
const answer = z.object({ unsubscribeFromNotifications: z.object({ __typename: z.string() }) });

/**
 * Adds `/unsubscribe`, where links of mails lead. Looking at it changes nothing, because programs follow links to see whether they
 * are safe; posting stops the mails, from the page or from the mail program (RFC 8058).
 */
export function addUnsubscribe(app: FastifyInstance, apollo: ApolloServer<GatewayContext>): void {
  app.register(async (scope) => {
    scope.addContentTypeParser(formTypes, { parseAs: 'string', bodyLimit: bodyBytesMax }, (_request, _body, done) =>
      done(null, null),
    );
    scope.route({
      method: ['GET', 'POST'],
      url: path,
      async handler(request, reply) {
        const token = tokenOf(request);
        if (request.method !== 'POST') {
          const body = `<form method="post" action="${path}?token=${escaped(encodeURIComponent(token))}"><button>Stop these mails</button></form>`;
          return sendPlainPage(reply, { title: 'Stop mails from Tender Insight Hub', body, formAction: "'self'" });
        }
        const isStopped = await stop(apollo, { token, request });
        const title = isStopped ? 'These mails are stopped' : 'This link does not work';
        const body = isStopped
          ? '<p>You get no more of them. Your notification preferences can start them again.</p>'
          : '<p>It was cut off or changed. Use the whole link of the mail.</p>';
        return sendPlainPage(isStopped ? reply : reply.code(400), { title, body });
      },
    });
  });
}

function tokenOf({ raw }: FastifyRequest): string {
  return new URL(raw.url ?? '', 'http://hub').searchParams.get('token') ?? '';
}

async function stop(
  apollo: ApolloServer<GatewayContext>,
  { token, request }: { token: string; request: FastifyRequest },
): Promise<boolean> {
  const contextValue: GatewayContext = {
    actor: anonymous,
    client: { userAgent: request.headers['user-agent'] ?? null, address: request.ip },
    requestId: request.id,
    cachePolicy: { maxAgeSeconds: null, scope: 'PUBLIC' },
    outcome: { code: 'OK', cost: null },
  };
  const { body } = await apollo.executeOperation({ query, variables: { input: { token } } }, { contextValue });
  const read = answer.safeParse(body.kind === 'single' ? body.singleResult.data : null);
  // Mail programs try again later.
  if (!read.success)
    throw new HubError('SERVICE_UNAVAILABLE', 'Mails cannot be stopped at the moment. Try again later.');
  return read.data.unsubscribeFromNotifications.__typename === 'UnsubscribeFromNotificationsSuccess';
}
