import { existsSync } from 'node:fs';
import { describe, test } from '@jest/globals';
import { casesFolder, ocdsFolder } from './shared-files.js';

export { casesFolder, ocdsFolder, readJson, readLines, readObject, readObjects } from './shared-files.js';

/** Tests that need the data; where it is absent they are reported as skipped, with the reason. */
export const describeWithData = describeWhere(ocdsFolder, '../shared/data/ocds');

/** The same for tests that need the cases. */
export const describeWithCases = describeWhere(casesFolder, '../shared/cases');

function describeWhere(folder: string, place: string): (name: string, body: () => void) => void {
  return (name, body) => {
    if (existsSync(folder)) describe(name, body);
    else test.skip(`${name} (skipped: there is no ${place} beside this checkout)`, () => undefined);
  };
}
