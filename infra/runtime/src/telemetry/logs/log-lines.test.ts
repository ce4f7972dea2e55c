import { describe, expect, test } from '@jest/globals';
import { createLogger, type Logger } from '../telemetry.js';

const lineBytesMax = 8_192;
const long = 'x'.repeat(250_000);

function linesOf(write: (logger: Logger) => void): string[] {
  const lines: string[] = [];
  write(createLogger({ service: 'test', destination: { write: (line: string) => void lines.push(line) } }));
  return lines;
}

const nested = (depth: number): unknown => (depth === 0 ? 'leaf' : Array.from({ length: 10 }, () => nested(depth - 1)));

/** Everything of a line that can be made long by what a client sends, or by an error of a library. */
const floods: ReadonlyArray<readonly [name: string, write: (logger: Logger) => void]> = [
  ['a message', (logger) => logger.warn(long)],
  ['a field', (logger) => logger.warn({ name: long }, 'x')],
  ['the name of a field', (logger) => logger.warn({ [long]: 1 }, 'x')],
  [
    'many fields',
    (logger) => logger.warn(Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`f${n}`, n])), 'x'),
  ],
  [
    'many long fields',
    (logger) => logger.warn(Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`f${n}`, long]))),
  ],
  ['a list', (logger) => logger.warn({ list: Array.from({ length: 10_000 }, () => 'item') }, 'x')],
  ['lists in lists', (logger) => logger.warn({ list: nested(5) }, 'x')],
  ['an error', (logger) => logger.warn(new Error(long))],
  ['an error as a field', (logger) => logger.warn({ err: new Error(long) })],
  ['causes', (logger) => logger.warn({ err: new Error(long, { cause: new Error(long, { cause: new Error(long) }) }) })],
  ['the code of an error', (logger) => logger.warn({ err: Object.assign(new Error('x'), { code: long }) }, 'x')],
  ['a number of many digits', (logger) => logger.warn({ n: 10n ** 20_000n }, 'x')],
  ['what a child logger carries', (logger) => logger.child({ note: long }).child({ other: long }).warn('x')],
  ['characters that are written with six', (logger) => logger.warn({ name: '\u0001'.repeat(250_000) }, 'x')],
  ['characters of three bytes', (logger) => logger.warn({ err: new Error('€'.repeat(250_000)) }, '€'.repeat(250_000))],
  ['characters of two units', (logger) => logger.warn({ a: '😀'.repeat(9_999), b: `.${'😀'.repeat(9_999)}` }, 'x')],
];

describe('a line of the log', () => {
  test.each(floods)('is whole and has at most 8 KiB, however long %s is', (_name, write) => {
    const lines = linesOf(write);

    expect(lines).toHaveLength(1);
    expect(Buffer.byteLength(lines[0] ?? '')).toBeLessThanOrEqual(lineBytesMax);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', service: 'test' });
    expect(lines[0]?.isWellFormed()).toBe(true);
  });

  test('says how much of a text was left out', () => {
    const [line = ''] = linesOf((logger) => logger.warn({ name: long }, 'Hello.'));

    expect(JSON.parse(line)).toMatchObject({ name: `${'x'.repeat(1_000)}… (249000 more)`, msg: 'Hello.' });
  });

  test('keeps the place where a long error was thrown, and why', () => {
    const [line = ''] = linesOf((logger) =>
      logger.warn({ err: new TypeError(long, { cause: new Error('why') }) }, 'x'),
    );

    const { err } = JSON.parse(line);
    expect(err.message).toBe(`${'x'.repeat(1_000)}… (249000 more)`);
    expect(err.stack).toContain('more)\n    at ');
    expect(err.cause.message).toBe('why');
  });

  test('that is still too long keeps what names it', () => {
    const [line = ''] = linesOf((logger) =>
      logger.warn(
        { event: 'flood', requestId: 'r-12345678', name: '\u0001'.repeat(6_000), more: ['\u0001'.repeat(6_000)] },
        'x',
      ),
    );

    const { time, ...rest } = JSON.parse(line);
    expect(Date.parse(time)).not.toBeNaN();
    expect(rest).toEqual({
      level: 'warn',
      service: 'test',
      event: 'flood',
      requestId: 'r-12345678',
      msg: 'x',
      isCut: true,
    });
  });
});

describe('a secret', () => {
  const token = `eyJ${'a'.repeat(300)}.eyJ${'b'.repeat(300)}.${'c'.repeat(80)}`;

  test.each([
    ['behind a line break', `\n${token}`, 'aaaa'],
    ['behind a tab', `\t${token}`, 'aaaa'],
    ['cut in two', `${' '.repeat(950)}${token}`, 'aaaa'],
    ['in a URL that is cut in two', `${' '.repeat(960)}postgres://hub:${'hunter2'.repeat(20)}@db:5432/x`, 'hunter2'],
    ['in a URL of an unknown scheme', '1http://hub:hunter2@db/x', 'hunter2'],
    ['in an address of a person that is cut in two', `${' '.repeat(990)}thandi.mokoena@example.co.za`, 'thandi'],
    ['behind other signs of an address', '...++thandi@example.co.za', 'thandi'],
  ])('is not written, not even %s', (_where, text, secret) => {
    const lines = linesOf((logger) => {
      logger.warn({ note: text }, 'x');
      logger.warn(text);
      logger.warn({ err: new Error(text) }, 'x');
    });

    expect(lines).toHaveLength(3);
    expect(lines.join('')).not.toContain(secret);
  });
});
