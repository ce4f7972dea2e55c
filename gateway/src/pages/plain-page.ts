import type { FastifyReply } from 'fastify';

/** A page of text, in which nothing runs and nothing is loaded. `formAction` is where its form may go. */
export function sendPlainPage(
  reply: FastifyReply,
  { title, body, formAction = "'none'" }: { title: string; body: string; formAction?: "'none'" | "'self'" },
): FastifyReply {
  const policy = `default-src 'none'; base-uri 'none'; form-action ${formAction}; frame-ancestors 'none'`;
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', policy)
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

/** Text as HTML shows it. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
