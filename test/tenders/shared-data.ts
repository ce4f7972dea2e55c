import { existsSync } from 'node:fs';
import { describe, test } from '@jest/globals';
import { ocdsFolder } from './shared-files.js';

export { ocdsFolder, readJson, readLines, readObject, readObjects } from './shared-files.js';

/** Tests that need the data; where it is absent they are reported as skipped, with the reason. */
export function describeWithData(name: string, body: () => void): void {
  if (existsSync(ocdsFolder)) describe(name, body);
  else test.skip(`${name} (skipped: there is no ../shared/data/ocds beside this checkout)`, () => undefined);
}
