import { z } from 'zod';
import { cutText } from './cut-text.js';
import { scrubText } from './scrub-text.js';

/** No line of a log is longer, so that no client can fill a disk with a few requests. */
export const lineBytesMax = 8_192;

const word = z
  .string()
  .transform((text) => cutText(text, 150))
  .optional()
  .catch(undefined);

/** What is kept of a line that is too long in spite of its cut fields: of characters that take many bytes, of many bindings. */
const short = z.object({
  level: word,
  time: word,
  service: word,
  subgraph: word,
  event: word,
  requestId: word,
  traceId: word,
  msg: word,
});

/** A finished line without secrets and at most {@link lineBytesMax} long. */
export function boundedLine(line: string): string {
  const scrubbed = scrubText(line);
  if (Buffer.byteLength(scrubbed) <= lineBytesMax) return scrubbed;
  return `${JSON.stringify({ ...short.parse(JSON.parse(scrubbed)), isCut: true })}\n`;
}
