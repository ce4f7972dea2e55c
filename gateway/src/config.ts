import { subgraphNames } from '@hub/runtime/auth';
import {
  flag,
  hubEnvironment,
  integer,
  list,
  loadConfig,
  port,
  readTogether,
  secret,
  url,
  type Environment,
} from '@hub/runtime/config';
import { filesFrom, type Files } from '@hub/runtime/files';
import { apiScalars } from '@hub/runtime/graphql';
import { mailSettingsFrom, type Outbox } from '@hub/runtime/mail';
import { processSettingsFrom, type ProcessSettings } from '@hub/runtime/service';
import type { GraphQLScalarType } from 'graphql';
import { z } from 'zod';
import type { InternalSecrets } from './edge/identity/forward-identity.js';
import { documentLimits, type DocumentLimits } from './edge/limits.js';
import { bodyBytesMax } from './edge/http/read-body.js';

/** Everything about a gateway that may differ between environments. */
export interface GatewaySettings {
  readonly host: string;
  /** Zero takes a free port. */
  readonly port: number;
  readonly isProduction: boolean;
  /** Bounds on documents; null accepts whatever is valid. */
  readonly limits: DocumentLimits | null;
  readonly bodyBytesMax: number;
  /** Scalars whose values are checked before anything is planned; others pass as they came. */
  readonly scalars: readonly GraphQLScalarType[];
  /** `open` for everyone, `permission` for actors that hold `schema:introspect`. */
  readonly introspection: 'open' | 'permission';
  readonly csrfPrevention: boolean;
  readonly corsOrigins: readonly string[];
  /** Addresses or networks of proxies whose word on where a request comes from is taken. */
  readonly trustedProxies: readonly string[];
  readonly secrets: InternalSecrets;
  /** How long a subgraph may take, by name; `default` for the others. */
  readonly subgraphTimeoutsMs: Readonly<Record<string, number>> & { readonly default: number };
  /** How long a request waits to hear from identity whether its session is open; then its token counts alone. */
  readonly sessionAnswerMs: number;
  /** Calls at the same time to one subgraph. */
  readonly subgraphInFlightMax: number;
  /** Size of the response cache; zero keeps nothing. */
  readonly cacheBytesMax: number;
  readonly hasPages: boolean;
}

/** Where the processes of a distributed installation find each other. */
export interface DistributedSettings {
  readonly supergraphFile: string;
  readonly jwksUrl: string;
  /** Null runs without Redis: public answers are kept by each gateway for itself. */
  readonly redisUrl: string | null;
  readonly subgraphUrls: Readonly<Record<string, string>>;
  readonly secrets: InternalSecrets;
}

/** For a person at their own machine: open introspection, pages, helpful errors; the same limits as in production. */
export const developmentSettings: GatewaySettings = {
  host: '127.0.0.1',
  port: 4000,
  isProduction: false,
  limits: documentLimits,
  bodyBytesMax,
  scalars: apiScalars,
  introspection: 'open',
  csrfPrevention: true,
  corsOrigins: [],
  trustedProxies: [],
  secrets: {},
  subgraphTimeoutsMs: { default: 3000, insights: 10_000 },
  sessionAnswerMs: 1_500,
  subgraphInFlightMax: 128,
  cacheBytesMax: 16 * 1024 * 1024,
  hasPages: true,
};

/** What production changes. */
export const productionSettings: GatewaySettings = {
  ...developmentSettings,
  host: '0.0.0.0',
  isProduction: true,
  introspection: 'permission',
  hasPages: false,
};

/** For conformance suites of others on graphs of others: nothing valid is refused, nothing is kept, nobody is known. */
export const conformanceSettings: GatewaySettings = {
  ...developmentSettings,
  limits: null,
  bodyBytesMax: 8 * 1024 * 1024,
  scalars: [],
  csrfPrevention: false,
  subgraphTimeoutsMs: { default: 30_000 },
  cacheBytesMax: 0,
};

const secretNames = subgraphNames.map((name) => [name, `INTERNAL_SECRET_${name.toUpperCase()}`] as const);
const urlNames = subgraphNames.map((name) => [name, `SUBGRAPH_URL_${name.toUpperCase()}`] as const);

