import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { answerTask, createHttpEngine, engineSettingsFrom, type Engine, type EngineTask } from '@hub/insights/engines';
import { z } from 'zod';
import {
  begin,
  event,
  startModelServer,
  status,
  streamed,
  streamedJson,
  type ModelBehaviour,
} from '../kit/model-server.js';

let server: Awaited<ReturnType<typeof startModelServer>>;
const engines: Engine[] = [];

beforeAll(async () => {
  server = await startModelServer(status(500));
});
afterAll(async () => {
  await Promise.all(engines.map((engine) => engine.close()));
  await server.close();
});

const key = 'sk-of-the-test-0123456789';
const source = 'Supply of pipes to Mthatha.';
const task: EngineTask<{ quotes: string[] }, string> = {
  kind: 'SUMMARY',
  instructions: 'Quote.',
  material: [{ name: 'Description', text: source }],
  shape: z.object({ quotes: z.array(z.string()) }),
  outputTokensMax: 50,
  ground: ({ quotes }) => quotes.filter((quote) => source.includes(quote)).join(' ') || null,
  floor: () => 'the floor',
};

function engineFor({ url = server.url, hostsAllowed = ['127.0.0.1'] }: { url?: string; hostsAllowed?: string[] } = {}) {
  const engine = createHttpEngine(
    { url: new URL(url), modelName: 'tiny', key, hostsAllowed },
    { firstPauseMs: 1, silenceMsMax: 300, answerBytesMax: 4_096 },
  );
  engines.push(engine);
  return engine;
}

const quoting = streamedJson({ quotes: ['Supply of pipes'] });
const asJson: ModelBehaviour = (_request, response) =>
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(
      JSON.stringify({ choices: [{ message: { content: '{"quotes":["Supply of pipes"]}' }, finish_reason: 'stop' }] }),
    );

describe('an engine that behaves', () => {
  test('is sent the schema, the key and the fenced material, is offered no tools, and its tokens are counted', async () => {
    server.behave(quoting);

    const outcome = await answerTask([engineFor()], task);

    expect(outcome).toMatchObject({
      value: 'Supply of pipes',
      model: 'http:tiny',
      tokens: { input: 100, output: 20 },
      failures: [],
    });
    const [request] = server.requests;
    expect(request?.headers.authorization).toBe(`Bearer ${key}`);
    expect(request?.body).toMatchObject({ model: 'tiny', stream: true, max_tokens: 50 });
    expect(request?.body).not.toHaveProperty('tools');
    expect(request?.body.response_format.json_schema.schema).toMatchObject({ required: ['quotes'] });
    const [system, user] = request?.body.messages ?? [];
    const fence = user?.content.split('\n')[0] ?? '';
    expect(fence).toMatch(/^[0-9a-f]{24}$/u);
    expect(user?.content).toBe(`${fence}\n## Description\n${source}\n${fence}`);
    expect(system?.content).not.toContain('pipes');
  });

  test.each([
    ['answers with one object instead of a stream', asJson],
    ['puts its JSON into a block of code', streamed('```json\n{"quotes":["Supply of pipes"]}\n```')],
    ['is slow between the pieces, and not too slow', streamed('{"quotes":["Supply of pipes"]}', { pauseMs: 30 })],
  ])('also where it %s', async (_name, behaviour) => {
    server.behave(behaviour);

    const { value, model } = await answerTask([engineFor()], task);

    expect([value, model]).toEqual(['Supply of pipes', 'http:tiny']);
  });

  test('is asked again where it failed before it began, after as long as it asks for', async () => {
    const answers = [status(503), status(429, { 'retry-after': '1' }), quoting];
    server.behave((request, response) => answers.shift()?.(request, response));
    const startedAt = performance.now();

    const { value, failures } = await answerTask([engineFor()], task);

    expect([value, failures]).toEqual(['Supply of pipes', []]);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(1_000);
  });
});

