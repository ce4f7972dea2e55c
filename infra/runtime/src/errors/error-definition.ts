/** What every entry of the registry says. */
export interface ErrorDefinition {
  /** HTTP status when the whole request fails with this code; a field error inside a 200 answer keeps only the code. */
  readonly httpStatus: number;
  /** One sentence for the person who reads the error. Sent to clients when the thrown message may not be, so it names no internals. */
  readonly meaning: string;
  /** One sentence: what the caller can do about it. */
  readonly remedy: string;
  /** Who raises it: `apollo` for codes that Apollo Server and its clients define, `hub` for ours. */
  readonly source: 'apollo' | 'hub';
}
