import { markdownTable } from '../pages/markdown-table.js';
import type { ErrorDefinition } from './error-definition.js';
import { errorRegistry } from './registry.js';

/**
 * The page `README.md` beside this file, rendered from the registry. A test compares the two, so the page is never old.
 */
export function renderErrorPage(registry: Readonly<Record<string, ErrorDefinition>> = errorRegistry): string {
  const rows = Object.entries(registry).map(([code, { httpStatus, meaning, remedy, source }]) => [
    `\`${code}\``,
    String(httpStatus),
    source,
    meaning,
    remedy,
  ]);
  return [
    '# Error codes',
    '',
    'Rendered from `registry.ts` by `node --import tsx infra/runtime/src/errors/write-page.ts`; a test fails when it is out of date.',
    '',
    'What lives here: the registry of codes, `HubError`, and the masking that every error passes on its way to a client.',
    'What does not: expected outcomes, which are members of result unions in the schema.',
    '',
    'To add a code: one entry in `registry.ts`, then render this page. Never rename one: clients branch on it.',
    'A client sees `extensions.code`, `extensions.requestId`, and where they apply `extensions.retryAfterSeconds` and',
    '`extensions.details`. The HTTP status is that of a request which fails as a whole; an error beside data answers 200.',
    '',
    ...markdownTable([['code', 'HTTP', 'raised by', 'meaning', 'remedy'], ...rows]),
    '',
  ].join('\n');
}
