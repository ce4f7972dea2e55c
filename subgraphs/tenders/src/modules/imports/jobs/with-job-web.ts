import { createPacer, type PollEnvironment, type PollScope } from '../../../source-http/index.js';
import { openImportWeb, type ImportWeb } from '../web/import-web.js';

// One a second: these are other people's servers, asked for things that nobody waits for.
const requestsPerHour = 3_600;

/** Opens the way to the web for one job, ends what is left of it afterwards. The signal ends the job in good time. */
export async function withJobWeb(
  { environment, scope }: { environment: PollEnvironment; scope: Pick<PollScope, 'now'> },
  work: (web: ImportWeb, signal: AbortSignal) => Promise<unknown>,
): Promise<void> {
  const { dispatcher, hostsAllowed, timeoutMs, bodyBytesMax, budgetMs } = environment;
  const signal = AbortSignal.timeout(Math.min(budgetMs, 2 ** 31 - 1));
  const web = openImportWeb({
    pool: environment.bulk(),
    dispatcher,
    hostsAllowed,
    timeoutMs,
    bodyBytesMax,
    signal,
    clock: { ...environment.clock, now: () => scope.now() },
    pacer: createPacer({ requestsPerHour, pacedUntil: null }),
  });
  try {
    await work(web, signal);
  } catch (error) {
    // What is left is found again by the next job.
    if (!signal.aborted) throw error;
  } finally {
    await web.close();
  }
}
