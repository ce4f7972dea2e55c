import { holds, notSignedIn, type Actor } from '../auth/actor.js';
import type { Permission } from '../auth/permissions.js';
import type { SubgraphName } from '../auth/subgraph-names.js';
import { HubError } from '../errors/errors.js';
import { createDenialRecorder } from '../events/events.js';
import { errorAnswerOf, nothingHere } from '../http/http.js';
import type { RequestScope } from '../service/request-scope.js';
import type { ExecutorOptions } from './execution/executor-options.js';
import { lacks } from './permissions/rules.js';

/** What a plain HTTP request asks. */
export interface HttpQuestion {
  /** Named parts of the address, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** Path and query exactly as the client wrote them. */
  readonly target: string;
}

/** An address that a subgraph answers beside the graph, for tools that read plain HTTP. GET only. */
export interface HttpRoute {
  /** Such as `/ocds/releases/:ocid`; a part with a colon stands for any one part. */
  readonly path: string;
  /** Others are answered 401 or 403 before the route runs. `a session`: anyone who is signed in. `nothing`: the address is secret enough. */
  readonly needs: Permission | 'a session' | 'nothing';
  /** Default: JSON. */
  readonly contentType?: string;
  /** The text to answer with, or null for 204. What it throws is answered like an error of the graph. */
  answer(question: HttpQuestion, scope: RequestScope): Promise<string | null>;
}

/** One plain request, as the gateway hands it on. */
export interface TargetRequest {
  /** Path and query exactly as the client wrote them. */
  readonly target: string;
  readonly actor: Actor;
  readonly requestId: string;
}

/** An answer ready to be sent. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Answers plain requests. Never throws. */
export type AnswerTarget = (request: TargetRequest) => Promise<HttpAnswer>;

/** Where identity says whether the session of an access token is still open; for the gateway alone. */
export const sessionStatePath = '/session/state';

const json = 'application/json; charset=utf-8';

/**
 * Answers the plain addresses of a subgraph, with the same bytes inside this process and behind HTTP. Errors have the
 * body of GraphQL errors: a registered code, masked as they are there.
 */
export function createTargetAnswerer(
  { name, routes }: { readonly name: SubgraphName; readonly routes: readonly HttpRoute[] },
  { scopeOf, onMasked }: ExecutorOptions,
): AnswerTarget {
  const recordDenial = createDenialRecorder(name);
  return async ({ target, actor, requestId }) => {
    try {
      const found = find(routes, target);
      if (found === null) throw new HubError('NOT_FOUND', nothingHere);
      const { path, needs } = found.route;
      const scope = scopeOf({ actor, requestId });
      if (needs !== 'nothing' && !isAllowed(actor, needs)) {
        if (actor.kind === 'anonymous') throw notSignedIn(actor);
        await recordDenial(scope, { field: path, permission: needs });
        throw lacks(needs);
      }
      const body = await found.route.answer(found.question, scope);
      if (body === null) return { status: 204, headers: {}, body: '' };
      return { status: 200, headers: { 'content-type': found.route.contentType ?? json }, body };
    } catch (error) {
      return errorAnswerOf(error, { requestId, onMasked: (original) => onMasked(original, requestId) });
    }
  };
}

/** First parts of the addresses of a subgraph, each once: what a server has to listen for. */
export function prefixesOf(routes: readonly HttpRoute[]): string[] {
  return [...new Set(routes.map(({ path }) => `/${path.split('/')[1] ?? ''}`))];
}

function find(routes: readonly HttpRoute[], target: string): { route: HttpRoute; question: HttpQuestion } | null {
  const { pathname, searchParams } = new URL(target, 'http://hub');
  for (const route of routes) {
    const parameters = match(route.path.split('/'), pathname.split('/'));
    if (parameters !== null) return { route, question: { parameters, query: searchParams, target } };
  }
  return null;
}

function match(pattern: readonly string[], parts: readonly string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const parameters: Record<string, string> = {};
  for (const [index, name] of pattern.entries()) {
    const part = decoded(parts[index] ?? '');
    if (part === null) return null;
    if (name.startsWith(':') && part !== '') parameters[name.slice(1)] = part;
    else if (name !== part) return null;
  }
  return parameters;
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}

function isAllowed(actor: Actor, needs: Permission | 'a session'): boolean {
  return needs === 'a session' ? actor.kind === 'user' || actor.kind === 'superAdmin' : holds(actor, needs);
}
