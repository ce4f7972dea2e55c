/** Something that the person who called can put right; the message says how, so no stack is shown. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
