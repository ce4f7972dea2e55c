import { createCircuit } from '@hub/runtime/circuit';
import { HubError } from '@hub/runtime/errors';
import type { HealthProbe } from '@hub/runtime/health';
import type { StoreWatch } from '@hub/runtime/telemetry';
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

/** The keys that identity publishes, as a gateway in another process knows them. */
export interface IdentityKeys {
  /**
   * Finds the key of a token.
   * @throws HubError `IDENTITY_UNAVAILABLE` when identity cannot be asked and the keys that are known do not decide.
   */
  readonly find: JWTVerifyGetKey;
  /** Required until there have been keys once; then only a sign that identity is away. */
  readonly probes: readonly HealthProbe[];
  /** Fetches the keys for the first time. Resolves whatever comes of it; what failed is tried again in the background. */
  start(): Promise<void>;
  stop(): void;
}

/** How keys are fetched. */
export interface IdentityKeysOptions {
  readonly url: string;
  /** Told once that identity is away, and once that it is back. */
  readonly watch?: StoreWatch | undefined;
  readonly nowMs?: () => number;
}

const fetchTimeoutMs = 2_000;
const fetchAgainMs = 1_000;
const refreshEveryMs = 600_000;
/** A key that was not known so short a time after a fetch does not exist. */
const settledMs = 30_000;
/** For so long keys are used without hearing of identity: an outage of a night signs nobody out. */
const keptMs = 12 * 3_600_000;

/**
 * Keeps the keys that identity publishes. They are fetched every ten minutes, and when a token names a key that is not
 * known, though not twice within half a minute. While identity is away the last keys go on being used, for twelve hours at
 * most; it is asked again every second, and a token that they cannot decide about is not called invalid.
 */
export function createIdentityKeys({ url, watch, nowMs = Date.now }: IdentityKeysOptions): IdentityKeys {
  const remote = createRemoteJWKSet(new URL(url), { timeoutDuration: fetchTimeoutMs });
  let known: { readonly find: JWTVerifyGetKey; readonly fetchedAtMs: number } | null = null;
  const fetchKeys = async (): Promise<void> => {
    await remote.reload();
    known = { find: createLocalJWKSet(remote.jwks() ?? { keys: [] }), fetchedAtMs: nowMs() };
  };
  const circuit = createCircuit({
    probe: fetchKeys,
    isOutage: () => true,
    failuresMax: 1,
    probeIntervalMs: fetchAgainMs,
    initialState: 'open',
    ...(watch && { watch }),
  });
  const refresh = (): Promise<void> => circuit.run(fetchKeys).catch(refuse);
  const refreshing = setInterval(() => void refresh().catch(() => undefined), refreshEveryMs).unref();

  const usable = async (): Promise<JWTVerifyGetKey> => {
    if (known === null || nowMs() - known.fetchedAtMs > keptMs) await refresh();
    return known?.find ?? refuse();
  };
  return {
    async find(header, token) {
      const keys = await usable();
      try {
        return await keys(header, token);
      } catch (error) {
        const isSettled = known !== null && nowMs() - known.fetchedAtMs < settledMs;
        if (!(error instanceof errors.JWKSNoMatchingKey) || isSettled) throw error;
        await refresh();
        return (await usable())(header, token);
      }
    },
    probes: [
      { name: 'access-token-keys', isRequired: true, check: () => (known === null ? refuse() : Promise.resolve()) },
      {
        name: 'identity',
        isRequired: false,
        check: () => (circuit.state === 'closed' ? Promise.resolve() : refuse()),
      },
    ],
    start: () => circuit.probeNow(),
    stop() {
      clearInterval(refreshing);
      circuit.stop();
    },
  };
}

function refuse(cause?: unknown): never {
  throw new HubError('IDENTITY_UNAVAILABLE', undefined, { cause, retryAfterSeconds: 5 });
}
