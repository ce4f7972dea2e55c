import { isObject, member, type Json } from '../json.js';
import { parsed } from './package-facts.js';
import type { ReadEnd } from './read-releases.js';

/** Why a file without releases was passed over, for the table at the end of an import. */
export function skipReasonOf(file: {
  name: string;
  sizeBytes: number;
  other: Buffer | null;
  others: number;
  end: ReadEnd;
}): string {
  if (file.sizeBytes === 0) return 'The file is empty.';
  if (/\.csv(?:\.gz)?$/iu.test(file.name)) return 'A CSV table, not OCDS JSON.';
  const { fault, opening } = file.end;
  if (/^<(?:!doctype html|html|head|body)/iu.test(opening)) return 'A web page, not OCDS JSON.';
  if (opening.startsWith('<?xml')) return 'An XML document, not OCDS JSON.';
  if (file.other === null) {
    // Places differ from file to file; files are grouped by what they are.
    return fault === null ? 'JSON without any release.' : /^Not JSON|^The file ends/u.test(fault) ? 'Not JSON.' : fault;
  }
  const value = parsed(file.other);
  if (isSchema(value)) return 'A JSON Schema, not data.';
  if (member(value, 'ocid') !== undefined) return 'A versioned release: the history of a process, not a release.';
  if (file.others > 1) return 'Rows of JSON that are not OCDS releases.';
  return 'JSON that is not OCDS.';
}

function isSchema(value: Json | undefined): boolean {
  return (
    member(value, '$schema') !== undefined ||
    (isObject(member(value, 'properties')) && member(value, 'type') === 'object')
  );
}
