import { expect, test } from '@jest/globals';
import { readGatewaySettings } from './config.js';

const secrets = Object.fromEntries(
  ['IDENTITY', 'TENDERS', 'WORKSPACE', 'INSIGHTS', 'ANALYTICS'].map((name) => [
    `INTERNAL_SECRET_${name}`,
    `${name}-`.repeat(8),
  ]),
);

test('an empty environment is refused with every variable that is missing', () => {
  expect(() => readGatewaySettings({})).toThrow(
    /7 problems[\s\S]*HUB_ENVIRONMENT: is missing[\s\S]*JWKS_URL[\s\S]*INTERNAL_SECRET_IDENTITY[\s\S]*INTERNAL_SECRET_TENDERS[\s\S]*INTERNAL_SECRET_WORKSPACE[\s\S]*INTERNAL_SECRET_INSIGHTS[\s\S]*INTERNAL_SECRET_ANALYTICS/u,
  );
});

test('production closes introspection and pages, and takes addresses and secrets from the environment', () => {
  const settings = readGatewaySettings({
    ...secrets,
    HUB_ENVIRONMENT: 'production',
    JWKS_URL: 'http://identity:4001/.well-known/jwks.json',
    SUBGRAPH_URL_TENDERS: 'http://tenders:4002/graphql',
    GATEWAY_PORT: '8080',
    GATEWAY_CORS_ORIGINS: 'https://app.example.org',
  });

  expect(settings).toMatchObject({
    host: '0.0.0.0',
    port: 8080,
    isProduction: true,
    introspection: 'permission',
    hasPages: false,
    corsOrigins: ['https://app.example.org'],
    subgraphUrls: { tenders: 'http://tenders:4002/graphql' },
    subgraphTimeoutsMs: { default: 3000, insights: 10_000 },
  });
  expect(settings.secrets.tenders).toEqual(new TextEncoder().encode('TENDERS-'.repeat(8)));
});
