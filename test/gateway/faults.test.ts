import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { developmentSettings } from '@hub/gateway/config';
import { hungTestMs } from '../kit/hung.js';
import { until } from '../kit/until.js';
import { postGraphql } from '../kit/post-graphql.js';
import { insights, serve, supergraphOf, tenders, workspace, type RemoteFake } from './fake-subgraphs.js';
import { startGateway, stopGateways } from './start-gateway.js';

const joined = { query: '{ tenders(first: 1) { id title summary } }' };
const settings = {
  ...developmentSettings,
  cacheBytesMax: 0,
  subgraphTimeoutsMs: { default: hungTestMs, insights: hungTestMs },
};
/** Short for the subgraph that hangs alone. */
const impatient = { subgraphTimeoutsMs: { default: hungTestMs, insights: 1_000 } };
const internals = /http:|127\.0\.0\.1|ECONNREFUSED|UND_ERR|srv|insights/u;

describe('a gateway over subgraphs in other processes', () => {
  let remotes: Readonly<{ tenders: RemoteFake; insights: RemoteFake; workspace: RemoteFake }>;
  let url: string;
  const start = async (more: Partial<typeof settings> = {}): Promise<string> => {
    const urls = { tenders: remotes.tenders.url, insights: remotes.insights.url, workspace: remotes.workspace.url };
    return startGateway({ supergraphSdl: supergraphOf(urls), inProcess: {}, settings: { ...settings, ...more } });
  };
  beforeEach(async () => {
    remotes = { tenders: await serve(tenders), insights: await serve(insights), workspace: await serve(workspace) };
    url = await start();
  });
  afterEach(async () => {
    await stopGateways();
    await Promise.all(Object.values(remotes).map((remote) => remote.close()));
  });

  const partial = (code: string, message: string) => ({
    data: { tenders: [{ id: 't1', title: 'Road works', summary: null }] },
    errors: [{ message, extensions: { code, requestId: 'client-12345678', retryAfterSeconds: 1 } }],
  });
  const unavailable = partial('SUBGRAPH_UNAVAILABLE', 'A part of the service cannot be reached at the moment.');

  test('joins their answers', async () => {
    const { body } = await postGraphql(url, joined);

    expect(body).toEqual({ data: { tenders: [{ id: 't1', title: 'Road works', summary: 'A summary of t1' }] } });
  });

  test('answers what it can when one is dead, with a code and no address', async () => {
    await remotes.insights.close();

    const { status, body, text } = await postGraphql(url, joined, { 'x-request-id': 'client-12345678' });

    expect([status, body]).toEqual([200, unavailable]);
    expect(text).not.toMatch(internals);
  });

  test('answers what it can when one hangs, after the time limit of that subgraph', async () => {
    remotes.insights.mode = 'hang';
    const short = await start(impatient);

    const startedAt = performance.now();
    const { status, body, text } = await postGraphql(short, joined, { 'x-request-id': 'client-12345678' });
    const tookMs = performance.now() - startedAt;

    expect([status, body]).toEqual([200, partial('SUBGRAPH_TIMEOUT', 'A part of the service did not answer in time.')]);
    expect(text).not.toMatch(internals);
    expect(tookMs).toBeGreaterThan(990);
  });

  test.each(['garbage', 'refuse'] as const)('answers what it can when one answers %s', async (mode) => {
    remotes.insights.mode = mode;

    const { status, body, text } = await postGraphql(url, joined, { 'x-request-id': 'client-12345678' });

    expect([status, body]).toEqual([200, unavailable]);
    expect(text).not.toMatch(internals);
  });

  test.each(['hang', 'garbage'] as const)(
    'does not say that nothing was changed when one answers a change with %s',
    async (mode) => {
      remotes.workspace.mode = mode;
      const short = await start({ subgraphTimeoutsMs: { default: 2_000, insights: hungTestMs } });

      const { body, code } = await postGraphql(short, { query: 'mutation { writeNote(text: "Call the buyer") }' });

      expect([code, body]).toMatchObject(['OUTCOME_UNKNOWN', { data: { writeNote: null } }]);
      expect(remotes.workspace.received.length).toBe(1);
    },
  );

  test('says so when a change never reached one', async () => {
    await remotes.workspace.close();

    const { body, code } = await postGraphql(url, { query: 'mutation { writeNote(text: "Call the buyer") }' });

    expect([code, body]).toMatchObject(['SUBGRAPH_UNAVAILABLE', { data: { writeNote: null } }]);
  });

  test('stops calling one that keeps hanging, does not slow the others, and comes back when it does', async () => {
    remotes.insights.mode = 'hang';
    const short = await start(impatient);
    for (let call = 0; call < 5; call += 1) await postGraphql(short, joined);
    const callsBefore = remotes.insights.received.length;

    const refused = await postGraphql(short, joined);
    const callsThen = remotes.insights.received.length;
    const unrelated = await postGraphql(short, { query: '{ whoami }' });
    remotes.insights.mode = 'answer';
    let recovered = await postGraphql(short, joined);
    await until(async () => {
      if (recovered.code !== undefined) recovered = await postGraphql(short, joined);
      return recovered.code === undefined;
    });

    expect([refused.code, callsThen]).toEqual(['SUBGRAPH_UNAVAILABLE', callsBefore]);
    expect(unrelated.body).toEqual({ data: { whoami: 'remote' } });
    expect(recovered.body).toEqual({
      data: { tenders: [{ id: 't1', title: 'Road works', summary: 'A summary of t1' }] },
    });
    expect(remotes.insights.received.length).toBe(callsBefore + 1);
  });

  test('holds no more calls to one subgraph than its bulkhead', async () => {
    // Long enough that the two calls that hang are still under way when the others come.
    const narrow = await start({ subgraphInFlightMax: 2 });
    remotes.insights.mode = 'hang';
    const question = { query: '{ tender(id: "t1") { summary } }' };
    const hanging = [postGraphql(narrow, question), postGraphql(narrow, question)];
    await until(() => remotes.insights.received.length === 2);

    const refused = await Promise.all(Array.from({ length: 4 }, () => postGraphql(narrow, question)));
    await remotes.insights.close();
    await Promise.all(hanging);

    expect(refused.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => 'SUBGRAPH_UNAVAILABLE'));
    expect(remotes.insights.received.length).toBe(2);
  });

  test('starts as a command on a supergraph file, serves it and stops on a signal', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gateway-'));
    const file = join(folder, 'supergraph.graphql');
    await writeFile(
      file,
      supergraphOf({ tenders: remotes.tenders.url, insights: remotes.insights.url, workspace: remotes.workspace.url }),
    );
    const command = ['--import', 'tsx', resolve('gateway/src/standalone.ts'), '--supergraph', file, '--port', '0'];
    const child = spawn(process.execPath, command, {
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });

    const [line] = await once(createInterface(child.stdout), 'line');
    const address = /http:\/\/\S+(?=\/graphql)/u.exec(String(line))?.[0] ?? '';
    const { body } = await postGraphql(address, {
      query: `{ ${'a: whoami '.repeat(50)} tenders(first: 1) { id summary } }`,
    });
    child.kill('SIGTERM');
    const [exitCode] = await once(child, 'exit');

    expect(body).toEqual({ data: { a: 'remote', tenders: [{ id: 't1', summary: 'A summary of t1' }] } });
    expect(exitCode).toBe(0);
    await rm(folder, { recursive: true });
  });
});

afterAll(stopGateways);
