import { markdownTable } from '../pages/markdown-table.js';
import { notificationCatalogue, type CatalogueEntry } from './catalogue/catalogue.js';

const mails = { OFF: 'no', IMMEDIATE: 'at once', DAILY: 'daily' } as const;

/** The page `README.md` beside this file, rendered from the catalogue. A test compares the two, so the page is never old. */
export function renderNotificationPage(types: readonly CatalogueEntry[] = notificationCatalogue): string {
  const rows = types.map(({ name, subject, priority, usual, meaning }) => [
    `\`${name}\``,
    ...[subject ?? '', priority.toLowerCase(), usual.isInApp ? 'yes' : 'no', mails[usual.email], meaning],
  ]);
  return [
    '# Notifications',
    '',
    'Rendered from `catalogue/` by `node --import tsx infra/runtime/src/notifications/write-page.ts`; a test fails when it is out of date.',
    '',
    '```',
    'event ── reader (tenders:notify-people) ──┐                             ┌─> list, count (identity)',
    'clock ── job (tenders:remind-team) ───────┴─> identity.notify ── notification ── delivery ── notifications:deliver ──> mail:send',
    '                                                  └ what each person wants, dedupe key       └ quiet hours, digest, log',
    '```',
    '',
    'What lives here: the types, `notify`, by which readers and jobs tell people, and the jobs and links of mails. What does not:',
    'who is told what, which the subgraph that knows decides; the list and the preferences, in `subgraphs/identity`. Why it is',
    'so: `infra/decisions/0031-*`.',
    '',
    '- **Once**: a reader writes notifications in the transaction of its place, and `dedupe_key` names what happened.',
    '- **As people choose**: by type and channel, else as the table says. Mails wait for the end of quiet hours or for the digest.',
    '- **Once a day**: a digest is taken, queued and noted in one transaction of the person.',
    '- **Unsubscribing** works from the mail, signed in or not: the link holds who and what, and opens nothing else.',
    '',
    'To add a type: declare it in a file of `catalogue/`, name it in the enum `NotificationType` of the graph, render this page.',
    'Never rename one, and only add to its data: rows are kept for 90 days, choices for longer.',
    '',
    ...markdownTable([['type', 'about', 'priority', 'in the product', 'mail', 'told when'], ...rows]),
    '',
  ].join('\n');
}
