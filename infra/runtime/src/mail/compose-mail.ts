/** A mail, ready to be sent. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where mails of its kind are stopped, with one request (RFC 8058); absent for mails that an account needs. */
  readonly unsubscribeUrl?: string | undefined;
}

/** Where to go, and what it is called. */
export interface MailLink {
  readonly label: string;
  readonly url: string;
}

/** What a mail says. Plain text: nothing in it is read as HTML. */
export interface MailText {
  readonly to: string;
  readonly subject: string;
  /** Each a sentence or two. */
  readonly paragraphs: readonly string[];
  /** A code to copy, shown on a line of its own after the first paragraph. */
  readonly code?: string;
  /** Where to go, shown after the code. */
  readonly link?: MailLink;
  /** Shown at the end. */
  readonly footers?: readonly MailLink[];
  readonly unsubscribeUrl?: string;
}

const style = 'font:16px/1.5 sans-serif;color:#1a1a1a;max-width:36em';

/** Writes the same mail as plain text and as HTML. */
export function composeMail({ to, subject, paragraphs, code, link, footers = [], unsubscribeUrl }: MailText): Mail {
  const [first = '', ...others] = paragraphs;
  const text = [first, code, link && inText(link), ...others, ...footers.map(inText)];
  const html = [
    `<p>${escaped(first)}</p>`,
    code && `<p><code style="font-size:18px;word-break:break-all">${escaped(code)}</code></p>`,
    link && inHtml(link),
    ...others.map((paragraph) => `<p>${escaped(paragraph)}</p>`),
    ...footers.map(inHtml),
  ];
  return {
    to,
    // A line break would begin another header.
    subject: subject.replaceAll(/\s+/gu, ' '),
    text: `${text.filter(Boolean).join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><body style="${style}">${html.filter(Boolean).join('')}</body></html>`,
    ...(unsubscribeUrl !== undefined && { unsubscribeUrl }),
  };
}

function inText({ label, url }: MailLink): string {
  return `${label}: ${url}`;
}

function inHtml({ label, url }: MailLink): string {
  return `<p><a href="${escaped(url)}">${escaped(label)}</a></p>`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/gu, (letter) => entities[letter] ?? letter);
}
