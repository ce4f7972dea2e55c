import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, test } from '@jest/globals';
import { isObject, objectsIn, parseJson, type Json, type JsonObject } from '@hub/tenders/ocds';

/** Real procurement data beside the checkout. It is not part of the project. */
export const ocdsFolder = fileURLToPath(new URL('../../../shared/data/ocds', import.meta.url));

/** Tests that need the data; where it is absent they are reported as skipped, with the reason. */
export function describeWithData(name: string, body: () => void): void {
  if (existsSync(ocdsFolder)) describe(name, body);
  else test.skip(`${name} (skipped: there is no ../shared/data/ocds beside this checkout)`, () => undefined);
}

export function readJson(path: string): Json {
  return parseJson(readFileSync(`${ocdsFolder}/${path}`));
}

export function readObject(path: string): JsonObject {
  const value = readJson(path);
  if (!isObject(value)) throw new Error(`${path} does not hold an object.`);
  return value;
}

export function readObjects(path: string): JsonObject[] {
  return objectsIn(readJson(path));
}

/** The objects of a JSON Lines file. */
export function readLines(path: string): JsonObject[] {
  const lines = readFileSync(`${ocdsFolder}/${path}`, 'utf8').trim().split('\n');
  return objectsIn(lines.map((line) => parseJson(Buffer.from(line))));
}
