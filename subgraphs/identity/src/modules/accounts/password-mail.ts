import { composeMail, type Mail } from '@hub/runtime/mail';

const subject = 'Your password for Tender Insight Hub';
const ignore = 'If you did not ask for this, ignore this mail: your password stays as it is.';

/** The mail with the code to reset a password. */
export function passwordMail(to: string, code: string): Mail {
  return composeMail({
    to,
    subject,
    paragraphs: [
      'Use this code to set another password:',
      'The code works once, within one hour. Setting another password signs you out everywhere.',
      ignore,
    ],
    code,
  });
}

/** The mail to an address without an account: a mail goes out either way, so that the answer tells nothing. */
export function noAccountMail(to: string): Mail {
  return composeMail({
    to,
    subject,
    paragraphs: [
      'Somebody asked to reset the password of this e-mail address, but it has no account that can be used.',
      'You can sign up with it, or ask an admin of your team to invite you.',
      ignore,
    ],
  });
}
