/** Refuses calls to something that keeps failing, and lets one through now and then to see whether it recovered. */
export interface CircuitBreaker {
  /** True when a call may be made. A true answer in the half-open state is the one probe: its outcome must be reported. */
  readonly tryEnter: () => boolean;
  readonly succeeded: () => void;
  readonly failed: () => void;
  readonly state: () => 'closed' | 'open' | 'half-open';
}

export interface CircuitBreakerOptions {
  /** Failures in a row that open the circuit. */
  readonly failuresMax: number;
  /** How long the circuit stays open before the next probe. */
  readonly openMs: number;
  readonly nowMs?: () => number;
}

/** Makes a closed breaker. A call that answers, however badly, is a success; only silence and refusal are failures. */
export function createCircuitBreaker({ failuresMax, openMs, nowMs = Date.now }: CircuitBreakerOptions): CircuitBreaker {
  let failures = 0;
  let openUntilMs = 0;
  let isProbing = false;
  const isOpen = (): boolean => failures >= failuresMax;
  return {
    tryEnter: () => {
      if (!isOpen()) return true;
      if (isProbing || nowMs() < openUntilMs) return false;
      isProbing = true;
      return true;
    },
    succeeded: () => {
      failures = 0;
      isProbing = false;
    },
    failed: () => {
      failures += 1;
      isProbing = false;
      if (isOpen()) openUntilMs = nowMs() + openMs;
    },
    state: () => {
      if (!isOpen()) return 'closed';
      return isProbing || nowMs() >= openUntilMs ? 'half-open' : 'open';
    },
  };
}
