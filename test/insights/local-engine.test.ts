import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { answerTask, createLocalEngine, type Engine, type EngineTask } from '@hub/insights/engines';
import { extractiveModel, type SummarySource } from '@hub/insights/summariser';
import { summaryTask } from '@hub/insights/summary-task';
import { z } from 'zod';
import { writeTinyModel } from './tiny-model.js';

// The library is 300 MB and not installed with the product. Where it has to fail or to hang, a stand-in has its interface.
const realLibrary = createRequire(import.meta.url).resolve('@huggingface/transformers');
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

function engineFor(modelName: string, from = library, folder = '/models') {
  const engine = createLocalEngine({ folder, modelName, allowsDownloads: false }, from);
  engines.push(engine);
  return engine;
}

const blankSource: SummarySource = {
  title: 'A tender',
  description: null,
  specialConditions: null,
  language: null,
  closingAt: null,
  timeZone: null,
  valueAmount: null,
  valueCurrency: null,
  province: null,
  deliveryLocation: null,
  buyerName: null,
  briefings: [],
  cidb: null,
  bbbee: null,
  preference: null,
  briefing: null,
};

describe('the library itself, with a model that is made here', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hub-models-'));
    await writeTinyModel(path.join(folder, 'tiny'));
    await writeTinyModel(path.join(folder, 'damaged'));
    await writeFile(path.join(folder, 'damaged', 'onnx', 'encoder_model.onnx'), 'not a model');
  });
  afterAll(() => rm(folder, { recursive: true }));

  const depot = 'Supply of pipes to the depot. Bids are opened in public.';
  const about = (text: string) => ({ ...task, material: [{ name: 'Description', text }] });

  test('summarises, one task after the other', async () => {
    const engine = engineFor('tiny', realLibrary, folder);

    const outcomes = await Promise.all([
      answerTask([engine], about(depot)),
      answerTask([engine], about('Nobody may lend his helicopter. Supply of pipes.')),
    ]);

    expect(outcomes.map(({ value, model, failures }) => [value, model, failures])).toEqual([
      ['Supply of pipes to the depot.', 'local:tiny', []],
      ['Nobody may lend his helicopter.', 'local:tiny', []],
    ]);
  });

  test('chooses what a summary tells, in the words of the tender, and what it makes up is left out', async () => {
    const engine = engineFor('tiny', realLibrary, folder);
    const source = { ...blankSource, title: 'Pipes', description: depot };

    const told = await answerTask([engine], { ...summaryTask(source), material: about(depot).material });
    const madeUp = await answerTask([engine], { ...summaryTask(source), material: about('Nobody may lend.').material });

    expect([told.model, told.value.text]).toEqual(['local:tiny', 'Supply of pipes to the depot.']);
    expect([madeUp.model, madeUp.failures[0]?.reason, madeUp.value]).toEqual([
      extractiveModel,
      'UNSUPPORTED',
      summaryTask(source).floor(),
    ]);
  });

  test.each(['missing', 'damaged'])('passes over a model that is %s, and fetches none', async (modelName) => {
    const { value, failures } = await answerTask([engineFor(modelName, realLibrary, folder)], task);

    expect([value, failures.map(({ reason }) => reason)]).toEqual(['the floor', ['UNAVAILABLE']]);
  });
});

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
