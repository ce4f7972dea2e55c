// cspell:ignore Flate nendobj nstartxref endobj startxref xref nendstream
import { deflateSync } from 'node:zlib';

/** What is special about a PDF file. */
interface PdfOptions {
  /** Asks for a password that nobody has. */
  readonly isLocked?: boolean;
  /** Each page begins with so many blanks, which pack to nearly nothing. */
  readonly blanks?: number;
}

/** A PDF file with these lines on its pages; an array of no lines is a page without text. */
export function pdfFile(
  pages: readonly (readonly string[])[],
  { isLocked = false, blanks = 0 }: PdfOptions = {},
): Buffer {
  const objects: Buffer[] = [];
  const add = (text: string, stream?: Buffer): void => {
    const parts = stream === undefined ? [text] : [`${text}\nstream\n`, stream, '\nendstream'];
    objects.push(Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part))));
  };
  const kids = pages.map((_lines, index) => `${4 + 2 * index} 0 R`).join(' ');
  add('<< /Type /Catalog /Pages 2 0 R >>');
  add(`<< /Type /Pages /Count ${pages.length} /Kids [${kids}] >>`);
  add('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
  for (const lines of pages) {
    const contents = objects.length + 2;
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${contents} 0 R >>`,
    );
    const shown = lines.map((line) => `(${line.replaceAll(/[\\()]/gu, String.raw`\$&`)}) Tj T*`).join(' ');
    const stream = deflateSync(`${' '.repeat(blanks)}BT /F1 11 Tf 14 TL 50 780 Td ${shown} ET`);
    add(`<< /Length ${stream.length} /Filter /FlateDecode >>`, stream);
  }
  return assembled(objects, isLocked);
}

function assembled(objects: readonly Buffer[], isLocked: boolean): Buffer {
  const parts = [Buffer.from('%PDF-1.4\n')];
  const places: number[] = [];
  let length = parts[0]?.length ?? 0;
  for (const [index, object] of objects.entries()) {
    const whole = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]);
    places.push(length);
    length += whole.length;
    parts.push(whole);
  }
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const key = 'ab'.repeat(32);
  const lock = isLocked
    ? ` /ID [<${key}> <${key}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O <${key}> /U <${key}> >>`
    : '';
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer << /Size ${size} /Root 1 0 R${lock} >>\nstartxref\n${length}\n%%EOF`,
    ),
  );
  return Buffer.concat(parts);
}
