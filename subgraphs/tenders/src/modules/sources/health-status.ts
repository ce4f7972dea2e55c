/** How a source is doing, in a word. */
export type HealthStatus = 'HEALTHY' | 'STALE' | 'FAILING' | 'NEVER_RUN';

/** What is known of a source. */
export interface SourceFacts {
  readonly lastRunAt: Date | null;
  readonly lastSuccessAt: Date | null;
  readonly consecutiveErrors: number;
  readonly staleAfterSeconds: number;
  /** Date of the newest thing that came; null when unknown or of no interest. */
  readonly newestAt: Date | null;
}

/** Errors in a row from which on a source is failing. */
export const failingAfterErrors = 3;
// Portals rest over the holidays; one that publishes nothing for longer is broken, however politely it answers.
const silentAfterMs = 14 * 86_400_000;

/** A feed that answers with nothing for weeks is as stale as one that does not answer. */
export function healthStatusOf(facts: SourceFacts, now: Date): HealthStatus {
  const { lastRunAt, lastSuccessAt, consecutiveErrors, staleAfterSeconds, newestAt } = facts;
  if (consecutiveErrors >= failingAfterErrors || (lastSuccessAt === null && consecutiveErrors > 0)) return 'FAILING';
  if (lastRunAt === null || lastSuccessAt === null) return 'NEVER_RUN';
  const staleMs = staleAfterSeconds * 1_000;
  if (now.getTime() - lastSuccessAt.getTime() > staleMs) return 'STALE';
  if (newestAt !== null && now.getTime() - newestAt.getTime() > staleMs + silentAfterMs) return 'STALE';
  return 'HEALTHY';
}

/** A source is stale when three polls in a row were due and none of them has come. */
export function teamStaleAfterSeconds(pollIntervalSeconds: number): number {
  return 3 * pollIntervalSeconds;
}
