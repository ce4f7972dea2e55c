/** What the gateway knows of the program behind a request. */
export interface ClientInfo {
  /** What it calls itself. */
  readonly userAgent: string | null;
  /** The network address that it comes from, behind the proxies that are trusted. */
  readonly address: string | null;
}

/** Work that no program of a client asked for, such as a job. */
export const noClient: ClientInfo = Object.freeze({ userAgent: null, address: null });
