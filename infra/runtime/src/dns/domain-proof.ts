import type { TxtAnswer } from './find-txt.js';

const prefix = 'tender-insight-hub=';

/** Why a domain is not proved. */
export type DomainProblem = 'NO_RECORD' | 'OTHER_VALUE' | 'NO_ANSWER';

/** Name of the record that proves a domain: one of its own, so that the records of the domain stay as they are. */
export function recordName(domain: string): string {
  return `_tender-insight-hub.${domain}`;
}

/** Text of the record that proves a domain. */
export function recordValue(token: string): string {
  return `${prefix}${token}`;
}

/** What is missing for the proof; null when the record is there. Spaces around the text are forgiven, for forms of providers add them. */
export function problemOf(answer: TxtAnswer, token: string): DomainProblem | null {
  if (answer.kind === 'unanswered') return 'NO_ANSWER';
  if (answer.kind === 'none' || answer.texts.length === 0) return 'NO_RECORD';
  return answer.texts.some((text) => text.trim() === recordValue(token)) ? null : 'OTHER_VALUE';
}
