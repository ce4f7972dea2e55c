import type { Actor, ClientInfo } from '@hub/runtime/auth';

/** How long, and for whom, an answer may be kept. Every fetch can only narrow it. */
export interface CachePolicy {
  /** Seconds; null until the first fetch has said something. Zero means: do not keep. */
  maxAgeSeconds: number | null;
  scope: 'PUBLIC' | 'PRIVATE';
}

/** What an operation may cost at most, and what its client may spend on one. */
export interface OperationCost {
  readonly estimated: number;
  readonly limit: number;
}

/** What the gateway knows about one request. Apollo copies it shallowly, so `cachePolicy` stays shared. */
export interface GatewayContext {
  readonly actor: Actor;
  readonly client: ClientInfo;
  readonly requestId: string;
  readonly cachePolicy: CachePolicy;
  /** Filled on the way; the code when the answer is complete. The cost stays null for what is refused earlier. */
  readonly outcome: { code: string; cost: OperationCost | null };
}

/** Narrows a policy by what one fetch said: the shorter life wins, and PRIVATE wins over PUBLIC. */
export function narrow(policy: CachePolicy, { maxAgeSeconds, scope }: Readonly<CachePolicy>): void {
  const seconds = maxAgeSeconds ?? 0;
  policy.maxAgeSeconds = policy.maxAgeSeconds === null ? seconds : Math.min(policy.maxAgeSeconds, seconds);
  if (scope === 'PRIVATE') policy.scope = 'PRIVATE';
}
