import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** A job as the marketplace lists it. */
export type MarketplaceJob = Record<string, unknown> & { id: string };

/** A marketplace with OAuth: short tokens, rotating refresh tokens, pages by token. */
export interface Marketplace {
  readonly origin: string;
  jobs: MarketplaceJob[];
  /** The refresh token in force. One that was used before revokes everything, as theft would. */
  readonly refreshToken: () => string;
  readonly tokensIssued: () => number;
  readonly requests: { path: string; authorization: string | undefined; status: number }[];
  /** Ends the access token in force before its time. */
  endAccess(): void;
  isRevoked: boolean;
  /** Answers of the job list that are to fail with this status. */
  failures: number[];
  /** Called for each request to the list. */
  onList: () => void | Promise<void>;
  close(): Promise<void>;
}

const pageSize = 2;

export async function startMarketplace(jobs: MarketplaceJob[] = []): Promise<Marketplace> {
  let issued = 0;
  let refresh = 'refresh-0';
  let access: string | null = null;
  const state = {
    jobs,
    requests: [] as Marketplace['requests'],
    isRevoked: false,
    failures: [] as number[],
    onList: (): void | Promise<void> => undefined,
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://market.invalid');
    const send = (status: number, body: unknown): void => {
      state.requests.push({
        path: `${url.pathname}${url.search}`,
        authorization: request.headers.authorization,
        status,
      });
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (url.pathname === '/oauth/token') {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      const form = new URLSearchParams(text);
      const isKnown =
        form.get('client_id') === 'client' &&
        form.get('client_secret') === 'secret' &&
        form.get('grant_type') === 'refresh_token';
      if (!isKnown || state.isRevoked || form.get('refresh_token') !== refresh) {
        state.isRevoked = true;
        return send(400, { error: 'invalid_grant' });
      }
      issued += 1;
      refresh = `refresh-${issued}`;
      access = `access-${issued}`;
      return send(200, { access_token: access, refresh_token: refresh, expires_in: 3_600, token_type: 'bearer' });
    }
    await state.onList();
    const failure = state.failures.shift();
    if (failure !== undefined) return send(failure, {});
    if (access === null || request.headers.authorization !== `Bearer ${access}`)
      return send(401, { error: 'invalid_token' });
    const start = Number(url.searchParams.get('cursor') ?? 0);
    const end = start + pageSize;
    send(200, {
      jobs: state.jobs.slice(start, end),
      paging: { nextCursor: end < state.jobs.length ? String(end) : null },
    });
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The marketplace has no port.');
  return Object.assign(state, {
    origin: `http://127.0.0.1:${address.port}`,
    refreshToken: () => refresh,
    tokensIssued: () => issued,
    endAccess: () => void (access = null),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

/** A job with everything in it. */
export function marketplaceJob(number: number, more: Record<string, unknown> = {}): MarketplaceJob {
  return {
    id: `job-${number}`,
    title: `Build site ${number}`,
    description: 'A site for pumps',
    status: 'active',
    url: `https://market.example.org/jobs/${number}`,
    skills: ['TypeScript', { name: 'GraphQL' }],
    budget: { type: 'hourly', min: 30, max: 55.5, currency: 'usd' },
    postedAt: '2026-11-20T10:00:00Z',
    client: { name: 'Acme', totalSpent: 12_000, hireRate: 80 },
    ...more,
  };
}
