import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { CircuitOpenError, createCircuit, type CircuitOptions, type CircuitState } from './circuit.js';

/** A store that can be switched off, and a circuit round it that probes only when told. */
function storeAndCircuit(options: Partial<CircuitOptions> = {}) {
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

describe('a circuit without a probe', () => {
  // The pause between trials is the circuit's own; no test waits for it.
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  function subgraphAndCircuit() {
    const subgraph = { answers: true, calls: 0 };
    const circuit = createCircuit({
      isOutage: (error) => error instanceof Error && error.message === 'away',
      failuresMax: 3,
      probeIntervalMs: 2_000,
    });
    const call = (): Promise<string> =>
      circuit.run(async () => {
        subgraph.calls += 1;
        if (!subgraph.answers) throw new Error('away');
        return 'answer';
      });
    const fail = async (times: number): Promise<void> => {
      subgraph.answers = false;
      for (let n = 0; n < times; n += 1) await expect(call()).rejects.toThrow('away');
    };
    return { subgraph, circuit, call, fail };
  }

  test('opens at the third failure in a row, not at the third failure', async () => {
    const { subgraph, circuit, call, fail } = subgraphAndCircuit();

    await fail(2);
    subgraph.answers = true;
    await call();
    await fail(2);
    const before = circuit.state;
    await fail(1);

    expect([before, circuit.state]).toEqual(['closed', 'open']);
    await expect(call()).rejects.toBeInstanceOf(CircuitOpenError);
    expect(subgraph.calls).toBe(6);
  });

  test('lets exactly one operation through after its time', async () => {
    const { subgraph, call, fail } = subgraphAndCircuit();
    await fail(3);

    jest.advanceTimersByTime(1_999);
    await expect(call()).rejects.toBeInstanceOf(CircuitOpenError);
    jest.advanceTimersByTime(1);
    const trials = await Promise.allSettled([call(), call()]);

    expect(trials.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(subgraph.calls).toBe(4);
  });

  test('stays open for the whole time again after a trial that failed, and closes after one that did not', async () => {
    const { subgraph, circuit, call, fail } = subgraphAndCircuit();
    await fail(3);
    jest.advanceTimersByTime(2_000);
    await fail(1);
    const reopened = circuit.state;

    subgraph.answers = true;
    await expect(call()).rejects.toBeInstanceOf(CircuitOpenError);
    jest.advanceTimersByTime(2_000);

    expect(await call()).toBe('answer');
    expect([reopened, circuit.state]).toEqual(['open', 'closed']);
  });

  test('closes after a trial that was refused for a reason of its own: the subgraph answered', async () => {
    const { circuit, fail } = subgraphAndCircuit();
    await fail(3);
    jest.advanceTimersByTime(2_000);

    await expect(circuit.run(() => Promise.reject(new Error('bad query')))).rejects.toThrow('bad query');

    expect(circuit.state).toBe('closed');
  });
});

describe('the watch of a circuit', () => {
  test('hears of the outage when it is known, of every operation it cost, and of its end', async () => {
    const heard: string[] = [];
    const watch = {
      failed: () => void heard.push('failed'),
      away: (cause: unknown) => void heard.push(`away: ${cause instanceof Error ? cause.message : ''}`),
      answered: () => void heard.push('answered'),
    };
    const { store, call, circuit } = storeAndCircuit({ failuresMax: 2, watch });

    store.isUp = false;
    await expect(call()).rejects.toThrow('away');
    await circuit.probeNow();
    await expect(call()).rejects.toBeInstanceOf(CircuitOpenError);
    store.isUp = true;
    await circuit.probeNow();
    circuit.stop();

    expect(heard).toEqual(['failed', 'away: away', 'failed', 'answered']);
  });
});
