import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** A release as the portal holds it. */
export type PortalRelease = Record<string, unknown> & { ocid: string; id: string; date: string };

/** How the portal misbehaves. Numbers count requests that are still to go wrong. */
export interface Misbehaviour {
  /** Answers with this status instead; each entry is used once, in order. Headers go with it. */
  failures: { status: number; headers?: Record<string, string> }[];
  /** Windows that always fail, by their first day. */
  brokenWindows: Record<string, number>;
  /** Bodies cut off: json ends early but says it is whole, socket breaks the connection, gzip cuts the compressed bytes. */
  halves: ('json' | 'socket' | 'gzip')[];
  /** Bodies that begin and then never end. */
  stalls: number;
  /** links.next: right, absent, without the dates that requests must have, or always the second page. */
  links: 'right' | 'absent' | 'without-dates' | 'stuck' | 'elsewhere';
  /** Behind the last page: an empty one, or the last one for ever. */
  behindTheEnd: 'empty' | 'last-again';
  /** Sends ETag or Last-Modified, and honours them. */
  validators: 'none' | 'etag' | 'last-modified';
  compresses: boolean;
  /** Answers that are JSON but no package, and HTML with status 200. */
  strange: ('{}' | 'html')[];
}

/** What somebody asked the portal. */
export interface PortalRequest {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingMessage['headers'];
  readonly answered: number;
}

/** A server on loopback that behaves like the eTenders portal. */
export interface Portal {
  readonly url: string;
  releases: PortalRelease[];
  readonly behaviour: Misbehaviour;
  readonly requests: PortalRequest[];
  /** Most requests that were being answered at one time. */
  readonly inFlightMax: () => number;
  /** Called with the number of each request, before it is answered. */
  onRequest: (count: number) => void | Promise<void>;
  close(): Promise<void>;
}

const pageSizeCap = 50;

