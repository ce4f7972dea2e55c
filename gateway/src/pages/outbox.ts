import { HubError } from '@hub/runtime/errors';
import type { Outbox, OutboxMail } from '@hub/runtime/mail';
import type { FastifyInstance } from 'fastify';
import { escaped, sendPlainPage } from './plain-page.js';

/**
 * Adds `/dev/outbox`: mails that a development installation has kept instead of sending, and a page for each. A mail is shown
 * as the text it is: nothing in it runs, loads or is sent anywhere.
 */
export function addOutbox(app: FastifyInstance, outbox: Outbox): void {
  app.get('/dev/outbox', async (_request, reply) => {
    const mails = await outbox.list();
    const rows = mails.map(rowOf).join('\n');
    const body = mails.length === 0 ? '<p>No mail yet.</p>' : `<ul>\n${rows}\n</ul>`;
    return sendPlainPage(reply, { title: 'Outbox', body });
  });
  app.get<{ Params: { id: string } }>('/dev/outbox/:id', async ({ params }, reply) => {
    const mail = await outbox.find(params.id);
    if (mail === null) throw new HubError('NOT_FOUND', 'There is no mail with this id.');
    const head = `<p>To ${escaped(mail.to)}, ${escaped(mail.sentAt)}</p>`;
    const body = `${head}\n<pre>${escaped(mail.text)}</pre>\n<p><a href="/dev/outbox">Outbox</a></p>`;
    return sendPlainPage(reply, { title: mail.subject, body });
  });
}

function rowOf({ id, to, subject, sentAt }: OutboxMail): string {
  return `<li><a href="/dev/outbox/${escaped(id)}">${escaped(subject)}</a> to ${escaped(to)}, ${escaped(sentAt)}</li>`;
}
