import { isObject, member, parseJson, type Json } from '../json.js';

/** Why a file without releases was passed over, for the table at the end of an import. */
export function skipReasonOf(file: {
  name: string;
  sizeBytes: number;
  other: Buffer | null;
  others: number;
  end: string | null;
}): string {
  if (file.sizeBytes === 0) return 'The file is empty.';
  if (/\.csv(?:\.gz)?$/iu.test(file.name)) return 'A CSV table, not OCDS JSON.';
  if (file.other === null) return file.end === null ? 'JSON without any release.' : 'Not JSON.';
  const value = parsed(file.other);
  if (isSchema(value)) return 'A JSON Schema, not data.';
  if (member(value, 'ocid') !== undefined) return 'A versioned release: the history of a process, not a release.';
  if (file.others > 1) return 'Rows of JSON that are not OCDS releases.';
  return 'JSON that is not OCDS.';
}

function parsed(bytes: Buffer): Json {
  try {
    return parseJson(bytes);
  } catch {
    return null;
  }
}

function isSchema(value: Json): boolean {
  return (
    member(value, '$schema') !== undefined ||
    (isObject(member(value, 'properties')) && member(value, 'type') === 'object')
  );
}
