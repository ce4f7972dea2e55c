import { describe, expect, test } from '@jest/globals';
import { chooseProvider, pickProviders, UnknownProviderError } from './choose-provider.js';
import type { Provider, RunningStore } from './provider.js';
import { storeContext } from './shared/fake-machine.js';

const running: RunningStore = { url: 'redis://127.0.0.1:1', note: '', stop: () => Promise.resolve() };

function provider(name: string, answers: Partial<Pick<Provider, 'examine' | 'tryStart'>>): Provider {
  return { name, store: 'redis', examine: async () => ({ usable: '' }), tryStart: async () => running, ...answers };
}

describe('choosing a provider', () => {
  test('takes the first that works and remembers why the earlier ones did not', async () => {
    const providers = [
      provider('first', { examine: async () => ({ refused: 'not set' }) }),
      provider('second', { tryStart: async () => ({ refused: 'the port is gone', remedy: 'wait' }) }),
      provider('third', {}),
      provider('fourth', { examine: () => Promise.reject(new Error('must not be asked')) }),
    ];

    const choice = await chooseProvider(providers, storeContext());

    expect(choice).toEqual({
      chosen: { provider: 'third', running },
      refusals: [
        { provider: 'first', refused: 'not set' },
        { provider: 'second', refused: 'the port is gone', remedy: 'wait' },
      ],
    });
  });

  test('never starts what was found unusable', async () => {
    const unusable = provider('only', {
      examine: async () => ({ refused: 'no' }),
      tryStart: () => Promise.reject(new Error('started')),
    });

    const choice = await chooseProvider([unusable], storeContext());

    expect(choice).toEqual({ chosen: null, refusals: [{ provider: 'only', refused: 'no' }] });
  });

  test('counts a provider that breaks as refused and goes on', async () => {
    const broken = provider('broken', { tryStart: () => Promise.reject(new Error('disk full')) });

    const choice = await chooseProvider([broken, provider('next', {})], storeContext());

    expect(choice.chosen?.provider).toBe('next');
    expect(choice.refusals).toEqual([{ provider: 'broken', refused: 'disk full' }]);
  });

  test('goes no further than a final refusal', async () => {
    const final = provider('environment', { examine: async () => ({ refused: 'wrong address', isFinal: true }) });

    const choice = await chooseProvider([final, provider('next', {})], storeContext());

    expect(choice.chosen).toBeNull();
  });

  test('gives up with the reason of the interruption', async () => {
    const interruption = new AbortController();
    const slow = provider('slow', {
      tryStart: async () => {
        interruption.abort(new Error('Ctrl-C'));
        throw new Error('half done');
      },
    });

    await expect(
      chooseProvider([slow, provider('next', {})], storeContext({ signal: interruption.signal })),
    ).rejects.toThrow('half done');
  });
});

describe('picking one provider by name', () => {
  const providers = [provider('running', {}), provider('wheel', {})];

  test('asks that one only', () => {
    expect(pickProviders(providers, 'REDIS_PROVIDER', 'wheel').map(({ name }) => name)).toEqual(['wheel']);
  });

  test.each([undefined, ''])('asks all when nothing is selected (%p)', (selected) => {
    expect(pickProviders(providers, 'REDIS_PROVIDER', selected)).toBe(providers);
  });

  test('lists the names for an unknown one', () => {
    expect(() => pickProviders(providers, 'REDIS_PROVIDER', 'snap')).toThrow(
      new UnknownProviderError('REDIS_PROVIDER=snap names no provider. The names are: running, wheel.'),
    );
  });
});
