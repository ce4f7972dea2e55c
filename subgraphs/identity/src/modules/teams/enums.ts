import { HubError } from '@hub/runtime/errors';
import type { TeamPlan, TeamRole } from '../../types.generated.js';

const plans: readonly TeamPlan[] = ['FREE', 'BASIC', 'PRO'];
const roles: readonly TeamRole[] = ['OWNER', 'ADMIN', 'MEMBER', 'VIEWER'];

/** The API's name of a stored plan. */
export function planOf(text: string): TeamPlan {
  return oneOf(plans, text);
}

/** The API's name of a stored role. */
export function roleOf(text: string): TeamRole {
  return oneOf(roles, text.toUpperCase());
}

function oneOf<Name extends string>(names: readonly Name[], text: string): Name {
  const name = names.find((known) => known === text);
  if (name !== undefined) return name;
  throw new HubError('INTERNAL_SERVER_ERROR', `The database holds a value the API does not know: ${text}.`);
}
