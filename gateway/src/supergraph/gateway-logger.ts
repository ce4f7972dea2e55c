/** What the gateway needs of a logger: that of pino, which Apollo calls with a plain message. */
export interface GatewayLogger {
  debug(message: unknown, text?: string): void;
  info(message: unknown, text?: string): void;
  warn(message: unknown, text?: string): void;
  error(message: unknown, text?: string): void;
}

/** Says nothing. */
export const silentLogger: GatewayLogger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
