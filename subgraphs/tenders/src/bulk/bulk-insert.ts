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

/**
 * Text of an update that takes all its rows as one JSON parameter. A row that is right already is not written.
 *
 * @param table - of which `key` is the primary key.
 */
export function bulkUpdate(options: { table: string; key: string; columns: ColumnTypes }): string {
  const { table, key, columns } = options;
  const properties = Object.keys(columns).filter((name) => name !== key);
  const names = properties.map(snakeCase);
  const values = properties.map((name) => `r."${name}"`).join(', ');
  return `update tenders.${table} as target set (${names.join(', ')}) = row (${values}) from ${recordset(columns)}
    where target.${snakeCase(key)} = r."${key}"
      and (${names.map((name) => `target.${name}`).join(', ')}) is distinct from (${values})`;
}

/** `json_to_recordset($1)` with the given columns, named r. */
export function recordset(columns: ColumnTypes): string {
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
