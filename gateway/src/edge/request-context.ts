import type { Actor, ClientInfo } from '@hub/runtime/auth';

/** How long, and for whom, an answer may be kept. Every fetch can only narrow it. */
export interface CachePolicy {
  /** Seconds; null until the first fetch has said something. Zero means: do not keep. */
  maxAgeSeconds: number | null;
  scope: 'PUBLIC' | 'PRIVATE';
}

/** What the gateway knows about one request. Apollo copies it shallowly, so `cachePolicy` stays shared. */
export interface GatewayContext {
  readonly actor: Actor;
  readonly client: ClientInfo;
  readonly requestId: string;
  /** W3C trace context as the client sent it, well-formed or absent. */
  readonly traceparent: string | undefined;
  readonly cachePolicy: CachePolicy;
  /** Filled when the answer is complete. */
  readonly outcome: { code: string };
}

/** Narrows a policy by what one fetch said: the shorter life wins, and PRIVATE wins over PUBLIC. */
export function narrow(policy: CachePolicy, { maxAgeSeconds, scope }: Readonly<CachePolicy>): void {
  const seconds = maxAgeSeconds ?? 0;
  policy.maxAgeSeconds = policy.maxAgeSeconds === null ? seconds : Math.min(policy.maxAgeSeconds, seconds);
  if (scope === 'PRIVATE') policy.scope = 'PRIVATE';
}

const traceparentShape = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/u;

/** The client's trace context when it is well-formed. */
export function traceparentFrom(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && traceparentShape.test(header) ? header : undefined;
}
