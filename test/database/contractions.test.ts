import { expect, test } from '@jest/globals';
import { migrationsFolder, readMigrationFiles, type MigrationFile } from '@hub/prisma/newest-migration';

// What a statement can take from a process that still uses it. Names of functions come again with other arguments, and
// indexes are only missed, so neither is looked for.
const takings = [
  /\bdrop (?:table|column)\b/iu,
  /\brename (?:column|to)\b/iu,
  /\balter column \w+ type\b/iu,
  /\brevoke (?!create\b|all on function\b)[^;]*\bfrom\b[^;]*\bsvc_(?!importer)\w+/iu,
];

/** Bodies of functions are not run by the migration; blocks are. */
const withoutBodies = (sql: string): string =>
  sql.replaceAll(/^\s*--.*$/gmu, '').replaceAll(/as \$(\w*)\$[\s\S]*?\$\1\$/gu, '');

const takesAway = ({ up }: MigrationFile): boolean =>
  takings.some((taking) => up.some((statement) => taking.test(withoutBodies(statement))));

test('migrations that take away what an older release may use say so, and wait until none is connected', () => {
  const files = readMigrationFiles(migrationsFolder);
  const taking = files.filter(takesAway).map(({ name }) => name);

  expect(taking).toEqual(
    expect.arrayContaining(['0047_words_left_search', '0050_award_outcomes', '0059_columns_of_others']),
  );
  expect(files.filter((file) => takesAway(file) && !file.isContraction).map(({ name }) => name)).toEqual([]);
});
