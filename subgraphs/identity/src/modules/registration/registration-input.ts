import { idempotencyKey, optional, textOf } from '@hub/runtime/graphql';
import { timeZone } from '@hub/runtime/values';
import { z } from 'zod';

const emailMessage = 'email must be an e-mail address of 3 to 254 characters.';
/** An e-mail address in lower case, as accounts are found by. */
export const email = z.string().trim().toLowerCase().max(254, emailMessage).pipe(z.email(emailMessage));

export const passwordLengthMin = 12;
/** A password that is to be remembered, or to be compared. What a new one must have is judged where it is known to be new. */
export const password = z.string().min(1, 'Give a password.').max(1_024, 'A password has at most 1024 characters.');

/** Names that would be taken for the product's own. */
const reserved = new Set([
  'admin',
  'api',
  'app',
  'dev',
  'graphql',
  'help',
  'hub',
  'mail',
  'public',
  'support',
  'system',
  'www',
]);
const slugMessage =
  'slug must have 3 to 63 small letters, digits and single hyphens, such as acme-civils, and be no name of the product.';
const slug = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, slugMessage)
  .min(3, slugMessage)
  .max(63, slugMessage)
  .refine((text) => !reserved.has(text), slugMessage);

/** The address to prove. */
export const requestSignUpInput = z.object({ email, idempotencyKey: idempotencyKey() });
export type RequestSignUp = z.infer<typeof requestSignUpInput>;

/** The team, and who begins it. */
export const createTeamInput = z.object({
  code: z.string().trim().min(1, 'Give the code from the mail.').max(200, 'This is no code of ours.'),
  name: textOf('name', 100),
  slug,
  timeZone: optional(timeZone),
  displayName: optional(textOf('displayName', 120)),
  password,
  idempotencyKey: idempotencyKey(),
});
export type CreateTeam = z.infer<typeof createTeamInput>;
