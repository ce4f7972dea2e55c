import type { Impact } from '../../../ocds/index.js';

/** Every impact, the lightest first. */
export const allImpacts: readonly Impact[] = ['NONE', 'MINOR', 'MATERIAL'];

/** What somebody who prepares a bid should look at. */
export const noteworthyImpacts: readonly Impact[] = ['MINOR', 'MATERIAL'];
