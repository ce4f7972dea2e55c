import { z } from 'zod';
import { credentials, type Credentials } from './credentials.js';

const text = z.string();
const choices = z.object({
  apiKey: z.object({ header: text, value: text }).nullish(),
  bearerToken: text.nullish(),
  basic: z.object({ user: text, password: text }).nullish(),
  oauth: z.object({ tokenUrl: text, clientId: text, clientSecret: text.nullish(), refreshToken: text }).nullish(),
});

// What was wrong is not repeated: it is a secret.
const refusal = 'credentials must hold exactly one of apiKey, bearerToken, basic and oauth, complete and on one line.';

/** Credentials as a client sends them, in the form in which they are sealed. */
export function readCredentials(tokenUrl: z.ZodType<string>): z.ZodType<Credentials> {
  return choices.transform((sent, ctx) => {
    const present = [
      sent.apiKey && { kind: 'API_KEY', ...sent.apiKey },
      typeof sent.bearerToken === 'string' && { kind: 'BEARER', token: sent.bearerToken },
      sent.basic && { kind: 'BASIC', ...sent.basic },
      sent.oauth && { kind: 'OAUTH', ...sent.oauth, ...notYetRefreshed, clientSecret: sent.oauth.clientSecret ?? null },
    ].filter((choice) => typeof choice === 'object' && choice !== null);
    const [only, ...others] = present;
    const address = sent.oauth ? tokenUrl.safeParse(sent.oauth.tokenUrl) : null;
    if (address !== null && !address.success) {
      ctx.addIssue({ code: 'custom', message: address.error.issues[0]?.message ?? refusal });
      return z.NEVER;
    }
    const checked = credentials.safeParse(address === null ? only : { ...only, tokenUrl: address.data });
    if (others.length === 0 && checked.success) return checked.data;
    ctx.addIssue({ code: 'custom', message: refusal });
    return z.NEVER;
  });
}

const notYetRefreshed = { accessToken: null, accessUntil: null };
