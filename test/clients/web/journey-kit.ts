import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { hashPassword } from '@hub/identity/password';
import { encodeId } from '@hub/runtime/graphql';
import { testHub, type TestHub } from '../../kit/hub.js';
import { settledEvents } from '../../kit/settled-events.js';
import type { TestTeam, TestUser } from '../../kit/people.js';
import { feedInto, notice } from '../../tenders/import-kit.js';
import { openTab, type TokenStore, type WebClient } from './web-client.js';

/** The product behind HTTP, with tenders in it, and people who open tabs. */
export interface Journeys {
  readonly hub: TestHub;
  readonly url: string;
  readonly team: TestTeam;
  /** A person who knows `password`. */
  readonly clerk: TestUser;
  readonly admin: TestUser;
  /** A tab that shares tokens with others, or of somebody who has signed in elsewhere. */
  tab(who: TokenStore | TestUser): WebClient;
  /** Publishes releases, and waits until the product has taken them in. */
  publish(...releases: readonly unknown[]): Promise<void>;
  tenderOf(ocid: string): Promise<string>;
  /** The clock of the product. */
  setNow(now: Date): void;
  close(): Promise<void>;
}

export const password = 'a long enough password';

/** A notice that closes far ahead. */
export const openNotice = (number: number, tender: Record<string, unknown> = {}, rest: Record<string, unknown> = {}) =>
  notice(
    number,
    { tenderPeriod: { startDate: '2026-03-01T00:00:00Z', endDate: '2096-03-31T11:00:00Z' }, ...tender },
    rest,
  );

export async function openJourneys(): Promise<Journeys> {
  let now: Date | null = null;
  const hub = await testHub({
    now: () => now ?? new Date(),
    env: {
      FIELD_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      SOURCE_HOSTS_ALLOWED: '127.0.0.1',
      SOURCE_POLLING: 'on',
      PUBLIC_URL: 'https://hub.example.org',
    },
  });
  const settled = settledEvents(hub.database);
  const url = await hub.gateway.start();
  const team = await hub.team({ name: 'Acme Civils' });
  const possibleTypes = await possibleTypesOf(hub);
  return {
    hub,
    url,
    team,
    clerk: await team.user({ displayName: 'Clerk', passwordHash: await hashPassword(password) }),
    admin: await team.user({ role: 'admin', displayName: 'Admin' }),
    tab: (who) => {
      const tokens = 'actor' in who ? { accessToken: who.accessToken, refreshToken: null } : who;
      return openTab({ url: `${url}/graphql`, tokens, possibleTypes });
    },
    async publish(...releases) {
      await feedInto(hub.database, releases);
      await settled();
    },
    async tenderOf(ocid) {
      const [found] = await hub.database.sql<{ id: string }>('select id from tenders.tender where ocid = $1', [ocid]);
      if (found === undefined) throw new Error(`There is no tender ${ocid}.`);
      return encodeId('Tender', found.id);
    },
    setNow: (date) => void (now = date),
    close: () => hub.close(),
  };
}

async function possibleTypesOf(hub: TestHub): Promise<Record<string, string[]>> {
  const { data } = await hub.ask('{ __schema { types { name possibleTypes { name } } } }');
  const { types } = data?.['__schema'] as { types: { name: string; possibleTypes: { name: string }[] | null }[] };
  return Object.fromEntries(
    types.flatMap(({ name, possibleTypes }) =>
      possibleTypes === null ? [] : [[name, possibleTypes.map((possible) => possible.name)]],
    ),
  );
}

/** A list of tenders at an address of a team's own. */
export async function serveList(body: unknown): Promise<{ url: string; close: () => void }> {
  const server = createServer((_request, response) => void response.end(JSON.stringify(body)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/list`, close: () => void server.close().closeAllConnections() };
}
