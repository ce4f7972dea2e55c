import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { analyse } from 'chardet';

/** How the characters of a text are written, by the name that decoders know it by. */
export interface TextEncoding {
  name: string;
  /** One byte is one character, so that each word can be judged on its own. */
  isSingleByte: boolean;
}

const wide = new Set(['GB18030', 'Big5', 'Shift_JIS', 'EUC-JP', 'EUC-KR', 'ISO-2022-JP', 'ISO-2022-KR']);
const wideConfidenceMin = 60;
const narrow = /^(?:ISO-8859-\d+|windows-125\d|KOI8-R)$/u;
const narrowConfidenceMin = 20;
const sampleBytesMax = 256 * 1024;

// Files that name themselves ISO-8859 and use its control characters were written on Windows.
const windowsTwins: Readonly<Record<string, string>> = {
  'ISO-8859-2': 'windows-1250',
  'ISO-8859-5': 'windows-1251',
  'ISO-8859-7': 'windows-1253',
};

/** The encoding of Western Europe, for too few letters to tell. */
const fallback: TextEncoding = { name: 'windows-1252', isSingleByte: true };

/** Collects what tells encodings apart: texts with other than ASCII letters, without the keys of JSON around them. */
export interface EncodingSample {
  add(chunk: Buffer): void;
  isFull(): boolean;
  encoding(): TextEncoding;
}

export function createEncodingSample(): EncodingSample {
  let texts = '';
  return {
    add(chunk) {
      if (isUtf8(chunk)) return;
      const found = chunk.toString('latin1').match(/[^"\n]*[\x80-\xff][^"\n]*/gu) ?? [];
      const foreign = found.filter((text) => !isUtf8(Buffer.from(text, 'latin1')));
      if (foreign.length > 0) texts += `${foreign.join('. ')}. `;
    },
    isFull: () => texts.length > sampleBytesMax,
    encoding: () => encodingOf(texts.slice(0, sampleBytesMax)),
  };
}

function encodingOf(texts: string): TextEncoding {
  const whole = analyse(Buffer.from(texts, 'latin1')).find(({ name }) => wide.has(name));
  if (whole !== undefined && whole.confidence >= wideConfidenceMin) return { name: whole.name, isSingleByte: false };
  // Words alone: the ASCII words between them speak for English.
  const words = texts.match(/[A-Za-z]*[\x80-\xff][\x80-\xffA-Za-z]*(?: [\x80-\xffA-Za-z]+)*/gu) ?? [];
  const best = analyse(Buffer.from(words.join('. '), 'latin1')).find(({ name }) => narrow.test(name));
  if (best === undefined || best.confidence < narrowConfidenceMin) return fallback;
  const usesControls = /[\x80-\x9f]/u.test(texts);
  const name = usesControls ? (windowsTwins[best.name] ?? best.name) : best.name;
  return { name: name === 'ISO-8859-1' ? 'windows-1252' : name, isSingleByte: true };
}

/** Bytes to UTF-8, chunk by chunk; characters and words may be cut by the ends of chunks. */
export interface Transcoder {
  push(chunk: Buffer): Buffer;
  end(): Buffer;
}

/**
 * @param encoding - of a single-byte one only the words that are not UTF-8 are decoded: files are glued together from
 *   sources that write differently.
 */
export function createTranscoder(encoding: TextEncoding): Transcoder {
  const decoder = new TextDecoder(encoding.name);
  if (!encoding.isSingleByte) {
    return {
      push: (chunk) => Buffer.from(decoder.decode(chunk, { stream: true })),
      end: () => Buffer.from(decoder.decode()),
    };
  }
  let rest: Buffer = Buffer.alloc(0);
  return {
    push(chunk) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let end = bytes.length;
      while (end > 0 && (bytes[end - 1] ?? 0) >= 0x80) end -= 1;
      rest = bytes.subarray(end);
      return decodeWords(bytes.subarray(0, end), decoder);
    },
    end: () => decodeWords(rest, decoder),
  };
}

/** Bytes of a whole text as UTF-8, whatever encoding they are in. */
export function asUtf8(bytes: Buffer): Buffer {
  if (isUtf8(bytes)) return bytes;
  const sample = createEncodingSample();
  sample.add(bytes);
  const transcoder = createTranscoder(sample.encoding());
  return Buffer.concat([transcoder.push(bytes), transcoder.end()]);
}

function decodeWords(bytes: Buffer, decoder: TextDecoder): Buffer {
  if (isUtf8(bytes)) return bytes;
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    let end = at + 1;
    while (end < bytes.length && (bytes[end] ?? 0) >= 0x80) end += 1;
    const run = bytes.subarray(at, end);
    if (!isUtf8(run)) {
      parts.push(bytes.subarray(from, at), Buffer.from(decoder.decode(run)));
      from = end;
    }
    at = end - 1;
  }
  parts.push(bytes.subarray(from));
  return Buffer.concat(parts);
}
