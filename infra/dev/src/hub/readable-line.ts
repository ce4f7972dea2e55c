import { z } from 'zod';

const lineSchema = z.looseObject({
  level: z.string(),
  time: z.string().optional(),
  msg: z.string().default(''),
  err: z
    .looseObject({ type: z.string().optional(), message: z.string().optional(), stack: z.string().optional() })
    .optional(),
});

export interface ReadableLine {
  readonly level: string;
  readonly text: string;
  /** The name of the happening, where the line has one. */
  readonly event: string | null;
}

/** A JSON log line as a person reads it; anything else is passed on as it is. */
export function readableLine(line: string): ReadableLine {
  const parsed = lineSchema.safeParse(parseJson(line));
  if (!parsed.success) return { level: 'info', text: line, event: null };
  const { level, msg, err } = parsed.data;
  const cause = err === undefined ? '' : ` ${err.stack ?? `${err.type ?? 'Error'}: ${err.message ?? ''}`}`;
  const event = parsed.data['event'];
  return { level, text: `${level} ${msg}${cause}`, event: typeof event === 'string' ? event : null };
}

function parseJson(line: string): unknown {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
