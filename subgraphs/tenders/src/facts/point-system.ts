import type { PreferenceSystem } from './read-preference.js';

const names = { '80/20': 'EIGHTY_TWENTY', '90/10': 'NINETY_TEN' } as const;

/** The one system that a text states; null where it states none, or both. */
export function statedSystem(systems: readonly { readonly system: PreferenceSystem }[]): PreferenceSystem | null {
  const [first, second] = systems;
  return first === undefined || second !== undefined ? null : first.system;
}

/** The name of a system in the API. */
export function pointSystemName(system: PreferenceSystem | null): 'EIGHTY_TWENTY' | 'NINETY_TEN' | 'UNKNOWN' {
  return system === null ? 'UNKNOWN' : names[system];
}
