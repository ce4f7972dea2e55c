import type { Impact } from '../../../ocds/index.js';

const byWeight: readonly Impact[] = ['NONE', 'MINOR', 'MATERIAL'];

/** The impacts that weigh at least as much as the given one. */
export function impactsFrom(least: Impact): readonly Impact[] {
  return byWeight.slice(byWeight.indexOf(least));
}
