import { z } from 'zod';

const changes = z.array(z.object({ field: z.string(), impact: z.string() }));

/** Names of the fields of a version that matter to a bid, as far as a notice has room for them. */
export function materialFields(ofVersion: unknown): string[] {
  const material = (changes.safeParse(ofVersion).data ?? []).filter(({ impact }) => impact === 'MATERIAL');
  return [...new Set(material.map(({ field }) => field.slice(0, 60)))].slice(0, 20);
}
