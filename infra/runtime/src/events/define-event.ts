import type { z } from 'zod';

/** How closely whoever reviews what happened should look: `high` is what one wants to be told of. */
export type EventRisk = 'low' | 'medium' | 'high';

/** A type of event: what is recorded when something of its kind has happened. */
export interface EventType<Body = unknown> {
  /** `<service>.<thing>_<what happened to it>`, such as `workspace.entry_tracked`. Never renamed: events outlive code. */
  readonly name: `${string}.${string}`;
  /** One sentence for the page of all types: what has happened. */
  readonly meaning: string;
  /** The type of what `subjectId` names; null for events about many things at once. */
  readonly subject: string | null;
  readonly risk: EventRisk;
  /** Ids, and before and after of what changed: no e-mail addresses, tokens or secrets. Fields are only ever added. */
  readonly body: z.ZodType<Body>;
}

/** Declares a type of event; list it in `catalogue/catalogue.ts`. */
export function defineEvent<Body>(type: EventType<Body>): EventType<Body> {
  return type;
}
