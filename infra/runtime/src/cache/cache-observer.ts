import type { CircuitState } from '../circuit/circuit.js';

/** Told what happens, for metrics. Labels are types, never ids or teams. Must not throw. */
export interface CacheObserver {
  read?(type: string, result: 'hit' | 'miss' | 'local' | 'joined'): void;
  poisoned?(type: string): void;
  state?(state: CircuitState | 'off'): void;
}
