/** Columns of a bulk insert: property of the row object to the type of its column. */
export type ColumnTypes = Readonly<Record<string, string>>;

/**
 * Text of an insert that takes all its rows as one JSON parameter. Column names are the property names in snake case.
 *
 * @param suffix - for example an `on conflict` clause.
 */
export function bulkInsert(options: { table: string; columns: ColumnTypes; suffix?: string }): string {
  const { table, columns, suffix = '' } = options;
  const properties = Object.keys(columns);
  const names = properties.map(snakeCase).join(', ');
  const values = properties.map((name) => `r."${name}"`).join(', ');
  return `insert into tenders.${table} (${names}) select ${values} from ${recordset(columns)} ${suffix}`;
}

/** `json_to_recordset($1)` with the given columns, named r. */
function recordset(columns: ColumnTypes): string {
  const types = Object.entries(columns).map(([name, type]) => `"${name}" ${type}`);
  return `json_to_recordset($1) as r(${types.join(', ')})`;
}

/** `set a = excluded.a, ...` for the given properties. */
export function setExcluded(properties: readonly string[]): string {
  return properties.map((name) => `${snakeCase(name)} = excluded.${snakeCase(name)}`).join(', ');
}

export function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`);
}
