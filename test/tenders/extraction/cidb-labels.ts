import { readFileSync } from 'node:fs';
import { z } from 'zod';

const labels = z.object({
  rows: z.array(
    z.object({
      row: z.string().length(12),
      split: z.enum(['tuning', 'heldOut']),
      expected: z.array(z.string().regex(/^(?:[1-9]|[1-9]?[A-Z]{2}(?: PE)?)$/u)),
      isNotApplicable: z.boolean().default(false),
      reason: z.string().optional(),
    }),
  ),
});

export type CidbLabel = z.infer<typeof labels>['rows'][number];

export function readCidbLabels(): CidbLabel[] {
  return labels.parse(JSON.parse(readFileSync(new URL('cidb-labels.json', import.meta.url), 'utf8'))).rows;
}
