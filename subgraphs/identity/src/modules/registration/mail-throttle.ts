import type { RequestScope } from '@hub/runtime/service';
import { createThrottle, type Throttle } from '../../throttle.js';

/** How many mails may be asked for. */
export interface MailThrottle {
  /** For one e-mail address, whoever asks. */
  readonly toAddress: Throttle;
  /** By one client, whomever to. */
  readonly byClient: Throttle;
}

/** Five mails an hour to one address, and fifty asked for from one place. */
export function createMailThrottle(): MailThrottle {
  const windowSeconds = 3_600;
  return {
    toAddress: createThrottle({ name: 'mails to an address', type: 'mailsTo', max: 5, windowSeconds }),
    byClient: createThrottle({ name: 'mails by a client', type: 'mailsBy', max: 50, windowSeconds }),
  };
}

/**
 * Seconds until a mail to this address may be asked for again; 0, and then it is counted, when one may be now.
 * @param by - who asks: a team, or the address of a client that is not signed in.
 */
export async function takeMail(
  { mailThrottle, cache, client, now }: Pick<RequestScope, 'cache' | 'client' | 'now'> & { mailThrottle: MailThrottle },
  email: string,
  by: string = client.address ?? 'nowhere',
): Promise<number> {
  const waits = await Promise.all([
    mailThrottle.toAddress.waitSeconds(cache, email, now()),
    mailThrottle.byClient.waitSeconds(cache, by, now()),
  ]);
  const wait = Math.max(...waits);
  if (wait > 0) return wait;
  await mailThrottle.toAddress.count(cache, email, now());
  await mailThrottle.byClient.count(cache, by, now());
  return 0;
}
