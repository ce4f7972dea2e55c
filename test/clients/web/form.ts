/** One thing that is wrong, as `InvalidInput.problems` says it. */
interface Problem {
  readonly path: readonly string[];
  readonly code: string;
  readonly message: string;
}

/** A field of a form, with what is wrong with it. */
export interface FormField {
  readonly name: string;
  readonly errors: readonly string[];
}

/**
 * A form with its errors, from `InvalidInput` alone: each problem stands at the field that its path names, and what names
 * no field of the form stands above it.
 */
export function fillForm(
  names: readonly string[],
  problems: readonly Problem[],
): { readonly fields: readonly FormField[]; readonly above: readonly string[] } {
  const isOf = (name: string, { path }: Problem): boolean => {
    const at = path.join('.');
    return at === name || at.startsWith(`${name}.`);
  };
  return {
    fields: names.map((name) => ({
      name,
      errors: problems.filter((problem) => isOf(name, problem)).map(({ message }) => message),
    })),
    above: problems.filter((problem) => !names.some((name) => isOf(name, problem))).map(({ message }) => message),
  };
}
