import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { readGatewaySettings } from '@hub/gateway/config';
import { developmentSecrets } from '../secrets.js';
import { singleProcessSettingsFrom } from './hub-config.js';
import { processPlans } from './process-plans.js';

const root = mkdtempSync(join(tmpdir(), 'hub-config-test-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('browsers of the same origins may call, whether the product runs as one process or as seven', () => {
  const env = {
    HUB_ENVIRONMENT: 'development',
    DATABASE_URL: 'postgres://owner:secret@127.0.0.1/hub',
    MONGODB_URL: 'mongodb://127.0.0.1/hub',
    FILES_FOLDER: root,
    MAIL_OUTBOX_FOLDER: root,
    GATEWAY_CORS_ORIGINS: 'https://app.example.org, https://admin.example.org',
    ...developmentSecrets({ root, profile: 'test', env: {} }),
  };
  const plans = processPlans({
    root,
    env,
    supergraphFile: join(root, 'supergraph.graphql'),
    gatewayPort: 4000,
    subgraphPorts: { identity: 4001, tenders: 4002, workspace: 4003, insights: 4004, analytics: 4005 },
    workerPort: 4006,
    operationsPorts: null,
  });

  const asOne = singleProcessSettingsFrom(env, 4000).edge;
  const asSeven = readGatewaySettings({ ...plans.find(({ name }) => name === 'gateway')?.env });

  expect([asOne.corsOrigins, asSeven.corsOrigins]).toEqual([
    ['https://app.example.org', 'https://admin.example.org'],
    ['https://app.example.org', 'https://admin.example.org'],
  ]);
});
