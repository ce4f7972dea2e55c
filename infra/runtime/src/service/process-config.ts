import { z } from 'zod';
import { hubEnvironment, loadConfig, port, type Environment, type HubEnvironment } from '../config/config.js';

/** Where a process shows itself to those who operate it. */
export interface OperationsSettings {
  readonly host: string;
  /** Null serves nothing. */
  readonly port: number | null;
}

/** What every process of the product reads, whatever it does. */
export interface ProcessSettings {
  readonly environment: HubEnvironment;
  readonly operations: OperationsSettings;
}

const fields = z.object({
  HUB_ENVIRONMENT: hubEnvironment(),
  OPERATIONS_PORT: port().optional(),
  OPERATIONS_HOST: z.string().default('127.0.0.1'),
});

/**
 * Settings that every process has: HUB_ENVIRONMENT, which has no default, and OPERATIONS_PORT with OPERATIONS_HOST.
 * @throws ConfigError listing every variable that is missing or wrong.
 */
export function processSettingsFrom(env: Environment): ProcessSettings {
  const config = loadConfig(fields, env);
  return {
    environment: config.HUB_ENVIRONMENT,
    operations: { host: config.OPERATIONS_HOST, port: config.OPERATIONS_PORT ?? null },
  };
}
