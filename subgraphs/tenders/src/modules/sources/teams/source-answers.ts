import { TeamSourceProblem } from './team-source-input.js';

/** The answer to an id that names none of the team's sources. */
export const sourceNotFound = {
  __typename: 'TeamSourceNotFound',
  message: 'Your team has no source with this id.',
} as const;

/** The answer to a name that another source of the team has. */
export const nameTaken = {
  __typename: 'TeamSourceNameTaken',
  message: 'Your team has a source of this name already. Choose another name.',
} as const;

/** The answer to input that cannot be a source. @throws whatever else it was. */
export function invalidSource(error: unknown): { __typename: 'TeamSourceInvalid'; message: string; field: string } {
  if (error instanceof TeamSourceProblem)
    return { __typename: 'TeamSourceInvalid', message: error.message, field: error.field };
  throw error;
}
