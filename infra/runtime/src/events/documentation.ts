import { markdownTable } from '../pages/markdown-table.js';
import { eventCatalogue } from './catalogue/catalogue.js';
import type { EventType } from './define-event.js';

/** The page `README.md` beside this file, rendered from the catalogue. A test compares the two, so the page is never old. */
export function renderEventPage(types: readonly EventType[] = eventCatalogue): string {
  const rows = types.map(({ name, subject, risk, meaning }) => [`\`${name}\``, subject ?? '', risk, meaning]);
  return [
    '# Events',
    '',
    'Rendered from `catalogue/` by `node --import tsx infra/runtime/src/events/write-page.ts`; a test fails when it is out of date.',
    '',
    'What lives here: the types of events, the door by which a write records one (`recordEvent`), the sealer that gives committed',
    'events their places, and what readers are run by. What does not: readers, which are listed in the `readers.ts` of their',
    'subgraph; the tables, in `prisma/migrations`. Why it is so: `infra/decisions/0021-*`.',
    '',
    'To add a type: declare it in the file of its service, then render this page. Never rename one, and only add to its body:',
    'events are kept for longer than code. To add a reader: `defineReader`, with what to do `on` each type.',
    '',
    ...markdownTable([['type', 'about', 'risk', 'meaning'], ...rows]),
    '',
  ].join('\n');
}
