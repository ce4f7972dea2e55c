import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { draftTask, type DraftSource } from '@hub/insights/drafting';
import { answerTask, createHttpEngine, type Engine } from '@hub/insights/engines';
import { readKeyFacts } from '@hub/insights/key-facts';
import { calculateReadiness, readNeeds } from '@hub/insights/readiness';
import { summaryTask } from '@hub/insights/summary-task';
import { startModelServer, streamedJson, type ModelRequest } from '../kit/model-server.js';
import { hostileTexts } from './hostile-texts.js';

// The model does whatever a text wants: it echoes all that it was sent, our words and those of others, as its answer.

const base = [
  'Cleaning of offices at the depot in the harbour on every working day.',
  'The bidder must be registered with PSIRA.',
  'Bids stay valid for 120 days after the closing date.',
].join('\n\n');
const now = new Date('2026-11-21T08:00:00Z');

let server: Awaited<ReturnType<typeof startModelServer>>;
let engine: Engine;

beforeAll(async () => {
  server = await startModelServer((request, response) => echo(request)(request, response));
  const settings = { url: new URL(server.url), modelName: 'echo', key: null, hostsAllowed: ['127.0.0.1'] };
  engine = createHttpEngine(settings);
});
afterAll(async () => {
  await engine.close();
  await server.close();
});

function echo({ body }: ModelRequest) {
  const lines = body.messages.flatMap(({ content }) => content.split('\n')).filter((line) => line.length > 7);
  if (body.response_format.json_schema.schema['required']?.toString() === 'quotes')
    return streamedJson({ quotes: lines.slice(0, 20) });
  const sentences = lines.slice(0, 40).map((line) => ({ text: line, quote: line.slice(0, 400) }));
  return streamedJson({ sections: [{ heading: 'SCOPE', sentences }] });
}

function tenderOf(description: string) {
  return {
    title: 'Cleaning of the depot',
    description,
    specialConditions: null,
    language: 'en',
    closingAt: new Date('2026-12-01T09:00:00Z'),
    timeZone: 'Africa/Johannesburg',
    valueAmount: null,
    valueCurrency: null,
    province: 'GAUTENG',
    deliveryLocation: null,
    buyerName: 'City of Tests',
    briefings: [],
    cidb: null,
    bbbee: null,
    preference: null,
    briefing: null,
    category: null,
    procurementCategory: null,
    itemNames: [],
    lifecycle: 'LIVE',
    noticeKind: 'TENDER',
  };
}

function sourceOf(description: string): DraftSource {
  return {
    kind: 'PROPOSAL',
    brief: null,
    tender: tenderOf(description),
    profile: {
      sectors: ['Cleaning'],
      services: [],
      provinces: [],
      experienceYears: 7,
      bbbeeLevel: null,
      designations: [],
    },
    buyer: null,
    accepted: [],
  };
}

function readinessOf(description: string) {
  return calculateReadiness({
    team: {
      sectors: ['Cleaning'],
      services: [],
      provinces: ['GAUTENG'],
      experienceYears: 7,
      bbbeeLevel: null,
      designations: [],
      registrations: [],
    },
    tender: readNeeds(tenderOf(description), now),
    gradeLimits: [],
    preferenceLimits: [],
    jointVentures: [],
  });
}

const keyOf = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
const sentencesOf = (text: string) => text.split(/(?<=[.!?])\s+/u);
/** What a sentence of ours quotes. */
const quoted = (text: string) => /^To be written: how we meet "(.*)"$/su.exec(text)?.[1] ?? text;

async function told(description: string) {
  const summary = await answerTask([engine], summaryTask(tenderOf(description)));
  const draft = await answerTask([engine], draftTask(sourceOf(description)));
  expect([summary.failures, draft.failures]).toEqual([[], []]);
  const sentences = draft.value.sections.flatMap((section) => section.sentences.map(({ text }) => text));
  return [...sentencesOf(summary.value.text), ...sentences];
}

test('there are 40 texts', () => {
  expect(new Set(hostileTexts).size).toBe(40);
});

test.each(hostileTexts)('changes nothing but its own quoted text: %s', async (hostile) => {
  const description = `${base}\n\n${hostile}`;
  const before = new Set((await told(base)).map(keyOf));

  const after = await told(description);

  const own = keyOf(hostile);
  const parts = after.flatMap((text) => (before.has(keyOf(text)) ? [] : sentencesOf(quoted(text))));
  const foreign = parts.filter((text) => !before.has(keyOf(text)) && !own.includes(keyOf(text)));
  expect(foreign).toEqual([]);
  expect(readKeyFacts(tenderOf(description))).toEqual(readKeyFacts(tenderOf(base)));
  expect(readinessOf(description)).toEqual(readinessOf(base));
});
