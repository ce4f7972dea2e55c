import { list, loadConfig, secret, url, type Environment } from '@hub/runtime/config';
import { z } from 'zod';
import { createHttpEngine } from './http/http-engine.js';
import type { HttpEngineSettings } from './http/http-settings.js';
import type { Engine } from './engine.js';

/** The models that an installation has beside the embedded engine. */
export interface EngineSettings {
  /** Null where none is set up. */
  readonly http: HttpEngineSettings | null;
}

const fields = z.object({
  INSIGHTS_ENGINE_URL: url(['https:', 'http:'], 'https://models.example.org/v1').optional(),
  INSIGHTS_ENGINE_MODEL: z.string().max(100).default('default').meta({ example: 'llama-3.1-8b-instruct' }),
  INSIGHTS_ENGINE_KEY: secret(1).optional(),
  INSIGHTS_ENGINE_HOSTS_ALLOWED: list('models.internal').default([]),
});

/**
 * Reads which engines there are. Without INSIGHTS_ENGINE_URL nothing is sent anywhere.
 * @throws ConfigError listing every variable that is wrong.
 */
export function engineSettingsFrom(env: Environment): EngineSettings {
  const config = loadConfig(fields, env);
  const address = config.INSIGHTS_ENGINE_URL;
  if (address === undefined) return { http: null };
  return {
    http: {
      url: new URL(address),
      modelName: config.INSIGHTS_ENGINE_MODEL,
      key: config.INSIGHTS_ENGINE_KEY ?? null,
      hostsAllowed: config.INSIGHTS_ENGINE_HOSTS_ALLOWED.map((host) => host.toLowerCase()),
    },
  };
}

/** Opens the models, the preferred one first. Empty where only the embedded engine is there. */
export function openEngines({ http }: EngineSettings): readonly Engine[] {
  return http === null ? [] : [createHttpEngine(http)];
}
