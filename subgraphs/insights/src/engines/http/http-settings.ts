/** Where a model is reached, and how. */
export interface HttpEngineSettings {
  /** Base address of an interface like OpenAI's: `https://models.example.org/v1`. */
  readonly url: URL;
  readonly modelName: string;
  /** Sent as a bearer token; null for servers without one. */
  readonly key: string | null;
  /** Private hosts that may be called all the same. */
  readonly hostsAllowed: readonly string[];
}

/** Bounds that tests make small. */
export interface HttpEngineLimits {
  readonly attemptsMax: number;
  readonly firstPauseMs: number;
  readonly silenceMsMax: number;
  readonly answerBytesMax: number;
  readonly materialBytesMax: number;
}
