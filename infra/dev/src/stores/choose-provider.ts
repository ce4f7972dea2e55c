import { isRefusal, type Provider, type Refusal, type RunningStore, type StoreContext } from './provider.js';

export interface Refused extends Refusal {
  readonly provider: string;
}

export interface Choice {
  /** Null when every provider refused. */
  readonly chosen: { readonly provider: string; readonly running: RunningStore } | null;
  readonly refusals: readonly Refused[];
}

/** Thrown for a provider name that nobody has; the message lists the names. */
export class UnknownProviderError extends Error {
  override readonly name = 'UnknownProviderError';
}

/** The environment variable that picks one provider of a store. */
export const pickVariables = {
  postgres: 'POSTGRES_PROVIDER',
  redis: 'REDIS_PROVIDER',
  mongodb: 'DOCUMENTS_PROVIDER',
} as const;

/** Narrows the list to the provider that the environment picks, in the order given otherwise. */
export function pickProviders(
  providers: readonly Provider[],
  variable: string,
  selected: string | undefined,
): readonly Provider[] {
  if (selected === undefined || selected === '') return providers;
  const match = providers.filter((provider) => provider.name === selected);
  if (match.length === 0) {
    const names = providers.map((provider) => provider.name).join(', ');
    throw new UnknownProviderError(`${variable}=${selected} names no provider. The names are: ${names}.`);
  }
  return match;
}

/** Asks the providers in order and takes the first that works. */
export async function chooseProvider(providers: readonly Provider[], context: StoreContext): Promise<Choice> {
  const refusals: Refused[] = [];
  for (const provider of providers) {
    context.signal.throwIfAborted();
    const answer = await ask(provider, context);
    if (!isRefusal(answer)) return { chosen: { provider: provider.name, running: answer }, refusals };
    refusals.push({ ...answer, provider: provider.name });
    if (answer.isFinal === true) break;
  }
  return { chosen: null, refusals };
}

async function ask(provider: Provider, context: StoreContext): Promise<RunningStore | Refusal> {
  try {
    const finding = await provider.examine(context);
    if (isRefusal(finding)) return finding;
    return await provider.tryStart(context);
  } catch (error) {
    // A provider that breaks must not take the next one with it; only Ctrl-C ends the search.
    if (context.signal.aborted) throw error;
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}
