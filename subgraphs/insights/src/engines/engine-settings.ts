import { list, loadConfig, onOff, secret, url, type Environment } from '@hub/runtime/config';
import { z } from 'zod';
import type { Engine } from './engine.js';
import { createHttpEngine } from './http/http-engine.js';
import type { HttpEngineSettings } from './http/http-settings.js';
import { createLocalEngine, type LocalEngineSettings } from './local/local-engine.js';

/** What a million tokens cost. */
export interface EnginePrices {
  readonly perMillionInput: number;
  readonly perMillionOutput: number;
  /** ISO 4217 code. */
  readonly currency: string;
}

/** The models that an installation has beside the embedded engine. */
export interface EngineSettings {
  /** Null where none is set up. */
  readonly http: HttpEngineSettings | null;
  readonly local: LocalEngineSettings | null;
  /** Null where no price is stated. */
  readonly prices: EnginePrices | null;
}

const price = z
  .string()
  .regex(/^\d{1,6}(?:\.\d{1,6})?$/u, 'must be a decimal number')
  .transform(Number)
  .meta({ example: '0.60' });

const fields = z.object({
  INSIGHTS_ENGINE_URL: url(['https:', 'http:'], 'https://models.example.org/v1').optional(),
  INSIGHTS_ENGINE_MODEL: z.string().max(100).default('default').meta({ example: 'llama-3.1-8b-instruct' }),
  INSIGHTS_ENGINE_KEY: secret(1).optional(),
  INSIGHTS_ENGINE_HOSTS_ALLOWED: list('models.internal').default([]),
  INSIGHTS_ENGINE_INPUT_PRICE: price.optional(),
  INSIGHTS_ENGINE_OUTPUT_PRICE: price.optional(),
  INSIGHTS_ENGINE_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/u, 'must be an ISO 4217 code')
    .default('USD')
    .meta({ example: 'ZAR' }),
  INSIGHTS_MODEL_FOLDER: z.string().optional().meta({ example: '/srv/models' }),
  INSIGHTS_MODEL_NAME: z
    .string()
    .regex(/^[\w-][\w.-]{0,99}$/u, 'must be the name of a folder')
    .default('t5-small')
    .meta({ example: 'bart-large-cnn' }),
  INSIGHTS_MODEL_DOWNLOADS: onOff().default(false),
});

/**
 * Reads which engines there are. Without INSIGHTS_ENGINE_URL nothing is sent anywhere; without INSIGHTS_MODEL_FOLDER no model
 * runs on this machine, and nothing is fetched unless INSIGHTS_MODEL_DOWNLOADS says so.
 * @throws ConfigError listing every variable that is wrong.
 */
export function engineSettingsFrom(env: Environment): EngineSettings {
  const config = loadConfig(fields, env);
  const { INSIGHTS_ENGINE_URL: address, INSIGHTS_MODEL_FOLDER: folder } = config;
  const { INSIGHTS_ENGINE_INPUT_PRICE: perMillionInput, INSIGHTS_ENGINE_OUTPUT_PRICE: perMillionOutput } = config;
  return {
    http:
      address === undefined
        ? null
        : {
            url: new URL(address),
            modelName: config.INSIGHTS_ENGINE_MODEL,
            key: config.INSIGHTS_ENGINE_KEY ?? null,
            hostsAllowed: config.INSIGHTS_ENGINE_HOSTS_ALLOWED.map((host) => host.toLowerCase()),
          },
    local:
      folder === undefined
        ? null
        : { folder, modelName: config.INSIGHTS_MODEL_NAME, allowsDownloads: config.INSIGHTS_MODEL_DOWNLOADS },
    prices:
      perMillionInput === undefined || perMillionOutput === undefined
        ? null
        : { perMillionInput, perMillionOutput, currency: config.INSIGHTS_ENGINE_CURRENCY },
  };
}

/** Opens the models, the preferred one first. Empty where only the embedded engine is there. */
export function openEngines({ http, local }: EngineSettings): readonly Engine[] {
  return [...(http === null ? [] : [createHttpEngine(http)]), ...(local === null ? [] : [createLocalEngine(local)])];
}
