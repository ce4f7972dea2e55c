/** Variables by name, as a process gets them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment of this process. Only what reads settings asks for it; everything else is handed its settings. */
export function processEnvironment(): Environment {
  return process.env;
}

/** Keeps libraries that report to their makers from doing so. Call it before one of them is created. */
export function silenceVendorTelemetry(): void {
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
}
