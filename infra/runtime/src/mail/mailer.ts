import { createTransport, type SendMailOptions } from 'nodemailer';
import { z } from 'zod';
import type { Mail } from './compose-mail.js';
import type { MailSettings } from './mail-settings.js';

/** Hands mails over. */
export interface Mailer {
  /**
   * Hands one mail to the server, or to the outbox.
   * @param id - the same for each attempt of one mail.
   * @throws MailNotTaken when it was not taken.
   */
  send(id: string, mail: Mail, at: Date): Promise<void>;
}

/** A mail was not taken. Says why without the address and without the words of the server, which repeat it. */
export class MailNotTaken extends Error {
  override readonly name = 'MailNotTaken';

  constructor(
    message: string,
    /** True when another attempt would end alike. */
    readonly isFinal: boolean,
  ) {
    super(message);
  }
}

/** Longest waits for the server: to connect, to greet, and between two of its answers. */
export interface MailTimeouts {
  readonly connectMs: number;
  readonly greetMs: number;
  readonly answerMs: number;
}

const patience: MailTimeouts = { connectMs: 10_000, greetMs: 10_000, answerMs: 30_000 };

/** A mailer over one SMTP server, with a connection for each mail; or over the outbox. */
export function createMailer({ smtpUrl, from, outbox }: MailSettings, timeouts: MailTimeouts = patience): Mailer {
  if (outbox !== null) return { send: (id, mail, at) => outbox.put(id, mail, at) };
  if (smtpUrl === null) return { send: () => Promise.reject(new MailNotTaken('MAIL_SMTP_URL is missing.', false)) };
  const transport = createTransport({
    ...optionsOf(smtpUrl),
    connectionTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetMs,
    socketTimeout: timeouts.answerMs,
    // Mails are ours: nothing in them names a file or an address to load.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = /@([^<>\s@]+)>?$/u.exec(from)?.[1] ?? 'localhost';
  return {
    async send(id, { to, subject, text, html, unsubscribeUrl }, date) {
      const message: SendMailOptions = {
        from,
        to: { name: '', address: to },
        subject,
        text,
        html,
        date,
        messageId: `<${id}@${domain}>`,
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(unsubscribeUrl !== undefined && {
            'List-Unsubscribe': `<${unsubscribeUrl}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
        },
      };
      await transport.sendMail(message).catch((error: unknown) => {
        throw notTaken(error);
      });
    },
  };
}

/** The parts of `smtps://user:password@host:port`; without a port that of the protocol. */
function optionsOf(smtpUrl: string) {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const isSecure = protocol === 'smtps:';
  return {
    host: hostname,
    port: port === '' ? (isSecure ? 465 : 587) : Number(port),
    secure: isSecure,
    ...(username !== '' && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  };
}

const smtpError = z.object({ responseCode: z.number().optional(), command: z.string().optional() });

/** Only what the server says of this mail is final; a wrong password is ours to mend, and the mail then goes out. */
function notTaken(error: unknown): MailNotTaken {
  const { responseCode, command } = smtpError.catch({}).parse(error);
  if (responseCode === undefined) return new MailNotTaken('The mail server did not answer.', false);
  const isFinal = responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA');
  return new MailNotTaken(`The mail server answered ${responseCode}.`, isFinal);
}
