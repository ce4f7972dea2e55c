import { optional } from '@hub/runtime/graphql';
import { z } from 'zod';

const emailLengthMin = 3;
const emailLengthMax = 254;
const passwordLengthMax = 1_024;

/** Who signs in. A message never repeats what was typed. */
export const signInInput = z.object({
  team: optional(
    z
      .string()
      .min(1, 'Give the short name or the domain of the team.')
      .max(230, 'The domain of a team has at most 230 characters.'),
  ),
  email: z
    .string()
    .min(emailLengthMin, 'Give an e-mail address or a user name.')
    .max(emailLengthMax, `An e-mail address has at most ${emailLengthMax} characters.`),
  password: z
    .string()
    .min(1, 'Give the password.')
    .max(passwordLengthMax, `A password has at most ${passwordLengthMax} characters.`),
});
export type SignIn = z.infer<typeof signInInput>;

/** The refresh token to exchange. One of another shape is no session, which is not for the input to say. */
export const refreshSessionInput = z.object({
  refreshToken: z.string().min(1, 'Give the refresh token, exactly as it was returned.'),
});
export type RefreshSession = z.infer<typeof refreshSessionInput>;

/** Which of the person's own sessions. */
export const endSessionInput = z.object({ handle: z.guid('Give the handle of a session, as me.sessions has it.') });
export type EndSession = z.infer<typeof endSessionInput>;
