import { z } from 'zod';
import type { Lifecycle } from '../../../../ocds/index.js';

const lifecycles = z.enum(['PLANNED', 'LIVE', 'AWARDED', 'COMPLETE', 'UNSUCCESSFUL', 'CANCELLED', 'UNKNOWN']);

/** A stored lifecycle; the database checks that it is one. */
export function lifecycleOf(text: string): Lifecycle {
  return lifecycles.parse(text);
}