/** Starts the portal on a free port. Pages have fifty releases at most, whatever is asked for. */
export async function startPortal(releases: PortalRelease[] = [], cap = pageSizeCap): Promise<Portal> {
  const behaviour: Misbehaviour = {
    failures: [],
    brokenWindows: {},
    halves: [],
    stalls: 0,
    links: 'right',
    behindTheEnd: 'empty',
    validators: 'none',
    compresses: false,
    strange: [],
  };
  const requests: PortalRequest[] = [];
  let inFlight = 0;
  let inFlightMax = 0;
  const portal = { releases, behaviour, requests, onRequest: (_count: number): void | Promise<void> => undefined };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    inFlight += 1;
    inFlightMax = Math.max(inFlightMax, inFlight);
    response.on('close', () => (inFlight -= 1));
    await portal.onRequest(requests.length + 1);
    const url = new URL(request.url ?? '/', 'http://portal.invalid');
    const answered = answer({ url, request, response, portal, cap });
    requests.push({
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: request.headers,
      answered,
    });
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The portal has no port.');
  return Object.assign(portal, {
    url: `http://127.0.0.1:${address.port}/api/OCDSReleases`,
    inFlightMax: () => inFlightMax,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}

interface Exchange {
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly portal: Pick<Portal, 'releases' | 'behaviour'>;
  readonly cap: number;
}

function answer({ url, request, response, portal, cap }: Exchange): number {
  const { behaviour } = portal;
  const send = (status: number, body: string, headers: Record<string, string> = {}): number => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
    return status;
  };
  const failure = behaviour.failures.shift();
  if (failure) return send(failure.status, '{"message": "Something went wrong."}', failure.headers);
  const from = url.searchParams.get('dateFrom');
  const to = url.searchParams.get('dateTo');
  if (from === null || to === null) return send(400, '{"message": "dateFrom and dateTo fields are required."}');
  // Kingfisher's bare fetch was turned away.
  if (!request.headers['user-agent']) return send(403, '{}');
  const broken = behaviour.brokenWindows[from];
  if (broken !== undefined) return send(broken, '{"message": "Object reference not set to an instance of an object."}');
  const strange = behaviour.strange.shift();
  if (strange !== undefined) return send(200, strange === 'html' ? '<html><body>Maintenance</body></html>' : '{}');
  const body = JSON.stringify(packageOf({ url, from, to, portal, cap }));
  return sendBody({ body, request, response, behaviour, send });
}

function packageOf({
  url,
  from,
  to,
  portal,
  cap,
}: Pick<Exchange, 'url' | 'portal' | 'cap'> & { from: string; to: string }): unknown {
  const { behaviour } = portal;
  const size = Math.min(Number(url.searchParams.get('PageSize') ?? cap), cap);
  const number = Number(url.searchParams.get('PageNumber') ?? 1);
  // The portal goes by the day it thinks a release belongs to; what stands in the release may be another.
  const all = portal.releases.filter((release) => dayOf(release) >= from && dayOf(release) <= to);
  const pages = Math.max(1, Math.ceil(all.length / size));
  const shown = behaviour.behindTheEnd === 'last-again' ? Math.min(number, pages) : number;
  const next = new URL(url);
  next.searchParams.set('PageNumber', String(behaviour.links === 'stuck' ? 2 : number + 1));
  if (behaviour.links === 'without-dates') for (const name of ['dateFrom', 'dateTo']) next.searchParams.delete(name);
  const host = behaviour.links === 'elsewhere' ? 'http://elsewhere.invalid' : '';
  const hasNext = behaviour.links !== 'absent' && (number < pages || behaviour.links === 'stuck');
  const releases = all.slice((shown - 1) * size, shown * size).map(({ _day, ...release }) => release);
  return {
    uri: 'http://portal.invalid/package',
    version: '1.1',
    publishedDate: '2026-11-21T08:00:00Z',
    publisher: { name: 'A portal' },
    releases,
    links: hasNext ? { next: `${host}${next.pathname}${next.search}` } : {},
  };
}

function sendBody({
  body,
  request,
  response,
  behaviour,
  send,
}: {
  body: string;
  request: IncomingMessage;
  response: ServerResponse;
  behaviour: Misbehaviour;
  send: (status: number, body: string, headers?: Record<string, string>) => number;
}): number {
  const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
  const modified = 'Sat, 21 Nov 2026 08:00:00 GMT';
  const headers =
    behaviour.validators === 'etag'
      ? { etag }
      : behaviour.validators === 'last-modified'
        ? { 'last-modified': modified }
        : {};
  const isKnown = request.headers['if-none-match'] === etag || request.headers['if-modified-since'] === modified;
  if (behaviour.validators !== 'none' && isKnown) {
    response.writeHead(304, headers).end();
    return 304;
  }
  const half = behaviour.halves.shift();
  if (half === 'json') return send(200, body.slice(0, body.length / 2), headers);
  if (half === 'gzip' || behaviour.compresses) {
    const bytes = gzipSync(body);
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip', ...headers })
      .end(half === 'gzip' ? bytes.subarray(0, bytes.length / 2) : bytes);
    return 200;
  }
  if (half === 'socket' || behaviour.stalls > 0) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) });
    response.write(body.slice(0, body.length / 2));
    if (half === 'socket') response.destroy();
    else behaviour.stalls -= 1;
    return 200;
  }
  return send(200, body, headers);
}

function dayOf(release: PortalRelease): string {
  return typeof release['_day'] === 'string' ? release['_day'] : release.date.slice(0, 10);
}

/** A release like those of the portal: compiled, local time marked Z, nothing disclosed. */
export function portalRelease(number: number, day: string, more: Record<string, unknown> = {}): PortalRelease {
  const ocid = `ocds-9t57fa-${100_000 + number}`;
  return {
    ocid,
    id: `${ocid}-${day}`,
    date: `${day}T00:00:00Z`,
    tag: ['compiled'],
    initiationType: 'tender',
    language: 'en-za',
    parties: [],
    awards: [],
    contracts: [],
    buyer: { id: String(800 + (number % 7)), name: `Department ${number % 7}` },
    tender: {
      id: String(100_000 + number),
      title: `RFQ ${number}`,
      description: `Supply of ${number} pumps`,
      status: 'active',
      province: 'Gauteng',
      value: { amount: 0, currency: 'ZAR' },
      tenderPeriod: { startDate: `${day}T00:00:00Z`, endDate: '2026-12-14T11:00:00Z' },
    },
    ...more,
  };
}

/** Releases of consecutive days, so many on each, ending on the last day. */
export function releasesOver(days: number, perDay: number, lastDay: string): PortalRelease[] {
  const end = Date.parse(`${lastDay}T00:00:00Z`);
  return Array.from({ length: days * perDay }, (_, index) =>
    portalRelease(index + 1, new Date(end - Math.floor(index / perDay) * 86_400_000).toISOString().slice(0, 10)),
  );
}
