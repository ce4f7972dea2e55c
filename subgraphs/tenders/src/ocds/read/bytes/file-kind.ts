/** What a file is by its first bytes, whatever its name says. */
export type FileKind =
  'gzip' | 'zstd' | 'zip' | 'tar' | '7z' | 'rar' | 'xz' | 'bzip2' | 'PDF' | 'utf-16le' | 'utf-16be' | 'utf-32' | 'text';

/** Bytes that are enough to tell. */
export const kindBytes = 512;

const signatures: readonly (readonly [kind: FileKind, offset: number, bytes: string])[] = [
  ['gzip', 0, '1f8b'],
  ['zstd', 0, '28b52ffd'],
  ['zip', 0, '504b0304'],
  ['zip', 0, '504b0506'],
  ['7z', 0, '377abcaf271c'],
  ['rar', 0, '526172211a07'],
  ['xz', 0, 'fd377a585a00'],
  ['bzip2', 0, '425a68'],
  ['PDF', 0, '255044462d'],
  ['tar', 257, '7573746172'],
  ['utf-32', 0, 'fffe0000'],
  ['utf-32', 0, '0000feff'],
  ['utf-16le', 0, 'fffe'],
  ['utf-16be', 0, 'feff'],
];

/** Tells what a file is. JSON begins with an ASCII character, so its zeros show how wide the characters are. */
export function kindOf(head: Buffer): FileKind {
  for (const [kind, offset, bytes] of signatures) {
    if (head.toString('hex', offset, offset + bytes.length / 2) === bytes) return kind;
  }
  const zeros = [...head.subarray(0, 4)].map((byte) => byte === 0);
  if (zeros.length === 4) {
    const [first, second, third, fourth] = zeros;
    if (first === true && second === true && third === true && fourth !== true) return 'utf-32';
    if (first !== true && second === true && third === true && fourth === true) return 'utf-32';
    if (first !== true && second === true && third !== true && fourth === true) return 'utf-16le';
    if (first === true && second !== true && third === true && fourth !== true) return 'utf-16be';
  }
  return 'text';
}

/** Why a file of such a kind is not read; null for one that is. */
export function unreadable(kind: FileKind): string | null {
  switch (kind) {
    case 'zip':
    case 'tar':
    case '7z':
    case 'rar':
    case 'xz':
    case 'bzip2':
      return `A ${kind} archive: unpack it first.`;
    case 'PDF':
      return 'A PDF document, not OCDS JSON.';
    case 'utf-32':
      return 'Text in UTF-32, which is not read: save it as UTF-8.';
    default:
      return null;
  }
}
