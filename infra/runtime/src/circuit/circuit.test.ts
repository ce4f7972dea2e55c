import { describe, expect, test } from '@jest/globals';
import { CircuitOpenError, createCircuit, type CircuitState } from './circuit.js';

/** A store that can be switched off, and a circuit round it that probes only when told. */
function storeAndCircuit(options: { failuresMax?: number; beforeClose?: () => Promise<void> } = {}) {
  const store = { isUp: true, calls: 0, probes: 0 };
  const states: CircuitState[] = [];
  const circuit = createCircuit({
    probe: async () => {
      store.probes += 1;
      if (!store.isUp) throw new Error('away');
    },
    isOutage: (error) => error instanceof Error && error.message === 'away',
    probeIntervalMs: 60_000,
    onState: (state) => states.push(state),
    ...options,
  });
  const call = (): Promise<string> =>
    circuit.run(async () => {
      store.calls += 1;
      if (!store.isUp) throw new Error('away');
      return 'answer';
    });
  return { store, states, circuit, call };
}

describe('a circuit', () => {
  test('lets operations through while it is closed', async () => {
    const { call, circuit } = storeAndCircuit();
    expect(await call()).toBe('answer');
    expect(circuit.state).toBe('closed');
  });

  test('refuses at once after the first outage, without calling the store', async () => {
    const { store, call, circuit } = storeAndCircuit();
    store.isUp = false;
    await expect(call()).rejects.toThrow('away');
    await expect(call()).rejects.toBeInstanceOf(CircuitOpenError);
    expect(store.calls).toBe(1);
    circuit.stop();
  });

  test('opens after as many failures as told, probes included, and closes after a good probe', async () => {
    const { store, call, circuit, states } = storeAndCircuit({ failuresMax: 3 });
    store.isUp = false;
    await expect(call()).rejects.toThrow('away');
    await circuit.probeNow();
    await circuit.probeNow();
    expect(circuit.state).toBe('open');
    store.isUp = true;
    await circuit.probeNow();
    expect(await call()).toBe('answer');
    expect(states).toEqual(['suspect', 'open', 'closed']);
    circuit.stop();
  });

  test('opens at once when the store fails again right after it returned', async () => {
    const { store, call, circuit } = storeAndCircuit();
    store.isUp = false;
    await expect(call()).rejects.toThrow('away');
    store.isUp = true;
    await circuit.probeNow();
    store.isUp = false;
    await expect(call()).rejects.toThrow('away');
    expect(circuit.state).toBe('open');
    circuit.stop();
  });

  test('stays closed for errors that are no outage', async () => {
    const { circuit } = storeAndCircuit();
    await expect(circuit.run(async () => Promise.reject(new Error('bad query')))).rejects.toThrow('bad query');
    expect(circuit.state).toBe('closed');
  });

  test('does not close before the work that had to wait is done', async () => {
    let isDone = false;
    const beforeClose = async (): Promise<void> => (isDone ? undefined : Promise.reject(new Error('not yet')));
    const { circuit } = storeAndCircuit({ beforeClose });
    circuit.trip();
    await circuit.probeNow();
    expect(circuit.state).not.toBe('closed');
    isDone = true;
    await circuit.probeNow();
    expect(circuit.state).toBe('closed');
    circuit.stop();
  });

  test('neither probes nor changes after it was stopped', async () => {
    const { store, circuit, states } = storeAndCircuit();
    circuit.stop();
    circuit.trip();
    await circuit.probeNow();
    expect(store.probes).toBe(0);
    expect(states).toEqual([]);
  });
});
