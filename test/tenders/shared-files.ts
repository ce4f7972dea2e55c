import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isObject, objectsIn, parseJson, type Json, type JsonObject } from '@hub/tenders/ocds';

/** Real procurement data beside the checkout. It is not part of the project. */
export const ocdsFolder = fileURLToPath(new URL('../../../shared/data/ocds', import.meta.url));

/** Small inputs of public reports, with the right values. */
export const casesFolder = fileURLToPath(new URL('../../../shared/cases', import.meta.url));

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
