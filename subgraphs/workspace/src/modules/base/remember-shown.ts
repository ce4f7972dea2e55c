/**
 * Has loaders remember the row that an answer shows: as it was made or changed, or as it stands in the way. Later fields of
 * the same request must not see what was read before.
 */
export function rememberShown<Name extends string, Row>(
  answer: { readonly __typename: string } & { readonly [Key in Name | 'current']?: Row },
  name: Name,
  remember: (row: Row) => void,
): void {
  for (const row of [answer[name], answer.current]) if (row !== undefined) remember(row);
}
