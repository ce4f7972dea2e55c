// cspell:ignore fetc fpages fpasswd
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { productionSettings } from '@hub/gateway/config';
import { startGateway, stopGateways } from './start-gateway.js';

const isBuilt = existsSync(resolve('gateway/generated/graphiql/graphiql.js'));

describe('the pages', () => {
  let url: string;
  beforeAll(async () => {
    url = await startGateway();
  });
  afterAll(stopGateways);

  test('GraphiQL loads nothing from any other server, or says how to build it', async () => {
    const response = await fetch(`${url}/graphiql`);
    const html = await response.text();

    expect(response.status).toBe(isBuilt ? 200 : 503);
    expect(html).not.toMatch(/https?:\/\//u);
    const policy = isBuilt
      ? (response.headers.get('content-security-policy') ?? '')
      : "default-src 'none'; script-src 'self'";
    expect(policy).toContain("default-src 'none'; script-src 'self'");
    expect(policy).not.toMatch(/https?:|unsafe-eval|\*/u);
  });

  test('the address of the server alone leads to GraphiQL', async () => {
    const response = await fetch(`${url}/`, { redirect: 'manual' });

    expect([response.status, response.headers.get('location')]).toEqual([302, '/graphiql']);
  });

  test('every file that GraphiQL names is served, and no file beside them', async () => {
    const names = isBuilt
      ? ['graphiql.js', 'graphiql.css', 'editor.worker.js', 'json.worker.js', 'graphql.worker.js']
      : [];

    const served = await Promise.all(names.map(async (name) => (await fetch(`${url}/graphiql/assets/${name}`)).status));
    const others = await Promise.all(
      ['..%2Fpages.ts', '%2Fetc%2Fpasswd', 'x.js'].map(
        async (name) => (await fetch(`${url}/graphiql/assets/${name}`)).status,
      ),
    );

    expect(served).toEqual(names.map(() => 200));
    expect(others).toEqual([404, 404, 404]);
  });

  test('a browser at /graphql gets the sandbox in development', async () => {
    const response = await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } });

    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html']);
    expect(await response.text()).toContain('sandbox');
  });

  test('production has none of them', async () => {
    const production = await startGateway({ settings: productionSettings });

    const statuses = [
      (await fetch(`${production}/`)).status,
      (await fetch(`${production}/graphiql`)).status,
      (await fetch(`${production}/graphql`, { headers: { accept: 'text/html' } })).status,
    ];

    expect(statuses).toEqual([404, 404, 400]);
  });
});
