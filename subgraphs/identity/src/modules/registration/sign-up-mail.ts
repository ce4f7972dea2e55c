import { composeMail, type Mail } from '@hub/runtime/mail';

/** The mail with the code to sign up: the same for everybody, whether there is an account or not. */
export function signUpMail(to: string, code: string): Mail {
  return composeMail({
    to,
    subject: 'Your code for Tender Insight Hub',
    paragraphs: [
      'Use this code to create your team in Tender Insight Hub:',
      'The code works once, within 24 hours.',
      'If you did not ask for it, ignore this mail: nothing happens without the code.',
    ],
    code,
  });
}
