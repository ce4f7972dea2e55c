import { HubError } from '@hub/runtime/errors';
import type { Outbox, OutboxMail } from '@hub/runtime/mail';
import type { FastifyInstance, FastifyReply } from 'fastify';

// A mail is shown as the text it is: nothing in it runs, loads or is sent anywhere.
const contentSecurityPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Adds `/dev/outbox`: mails that a development installation has kept instead of sending, and a page for each. */
export function addOutbox(app: FastifyInstance, outbox: Outbox): void {
  app.get('/dev/outbox', async (_request, reply) => {
    const mails = await outbox.list();
    const rows = mails.map(rowOf).join('\n');
    return page(reply, 'Outbox', mails.length === 0 ? '<p>No mail yet.</p>' : `<ul>\n${rows}\n</ul>`);
  });
  app.get<{ Params: { id: string } }>('/dev/outbox/:id', async ({ params }, reply) => {
    const mail = await outbox.find(params.id);
    if (mail === null) throw new HubError('NOT_FOUND', 'There is no mail with this id.');
    const head = `<p>To ${escaped(mail.to)}, ${escaped(mail.sentAt)}</p>`;
    return page(
      reply,
      mail.subject,
      `${head}\n<pre>${escaped(mail.text)}</pre>\n<p><a href="/dev/outbox">Outbox</a></p>`,
    );
  });
}

function rowOf({ id, to, subject, sentAt }: OutboxMail): string {
  return `<li><a href="/dev/outbox/${escaped(id)}">${escaped(subject)}</a> to ${escaped(to)}, ${escaped(sentAt)}</li>`;
}

function page(reply: FastifyReply, title: string, body: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', contentSecurityPolicy)
    .header('cache-control', 'no-store').send(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${escaped(title)}</title></head>
<body>
<h1>${escaped(title)}</h1>
${body}
</body>
</html>
`);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
