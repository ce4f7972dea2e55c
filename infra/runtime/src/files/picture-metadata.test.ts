import { expect, test } from '@jest/globals';
import { withoutMetadata } from './files.js';

const of = (...parts: (string | Buffer)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)));

function segment(marker: number, content: string | Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return of(head, content);
}

/** EXIF of a camera that says how it was held, behind where it was. */
function exif(order: 'II' | 'MM', turn: number): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 24 + 4);
  const isLittle = order === 'II';
  const write = (value: number, at: number) =>
    isLittle ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  tiff.write(order, 'latin1');
  write(42, 2);
  write(8, isLittle ? 4 : 6);
  for (const [value, at] of [
    [2, 8],
    [0x8825, 10],
    [0x0112, 22],
    [3, 24],
    [turn, 30],
  ] as const)
    write(value, at);
  return segment(0xe1, of('Exif\0\0', tiff, 'at home'));
}

const turned = (turn: number) =>
  Buffer.from(
    `ffe1 0022 457869660000 4d4d002a00000008 0001 0112000300000001 000${turn}0000 00000000`.replaceAll(' ', ''),
    'hex',
  );
const jpeg = (...described: Buffer[]) =>
  of(
    ...['\xff\xd8', segment(0xe0, 'JFIF\0'), ...described, segment(0xe2, 'ICC_PROFILE\0\x01\x01colours')],
    ...[segment(0xdb, 'table \xff\xd9'), segment(0xda, 'scan'), 'data \xff\x00 \xff\xd0 more'],
    ...[segment(0xc4, 'table \xff\xe1'), segment(0xda, 'scan'), 'data \xff\xff\xd9'],
  );

test.each<[string, Buffer, Buffer]>([
  ['how it is to be turned', exif('II', 6), turned(6)],
  ['the same in the other order of bytes', exif('MM', 3), turned(3)],
  ['nothing of one that is upright', exif('MM', 1), of()],
  ['nothing of broken EXIF', segment(0xe1, 'Exif\0\0II*\0\xff\xff'), of()],
  ['nothing of XMP', segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0at home'), of()],
  ['nothing of IPTC', segment(0xed, 'Photoshop 3.0\0by me'), of()],
  ['nothing of comments', segment(0xfe, 'at home'), of()],
  ['nothing of an index of other pictures', segment(0xe2, 'MPF\0'), of()],
  ['bytes that fill up', of('\xff\xff', segment(0xed, 'by me')), of('')],
])('of a JPEG file is kept %s, and nothing behind its end', (_name, described, kept) => {
  expect(withoutMetadata(of(jpeg(described), 'another picture'))).toEqual(jpeg(kept));
});

function chunk(kind: string, content: string): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(content.length);
  return of(size, kind, content, 'sum.');
}

test('of a PNG file no texts are kept, and nothing behind its end', () => {
  const [start, picture, end] = [
    of('\x89PNG\r\n\x1a\n', chunk('IHDR', 'size')),
    chunk('IDAT', 'data'),
    chunk('IEND', ''),
  ];
  const texts = ['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'].map((kind) => chunk(kind, 'at home'));

  const kept = withoutMetadata(of(start, ...texts, picture, ...texts, end, 'at home'));

  expect(kept).toEqual(of(start, picture, end));
});

function webp(flags: number, ...chunks: (readonly [kind: string, content: string])[]): Buffer {
  const all = [['VP8X', `${String.fromCharCode(flags)}\0\0\0size..`] as const, ...chunks];
  const body = of(
    'WEBP',
    ...all.map(([kind, content]) => {
      const size = Buffer.alloc(4);
      size.writeUInt32LE(content.length);
      return of(kind, size, content, content.length % 2 === 0 ? '' : '\0');
    }),
  );
  const size = Buffer.alloc(4);
  size.writeUInt32LE(body.length);
  return of('RIFF', size, body);
}

test('of a WebP file EXIF and XMP are not kept, and it says so', () => {
  const described = webp(0x3c, ['VP8 ', 'odd'], ['EXIF', 'at home'], ['XMP ', 'by me']);

  expect(withoutMetadata(described)).toEqual(webp(0x30, ['VP8 ', 'odd']));
});

test.each(['\x89PNG\r\n\x1a\none', '\xff\xd8\xff', '\xff\xd8\xff\xe0\x00', 'RIFF\x01\x02\x03\nWEBP data', 'GIF89a'])(
  '%j, which is no whole picture, is left as it is',
  (text) => {
    expect(withoutMetadata(of(text))).toEqual(of(text));
  },
);
