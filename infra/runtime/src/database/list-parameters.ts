import type { QueryConfig } from 'pg';

// As Prisma writes them. Our own statements have arrays already, and write keywords in small letters.
const listOrParameter = /(?<not>NOT )?IN \((?<list>\$\d+(?:,\$\d+)*)\)|\$(?<single>\d+)/gu;
const hasList = /IN \(\$\d/u;

/** The text of a statement with each list of parameters as one parameter, an array. */
export function listsAsArrays(text: string): string {
  return hasList.test(text) ? rewritten({ text, values: [] }).text : text;
}

/**
 * A statement with each list of parameters as one parameter. A text for each length of a list would be a prepared statement
 * for each length, on every connection: 1,500 of them take a server 94 MB.
 */
export function withListsAsArrays(statement: QueryConfig): QueryConfig {
  const { text, values = [] } = statement;
  return hasList.test(text) ? { ...statement, ...rewritten({ text, values }) } : statement;
}

function rewritten({ text, values }: { text: string; values: readonly unknown[] }): {
  text: string;
  values: unknown[];
} {
  const sent: unknown[] = [];
  const valueOf = (number: string): unknown => values[Number(number) - 1];
  const written = text.replace(listOrParameter, (...match) => {
    const { not, list, single = '' }: { not?: string; list?: string; single?: string } = match.at(-1);
    if (list === undefined) return `$${sent.push(valueOf(single))}`;
    const array = list.split(',').map((parameter) => valueOf(parameter.slice(1)));
    return `${not === undefined ? '= ANY' : '<> ALL'} ($${sent.push(array)})`;
  });
  return { text: written, values: sent };
}
