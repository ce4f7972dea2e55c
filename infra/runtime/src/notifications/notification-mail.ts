import type { FieldCipher } from '../encryption/encryption.js';
import { composeMail, type Mail } from '../mail/mail.js';
import { notificationTypeNamed } from './catalogue/catalogue.js';
import type { NotificationWords } from './define-notification.js';
import type { DueMail } from './due-mails.repository.js';
import { unsubscribeToken, unsubscribeUrl } from './unsubscribe-links.js';

/** What mails of notifications are made with. */
export interface MailMaking {
  readonly cipher: FieldCipher;
  /** Address of the product, without a slash at the end. */
  readonly publicUrl: string;
}

interface ToPerson {
  readonly teamId: string;
  readonly accountId: string;
  readonly due: readonly [DueMail, ...DueMail[]];
}

/** One mail for a notification, or for all of a day. Null when this version of the product can say nothing of any. */
export function notificationMail(making: MailMaking, { teamId, accountId, due }: ToPerson): Mail | null {
  const [first] = due;
  const told = due.map(wordsOf).filter((words) => words !== null);
  const [only] = told;
  if (only === undefined) return null;
  const { cipher, publicUrl } = making;
  const urlOf = (type: string | null): string =>
    unsubscribeUrl(publicUrl, unsubscribeToken(cipher, { teamId, accountId, type }));
  const type = first.isDigest ? null : first.type;
  const news = told.length === 1 ? only.title : `${told.length} things to know`;
  return composeMail({
    to: first.email,
    subject: first.isDigest ? `${first.teamName} today: ${news}` : only.title,
    paragraphs: first.isDigest ? told.map(inOneLine) : [inOneLine(only)],
    link: { label: 'Open Tender Insight Hub', url: publicUrl },
    footers: [
      ...(type === null ? [] : [{ label: 'No more mails of this kind', url: urlOf(type) }]),
      { label: `No more mails about ${first.teamName}`, url: urlOf(null) },
    ],
    unsubscribeUrl: urlOf(type),
  });
}

function wordsOf({ type, data }: DueMail): NotificationWords | null {
  return notificationTypeNamed(type)?.wordsOf(data) ?? null;
}

function inOneLine({ title, body }: NotificationWords): string {
  return body === null || body === '' ? `${title}.` : `${title}. ${body}`;
}