const edgeFields = z.object({
  HUB_ENVIRONMENT: hubEnvironment(),
  GATEWAY_HOST: z.string().optional(),
  GATEWAY_PORT: port().optional(),
  GATEWAY_CORS_ORIGINS: list('https://app.example.org').optional(),
  GATEWAY_TRUSTED_PROXIES: list('10.0.0.0/8').optional(),
  GATEWAY_CACHE_MIB: integer({ min: 0, max: 4096, example: 16 }).optional(),
  GATEWAY_PAGES: flag().optional(),
});

const distributedFields = z.object({
  SUPERGRAPH_FILE: z.string().default('gateway/supergraph.graphql'),
  JWKS_URL: url(['http:', 'https:'], 'http://127.0.0.1:4001/.well-known/jwks.json'),
  REDIS_URL: url(['redis:', 'rediss:']).optional(),
  ...Object.fromEntries(secretNames.map(([, variable]) => [variable, secret()])),
  ...Object.fromEntries(urlNames.map(([, variable]) => [variable, url(['http:', 'https:']).optional()])),
});

/**
 * Reads what the gateway's edge is like, wherever its subgraphs are. HUB_ENVIRONMENT chooses where to begin; GATEWAY_HOST,
 * GATEWAY_PORT, GATEWAY_CORS_ORIGINS, GATEWAY_TRUSTED_PROXIES, GATEWAY_CACHE_MIB and GATEWAY_PAGES replace single settings.
 *
 * @throws ConfigError naming every variable that is missing or wrong.
 */
export function edgeSettingsFrom(env: Environment): GatewaySettings {
  const values = loadConfig(edgeFields, env);
  return {
    ...(values.HUB_ENVIRONMENT === 'production' ? productionSettings : developmentSettings),
    ...(values.GATEWAY_HOST !== undefined && { host: values.GATEWAY_HOST }),
    ...(values.GATEWAY_PORT !== undefined && { port: values.GATEWAY_PORT }),
    ...(values.GATEWAY_CORS_ORIGINS !== undefined && { corsOrigins: values.GATEWAY_CORS_ORIGINS }),
    ...(values.GATEWAY_TRUSTED_PROXIES !== undefined && { trustedProxies: values.GATEWAY_TRUSTED_PROXIES }),
    ...(values.GATEWAY_CACHE_MIB !== undefined && { cacheBytesMax: values.GATEWAY_CACHE_MIB * 1024 * 1024 }),
    ...(values.GATEWAY_PAGES !== undefined && { hasPages: values.GATEWAY_PAGES }),
  };
}

function distributedSettingsFrom(env: Environment): DistributedSettings {
  const values = loadConfig(distributedFields, env);
  const texts = z.record(z.string(), z.unknown()).parse(values);
  const textOf = (variable: string): string | undefined => z.string().optional().parse(texts[variable]);
  const encoder = new TextEncoder();
  return {
    supergraphFile: values.SUPERGRAPH_FILE,
    jwksUrl: values.JWKS_URL,
    redisUrl: values.REDIS_URL ?? null,
    secrets: Object.fromEntries(secretNames.map(([name, variable]) => [name, encoder.encode(textOf(variable) ?? '')])),
    subgraphUrls: Object.fromEntries(
      urlNames.map(([name, variable]) => [name, textOf(variable)]).filter(([, text]) => text !== undefined),
    ),
  };
}

/** All settings of a gateway that runs as its own process. */
export interface GatewayProcessSettings extends GatewaySettings, DistributedSettings, ProcessSettings {
  /** Where files of exports are, and the key of links to them. */
  readonly files: Files;
  /** Mails that were not sent, in development. */
  readonly outbox: Outbox | null;
}

/**
 * Reads the settings of a gateway that runs as its own process.
 *
 * @throws ConfigError naming every variable that is missing or wrong.
 */
export function readGatewaySettings(env: Environment): GatewayProcessSettings {
  return readTogether((read) => {
    const edge = read(edgeSettingsFrom);
    const distributed = read(distributedSettingsFrom);
    const ofProcess = read(processSettingsFrom);
    const files = read(filesFrom);
    const mail = read(mailSettingsFrom);
    return () => ({ ...edge(), ...distributed(), ...ofProcess(), files: files(), outbox: mail().outbox });
  }, env);
}
