import Table from 'cli-table3';
import { demoPassword, demoTeams } from '@hub/prisma/seed';
import { renderStoreTable, type Stores } from '../stores/start-stores.js';
import { sampleQueries } from './demo/sample-queries.js';

export interface GreetingOptions {
  readonly stores: Stores;
  /** The gateway's address, without a path. */
  readonly url: string;
  /** Anything unexpected, one sentence each. */
  readonly notes: readonly string[];
}

/** What `npm start` ends with: the stores, the addresses, the logins, and three questions to paste. */
export function greeting({ stores, url, notes }: GreetingOptions): string {
  const addresses = [
    ['GraphQL', `${url}/graphql`],
    ['GraphiQL', `${url}/graphiql`],
    ['Apollo Sandbox', `${url}/graphql (in a browser)`],
    ['Outbox of mails', `${url}/dev/outbox`],
    ['Health', `${url}/health/ready`],
  ];
  const section = (title: string, lines: readonly string[]): string => `${title}\n${lines.join('\n')}\n`;
  return [
    renderStoreTable(stores.rows),
    '',
    section(
      'Addresses',
      addresses.map(([name, address]) => `  ${name?.padEnd(15)} ${address}`),
    ),
    `Demo logins (password: ${demoPassword})\n${loginTable()}\n`,
    section(
      'Sample queries (paste into GraphiQL, or into a shell)',
      sampleQueries.map((sample) => asShell(sample, url)),
    ),
    ...notes.map((note) => `Note: ${note}`),
    'Ctrl-C stops everything.',
    '',
  ].join('\n');
}

function loginTable(): string {
  const table = new Table({ head: ['team', 'email', 'role', 'plan'], style: { head: [], border: [] } });
  for (const { slug, plan, people } of demoTeams)
    for (const { email, role } of people) table.push([slug, email, role, plan]);
  return table.toString();
}

/** The first one keeps its token in a variable, the others send it. */
function asShell({ title, query, needsToken }: (typeof sampleQueries)[number], url: string): string {
  const body = JSON.stringify({ query: query.replaceAll(/\s+/g, ' ') });
  const curl = `curl -s ${url}/graphql -H 'content-type: application/json'${needsToken ? ' -H "authorization: Bearer $TOKEN"' : ''} -d '${body}'`;
  return `  # ${title}\n  ${needsToken ? curl : `TOKEN=$(${curl} | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')`}`;
}