const cutInTheMiddle: ModelBehaviour = (_request, response) => {
  begin(response);
  event(response, { choices: [{ delta: { content: '{"quotes":["Supp' } }] });
  setTimeout(() => response.destroy(), 20);
};
const endedEarly: ModelBehaviour = (_request, response) => {
  begin(response);
  event(response, { choices: [{ delta: { content: '{"quotes":["Supply of pipes"]}' } }] });
  response.end();
};
const silent: ModelBehaviour = () => undefined;
const stalled: ModelBehaviour = (_request, response) => {
  begin(response);
  event(response, { choices: [{ delta: { content: '{' } }] });
};
const endless: ModelBehaviour = (_request, response) => {
  begin(response);
  const piece = setInterval(() => event(response, { choices: [{ delta: { content: ' '.repeat(500) } }] }), 1);
  response.on('close', () => clearInterval(piece));
};
const outOfTokens: ModelBehaviour = (_request, response) => {
  begin(response);
  event(response, { choices: [{ delta: { content: '{"quotes":["Supply' }, finish_reason: 'length' }] });
  response.end('data: [DONE]\n\n');
};
const callsTools: ModelBehaviour = (_request, response) => {
  begin(response);
  event(response, {
    choices: [{ delta: { tool_calls: [{ function: { name: 'pay' } }] }, finish_reason: 'tool_calls' }],
  });
  response.end('data: [DONE]\n\n');
};
const failsInside: ModelBehaviour = (_request, response) => {
  begin(response);
  event(response, { error: { message: 'overloaded' } });
};
const noJson: ModelBehaviour = (_request, response) =>
  response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: {{{\n\n');
const redirecting = status(302, { location: 'http://127.0.0.1:1/' });

describe('an engine that misbehaves is passed over, and the outcome says why', () => {
  // Requests: a token that was used is never paid for twice.
  test.each<[string, ModelBehaviour, string, number]>([
    ['never answers', silent, 'TIMED_OUT', 1],
    ['stalls in the middle', stalled, 'TIMED_OUT', 1],
    ['breaks off in the middle', cutInTheMiddle, 'CUT_OFF', 1],
    ['ends without an end', endedEarly, 'CUT_OFF', 1],
    ['talks without end', endless, 'TOO_LONG', 1],
    ['runs out of tokens', outOfTokens, 'TOO_LONG', 1],
    ['fails each time', status(500), 'UNAVAILABLE', 3],
    ['asks for patience each time', status(429), 'RATE_LIMITED', 3],
    ['asks for more patience than there is', status(429, { 'retry-after': '3600' }), 'RATE_LIMITED', 1],
    ['refuses the key', status(401), 'REFUSED', 1],
    ['redirects', redirecting, 'REFUSED', 1],
    ['fails in the middle', failsInside, 'UNAVAILABLE', 1],
    ['sends no JSON', noJson, 'MALFORMED', 1],
    ['answers in prose', streamed('Pipes, I think.'), 'MALFORMED', 1],
    ['answers in another form', streamedJson({ quotes: 'Supply of pipes' }), 'MALFORMED', 1],
    ['calls a tool', callsTools, 'MALFORMED', 1],
    ['claims what the source does not say', streamedJson({ quotes: ['Supply of gold'] }), 'UNSUPPORTED', 1],
  ])('when it %s', async (_name, behaviour, reason, requests) => {
    server.behave(behaviour);

    const outcome = await answerTask([engineFor()], task);

    expect(outcome).toMatchObject({
      value: 'the floor',
      model: 'extractive-v5',
      tokens: null,
      failures: [{ model: 'http:tiny', reason }],
    });
    expect(server.requests).toHaveLength(requests);
  });

  test('after its time, although it goes on and on, and for the next engine', async () => {
    server.behave(streamed('{"quotes":["Supply of pipes"]}', { pauseMs: 250 }));
    const next: Engine = {
      ...engineFor(),
      model: 'next',
      answer: async (asked) => ({ value: asked.floor(), tokens: null }),
    };
    const startedAt = performance.now();

    const { model, failures } = await answerTask([engineFor(), next], task, { timeoutMs: 200 });

    expect(model).toBe('next');
    expect(failures).toMatchObject([{ model: 'http:tiny', reason: 'TIMED_OUT', isSpent: true }]);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  test('and not asked at all once it has failed three times in a row', async () => {
    const engine = engineFor();
    server.behave(status(500));
    for (let time = 0; time < 3; time += 1) await answerTask([engine], task);
    server.behave(quoting);

    const { value, failures } = await answerTask([engine], task);

    expect([value, failures[0]?.reason, server.requests]).toEqual(['the floor', 'UNAVAILABLE', []]);
  });

  test.each([
    ['a private address', 'https://10.0.0.8/v1'],
    ['a private name', 'https://models.internal/v1'],
    ['an address without TLS', 'http://models.example.org/v1'],
  ])('where it is at %s that nobody allowed', async (_name, url) => {
    const { failures } = await answerTask([engineFor({ url, hostsAllowed: [] })], task);

    expect(failures).toMatchObject([{ reason: 'REFUSED', isSpent: false }]);
  });

  test('where nobody is at its address', async () => {
    const { failures } = await answerTask([engineFor({ url: 'http://127.0.0.1:1/v1' })], task);

    expect(failures).toMatchObject([{ reason: 'UNREACHABLE', isSpent: false }]);
  });
});

describe('settings', () => {
  test('without an address there is no model', () => {
    expect(engineSettingsFrom({})).toEqual({ http: null, local: null, prices: null });
  });

  test('are refused without telling the key', () => {
    const wrong = { INSIGHTS_ENGINE_URL: 'ftp://models.example.org', INSIGHTS_ENGINE_KEY: key };

    expect(() => engineSettingsFrom(wrong)).toThrow('INSIGHTS_ENGINE_URL');
    expect(() => engineSettingsFrom(wrong)).not.toThrow(key);
  });
});
