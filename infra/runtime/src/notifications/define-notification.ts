import type { z } from 'zod';

/** How urgently somebody should know. */
export type NotificationPriority = 'LOW' | 'NORMAL' | 'HIGH' | 'URGENT';

/** When mails of a type go out: not at all, at once, or together once a day. */
export type MailDelivery = 'OFF' | 'IMMEDIATE' | 'DAILY';

/** What a person reads. */
export interface NotificationWords {
  /** A short sentence, without a full stop. */
  readonly title: string;
  /** A sentence or two more; null where the title says it all. */
  readonly body: string | null;
}

/** A type of notification: what people are told of, and how, unless they choose otherwise. */
export interface NotificationType<Name extends string = string, Data = unknown> {
  /** As the API and the database call it. Never renamed: people's choices go by it. */
  readonly name: Name;
  /** One sentence for the page of all types: when somebody is told. */
  readonly meaning: string;
  /** The type of what it is about; null where that is nothing with an id that the person may see. */
  readonly subject: string | null;
  readonly priority: NotificationPriority;
  /** What applies while the person has chosen nothing. */
  readonly usual: { readonly isInApp: boolean; readonly email: MailDelivery };
  /** What the words are made of. Fields are only ever added, and new ones are optional: rows outlive code. */
  readonly data: z.ZodType<Data>;
  readonly words: (data: Data) => NotificationWords;
}

/** Declares a type of notification; list it in `catalogue/catalogue.ts`. */
export function defineNotification<const Name extends string, Data>(
  type: NotificationType<Name, Data>,
): NotificationType<Name, Data> {
  return type;
}
