import { z } from 'zod';
import { hubEnvironment, loadConfig, url, type Environment } from '../config/config.js';
import { openOutbox, type Outbox } from './outbox.js';

/** Where mails go. */
export interface MailSettings {
  /** With user and password where the server wants them; null for none. */
  readonly smtpUrl: string | null;
  /** `Tender Insight Hub <hub@example.org>`. */
  readonly from: string;
  /** Takes mails instead, at a person's own machine; null elsewhere, and where there is a server. */
  readonly outbox: Outbox | null;
}

const fields = z.object({
  HUB_ENVIRONMENT: hubEnvironment(),
  MAIL_SMTP_URL: url(['smtp:', 'smtps:'], 'smtps://user:password@mail.example.org').optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^[^<>\r\n]*<?[^<>\s@]+@[^<>\s@]+>?$/u,
      'must be an e-mail address, with a name in front if there is to be one',
    )
    .default('Tender Insight Hub <hub@localhost>')
    .meta({ example: 'Tender Insight Hub <hub@example.org>' }),
  MAIL_OUTBOX_FOLDER: z.string().default('.data/outbox'),
});

/**
 * Reads MAIL_SMTP_URL and MAIL_FROM. In development without a server, mails go to MAIL_OUTBOX_FOLDER.
 * @throws ConfigError listing every variable that is missing or wrong.
 */
export function mailSettingsFrom(env: Environment): MailSettings {
  const config = loadConfig(fields, env);
  const hasOutbox = config.HUB_ENVIRONMENT === 'development' && config.MAIL_SMTP_URL === undefined;
  return {
    smtpUrl: config.MAIL_SMTP_URL ?? null,
    from: config.MAIL_FROM,
    outbox: hasOutbox ? openOutbox(config.MAIL_OUTBOX_FOLDER) : null,
  };
}
