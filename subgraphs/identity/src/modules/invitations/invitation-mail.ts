import { composeMail, type Mail } from '@hub/runtime/mail';

/** The mail with which somebody is invited. */
export function invitationMail(to: string, { team, code, days }: { team: string; code: string; days: number }): Mail {
  return composeMail({
    to,
    subject: `You are invited to ${team} on Tender Insight Hub`,
    paragraphs: [
      `${team} invites you to work on tenders together. Use this code to join:`,
      `The code works once, within ${days === 1 ? 'a day' : `${days} days`}.`,
      'If you do not know this team, ignore this mail: nothing happens without the code.',
    ],
    code,
  });
}
