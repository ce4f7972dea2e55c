import { afterAll, expect, test } from '@jest/globals';
import { answerTask, createLocalEngine, type Engine, type EngineTask } from '@hub/insights/engines';
import { z } from 'zod';

// The library is 475 MB and not installed with the product: a stand-in has its interface.
const library = new URL('./stand-in-library.mjs', import.meta.url).href;
const engines: Engine[] = [];
afterAll(() => Promise.all(engines.map((engine) => engine.close())));

const task: EngineTask<{ quotes: string[] }, string> = {
  kind: 'SUMMARY',
  instructions: 'Quote.',
  material: [{ name: 'Description', text: 'Supply of pipes.' }],
  shape: z.object({ quotes: z.array(z.string()) }),
  outputTokensMax: 50,
  ground: ({ quotes }) => quotes.join(' ') || null,
  floor: () => 'the floor',
};

function engineFor(modelName: string, from = library) {
  const engine = createLocalEngine({ folder: '/models', modelName, allowsDownloads: false }, from);
  engines.push(engine);
  return engine;
}

test('a model of this machine summarises from its folder, fetches nothing, and is not metered', async () => {
  const engine = engineFor('tiny');

  const outcome = await answerTask([engine], task);

  expect(outcome).toMatchObject({ model: 'local:tiny', tokens: null, failures: [] });
  expect(outcome.value).toContain('Supply of pipes.');
  expect(outcome.value).toContain('"allowRemoteModels":false,"allowLocalModels":true,"localModelPath":"/models"');
  expect([engine.isMetered, engine.kinds]).toEqual([false, ['SUMMARY']]);
});

test.each([
  ['is not there', 'missing', library],
  ['fails', 'broken', library],
  ['has no library', 'tiny', '@huggingface/nothing-of-the-kind'],
])('a model that %s is passed over', async (_name, modelName, from) => {
  const { value, failures } = await answerTask([engineFor(modelName, from)], task);

  expect([value, failures[0]?.reason]).toEqual(['the floor', 'UNAVAILABLE']);
});

test('a model that never ends is cut off while this process goes on, and the next task finds a new thread', async () => {
  const engine = engineFor('endless');
  let ticks = 0;
  const ticking = setInterval(() => (ticks += 1), 10);

  const outcomes = [
    await answerTask([engine], task, { timeoutMs: 300 }),
    await answerTask([engine], task, { timeoutMs: 300 }),
  ];
  clearInterval(ticking);

  expect(outcomes.map(({ value, failures }) => [value, failures[0]?.reason])).toEqual([
    ['the floor', 'TIMED_OUT'],
    ['the floor', 'TIMED_OUT'],
  ]);
  expect(ticks).toBeGreaterThan(10);
});
