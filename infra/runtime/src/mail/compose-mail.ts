/** A mail, ready to be sent. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
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
  readonly link?: { readonly label: string; readonly url: string };
}

const style = 'font:16px/1.5 sans-serif;color:#1a1a1a;max-width:36em';

/** Writes the same mail as plain text and as HTML. */
export function composeMail({ to, subject, paragraphs, code, link }: MailText): Mail {
  const [first = '', ...others] = paragraphs;
  const text = [first, code, link && `${link.label}: ${link.url}`, ...others];
  const html = [
    `<p>${escaped(first)}</p>`,
    code && `<p><code style="font-size:18px;word-break:break-all">${escaped(code)}</code></p>`,
    link && `<p><a href="${escaped(link.url)}">${escaped(link.label)}</a></p>`,
    ...others.map((paragraph) => `<p>${escaped(paragraph)}</p>`),
  ];
  return {
    to,
    // A line break would begin another header.
    subject: subject.replaceAll(/\s+/gu, ' '),
    text: `${text.filter(Boolean).join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><body style="${style}">${html.filter(Boolean).join('')}</body></html>`,
  };
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/gu, (letter) => entities[letter] ?? letter);
}
