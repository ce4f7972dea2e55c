import { isForeignKeyViolation } from '@hub/runtime/database';
import { invalidField, type InvalidInput } from '@hub/runtime/graphql';

/** Answers a person who is not a member of the team, and one who left while the row was written. */
export const notInTeam = (field: string): InvalidInput =>
  invalidField(field, 'This person is not a member of your team.', 'NOT_IN_TEAM');

/** A member may leave between being looked up and being written; then the foreign key refuses the row. */
export async function unlessMemberLeft<Result>(
  work: Promise<Result>,
  refusal: InvalidInput,
): Promise<Result | InvalidInput> {
  try {
    return await work;
  } catch (error) {
    if (isForeignKeyViolation(error)) return refusal;
    throw error;
  }
}
