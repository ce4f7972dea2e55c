import { composeMail, type Mail } from '@hub/runtime/mail';

/** The mail with the code that proves an address. */
export function verificationMail(to: string, code: string): Mail {
  return composeMail({
    to,
    subject: 'Your e-mail address for Tender Insight Hub',
    paragraphs: [
      'Use this code to prove that this e-mail address is yours:',
      'The code works once, within 24 hours.',
      'If you did not ask for it, ignore this mail: nothing happens without the code.',
    ],
    code,
  });
}

/** The mail to an address that somebody else has: a mail goes out either way, so that the answer tells nothing. */
export function addressTakenMail(to: string): Mail {
  return composeMail({
    to,
    subject: 'Your e-mail address for Tender Insight Hub',
    paragraphs: [
      'Somebody asked to use this e-mail address for their account, but you have an account with it already.',
      'Nothing was changed. If this was you, sign in with this address.',
    ],
  });
}

/** The mail to the address that an account had until now. */
export function addressChangedMail(to: string): Mail {
  return composeMail({
    to,
    subject: 'Your e-mail address was changed',
    paragraphs: [
      'Your account of Tender Insight Hub has another e-mail address from now on, and no mails come to this one any more.',
      'If this was not you, ask an admin of your team at once to deactivate your account.',
    ],
  });
}
