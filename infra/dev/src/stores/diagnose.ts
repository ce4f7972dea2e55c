import { pickProviders, pickVariables } from './choose-provider.js';
import { isRefusal, storeNames, type Provider, type StoreContext, type StoreName } from './provider.js';
import { providers } from './provider-list.js';
import { thisMachine, type Environment } from './shared/machine.js';
import { resolvePlace } from './shared/place.js';

export interface Finding {
  readonly provider: string;
  readonly isUsable: boolean;
  readonly detail: string;
  readonly remedy?: string;
}

export interface Diagnosis {
  readonly store: StoreName;
  readonly findings: readonly Finding[];
  /** The provider that a start would take; null for none. */
  readonly choice: string | null;
  /** `disposable`: Redis cannot be had, and the product runs without it. */
  readonly verdict: 'found' | 'disposable' | 'missing';
}

/** Asks every provider of every store what it finds. Starts nothing and downloads nothing. */
export async function diagnose({
  root,
  profile,
  env,
  signal,
}: {
  root: string;
  profile: string;
  env: Environment;
  signal: AbortSignal;
}): Promise<readonly Diagnosis[]> {
  const machine = thisMachine(env);
  const place = await resolvePlace(root, profile, machine);
  return Promise.all(
    storeNames.map(async (store) => {
      const context: StoreContext = { store, profile, machine, place, signal, log: () => undefined };
      const candidates = pickProviders(providers[store], pickVariables[store], env[pickVariables[store]]);
      return judge(store, await Promise.all(candidates.map((provider) => examine(provider, context))));
    }),
  );
}

/** What a start would do with these findings: the first usable one, unless an address that was given is wrong. */
export function judge(store: StoreName, examined: readonly (Finding & { readonly isFinal?: boolean })[]): Diagnosis {
  const decisive = examined.find(({ isUsable, isFinal }) => isUsable || isFinal === true);
  const findings = examined.map(({ isFinal: _, ...finding }) => finding);
  if (decisive?.isUsable === true) return { store, findings, choice: decisive.provider, verdict: 'found' };
  return {
    store,
    findings,
    choice: null,
    verdict: store === 'redis' && decisive === undefined ? 'disposable' : 'missing',
  };
}

async function examine(provider: Provider, context: StoreContext): Promise<Finding & { readonly isFinal?: boolean }> {
  try {
    const answer = await provider.examine(context);
    if (!isRefusal(answer)) return { provider: provider.name, isUsable: true, detail: answer.usable };
    const { refused, remedy, isFinal } = answer;
    return {
      provider: provider.name,
      isUsable: false,
      detail: refused,
      ...(remedy === undefined ? {} : { remedy }),
      ...(isFinal === undefined ? {} : { isFinal }),
    };
  } catch (error) {
    return { provider: provider.name, isUsable: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
