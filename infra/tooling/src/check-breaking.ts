import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSchema, findBreakingChanges } from 'graphql';

/** What a client of the published schema can no longer do with the current one, as sentences. */
export function breakingChanges(published: string, current: string): string[] {
  return findBreakingChanges(buildSchema(published), buildSchema(current)).map(({ description }) => description);
}

async function main(): Promise<void> {
  const gateway = resolve(import.meta.dirname, '../../../gateway');
  const file = join(gateway, 'published.graphql');
  const current = await readFile(join(gateway, 'schema.graphql'), 'utf8');
  if (process.argv.includes('--publish')) {
    await writeFile(file, current);
    console.log('Published gateway/schema.graphql: what breaks its clients is refused from now on.');
    return;
  }
  const published = await readFile(file, 'utf8').catch(() => null);
  const changes = published === null ? [] : breakingChanges(published, current);
  if (changes.length === 0) {
    console.log(published === null ? 'schema: nothing is published yet' : 'schema: breaks no client');
    return;
  }
  console.error(`These changes break clients of the published schema:\n- ${changes.join('\n- ')}`);
  console.error(
    'Keep what is there, with @deprecated(reason: "Use `<successor>`. Removed after <date in 12 months>.").',
  );
  process.exitCode = 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
