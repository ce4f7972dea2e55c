/** What does not keep to a row yet. */
export const exceptions: Readonly<Record<string, readonly string[]>> = {};
