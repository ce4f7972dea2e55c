import { idempotencyKey } from '@hub/runtime/graphql';
import { z } from 'zod';

const lengthMax = 230;
const pattern = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/u;

/** A domain as DNS writes it: small letters, digits and hyphens in two parts or more. */
const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(lengthMax, `domain may have at most ${lengthMax} characters.`)
  .regex(pattern, 'domain must be a domain, such as tenders.example.org.');

/** Which domain a team asks for. */
export const requestTeamDomainInput = z.object({ domain, idempotencyKey: idempotencyKey() });
export type RequestTeamDomain = z.infer<typeof requestTeamDomainInput>;

/** Which domain is meant. */
export const teamDomainInput = z.object({ domain });
export type TeamDomainInput = z.infer<typeof teamDomainInput>;
