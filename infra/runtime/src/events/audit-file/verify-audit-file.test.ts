import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { newSigningKeyText, readSigningKey, type SigningKey } from '../../auth/auth.js';
import { hashOfContent, hashOfLink, seedOf } from '../archive/chain-links.js';
import { linkOf, type AuditLine, type Sealed } from './audit-lines.js';
import { verifyAuditFile, type AuditVerdict } from './verify-audit-file.js';
import { signSeal } from './audit-seal.js';
import { auditFileLines } from './write-audit-file.js';

const teamId = '0197f0a0-1111-7222-8333-444455556661';
const writtenAt = new Date('2026-03-31T09:00:00.000Z');
const erasedAt = [7, 8, 20];
const count = 40;

/** Pseudo-random whole numbers below a limit (Lehmer), the same in each run. */
function drawing(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
}

function idOf(place: number): string {
  return `0197f0a0-0000-7000-8000-${place.toString(16).padStart(12, '0')}`;
}

/** A chain of events as the sealer makes it, some of them erased since. */
function* chain(team: string): Generator<AuditLine> {
  let before = seedOf(team);
  for (let place = 1; place <= count; place += 1) {
    const content = {
      salt: createHash('sha256').update(`salt ${place}`).digest('hex'),
      body: `{"changes": [{"field": "notes", "after": "note ${place}", "before": null}]}`,
      context: '{"by": "user", "operation": "updateEntry"}',
    };
    const open = {
      sequence: String(place),
      position: String(place * 3),
      id: idOf(place),
      type: 'workspace.entry_updated',
      subjectId: idOf(900 + (place % 5)),
      actorId: place % 4 === 0 ? null : idOf(800 + (place % 3)),
      persons: place % 6 === 0 ? [idOf(801)] : [],
      writtenBy: 'svc_workspace',
      writtenAt: String(1_767_225_600_000_000 + place * 1_000),
      sealedAt: String(1_767_225_600_000_000 + place * 1_000 + 20),
      ...(erasedAt.includes(place) ? { salt: null, body: null, context: null } : content),
      bodyHash: hashOfContent({ position: 0n, ...content }),
    };
    const hash = hashOfLink(before, linkOf(team, { ...open, hash: '' }));
    yield { ...open, hash };
    before = hash;
  }
}

async function* eventsOf(team: string, until = count): AsyncGenerator<AuditLine> {
  for (const event of chain(team)) if (Number(event.sequence) <= until) yield event;
}

async function* given(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

let key: SigningKey;
let lines: string[];
let shorter: string[];
async function linesOf(team: string, until: number, by: SigningKey): Promise<string[]> {
  const found: string[] = [];
  const from = { sequence: 0n, hash: seedOf(team) };
  const options = {
    ...{ teamId: team, from, writtenAt, events: eventsOf(team, until) },
    seal: (what: Sealed) => signSeal(by, what),
  };
  for await (const line of auditFileLines(options)) found.push(line);
  return found;
}
const check = (file: readonly string[]): Promise<AuditVerdict> => verifyAuditFile(given(file), key.publicKeys);

beforeAll(async () => {
  key = await readSigningKey(await newSigningKeyText());
  lines = await linesOf(teamId, count, key);
  shorter = await linesOf(teamId, 30, key);
});

describe('an audit file', () => {
  test('as it was written has nothing wrong with it, and says what it holds', async () => {
    const { problems, eventCount, sealed } = await check(lines);

    expect(problems).toEqual([]);
    expect([eventCount, sealed?.to.sequence, sealed?.erased]).toEqual([
      40,
      '40',
      [
        ['7', '8'],
        ['20', '20'],
      ],
    ]);
  });

  test('of a team without events is sealed as well', async () => {
    expect((await check(await linesOf(teamId, 0, key))).problems).toEqual([]);
  });

  test('that somebody else has signed is refused', async () => {
    const stranger = await readSigningKey(await newSigningKeyText());

    expect((await check(await linesOf(teamId, count, stranger))).problems).toEqual([
      { kind: 'SEAL', line: 42, sequence: null },
    ]);
  });

  test('whose end is cut off is found by its seal, also with the seal of another file or none', async () => {
    const [seal = '', older = ''] = [lines.at(-1), shorter.at(-1)];
    const cut = lines.slice(0, 36);

    expect((await check([...cut, seal])).problems).toEqual([{ kind: 'END', line: 37, sequence: '35' }]);
    expect((await check([...cut, older])).problems).toEqual([{ kind: 'END', line: 37, sequence: '35' }]);
    expect((await check(cut)).problems).toEqual([{ kind: 'SEAL', line: 36, sequence: null }]);
  });

  test('of which an event was emptied tells it from one that was erased before', async () => {
    const emptied = lines.map((line) => (line.startsWith('{"sequence":"12"') ? emptiedLine(line) : line));

    expect((await check(emptied)).problems).toEqual([{ kind: 'EMPTIED', line: 13, sequence: '12' }]);
  });
});

function emptiedLine(line: string): string {
  return JSON.stringify({ ...JSON.parse(line), salt: null, body: null, context: null });
}

/** One way to tamper with a file; answers the new file and the numbers of lines that may be named for it. */
type Tampering = (draw: (limit: number) => number) => { file: string[]; named: number[] };

/** Index of a line that holds an event. */
const anEvent = (draw: (limit: number) => number): number => 1 + draw(count);

const tamperings: Readonly<Record<string, Tampering>> = {
  'a character is changed': (draw) => {
    const at = draw(lines.length);
    const line = lines[at] ?? '';
    const place = draw(line.length);
    const other = line[place] === 'a' ? 'b' : 'a';
    const changed = line.slice(0, place) + other + line.slice(place + 1);
    return { file: lines.with(at, changed), named: [at + 1, at + 2] };
  },
  'a field is changed': (draw) => {
    const at = anEvent(draw);
    const event = JSON.parse(lines[at] ?? '');
    const fields = Object.keys(event);
    const field = fields[draw(fields.length)] ?? '';
    const own = event[field];
    event[field] = Array.isArray(own) ? [...own, idOf(999)] : own === null ? idOf(999) : otherThan(String(own));
    return { file: lines.with(at, JSON.stringify(event)), named: [at + 1, at + 2] };
  },
  'two events are swapped': (draw) => {
    const at = anEvent(draw);
    const to = 1 + ((at + draw(count - 1)) % count);
    const file = lines.with(at, lines[to] ?? '').with(to, lines[at] ?? '');
    return { file, named: [at + 1, at + 2, to + 1, to + 2] };
  },
  'an event is removed': (draw) => {
    const at = anEvent(draw);
    return { file: lines.toSpliced(at, 1), named: [at + 1] };
  },
  'an event is inserted': (draw) => {
    const at = anEvent(draw);
    const from = anEvent(draw);
    const event = { ...JSON.parse(lines[from] ?? ''), body: `{"forged": ${draw(1_000)}}` };
    return { file: lines.toSpliced(at, 0, JSON.stringify(event)), named: [at + 1, at + 2] };
  },
  'an event is repeated': (draw) => {
    const at = anEvent(draw);
    return { file: lines.toSpliced(at, 0, lines[at] ?? ''), named: [at + 2] };
  },
  'the end is cut off': (draw) => {
    const to = 1 + draw(count);
    return { file: [...lines.slice(0, to), lines.at(-1) ?? ''], named: [to + 1] };
  },
  'the end is cut off with the seal': (draw) => {
    const to = 1 + draw(count);
    return { file: lines.slice(0, to), named: [to] };
  },
};

/** Another value of the same form. */
function otherThan(text: string): string {
  const last = text.at(-1) === '1' ? '2' : '1';
  return text.slice(0, -1) + last;
}

test('a thousand random tamperings are each found, and the line is named', async () => {
  const draw = drawing(20_260_331);
  const kinds = Object.entries(tamperings);
  const missed: object[] = [];
  for (let round = 0; round < 1_000; round += 1) {
    const [name, tamper] = kinds[round % kinds.length] ?? ['', () => ({ file: lines, named: [] })];
    const { file, named } = tamper(draw);
    const { problems } = await check(file);
    if (file.join('\n') === lines.join('\n') || !problems.some(({ line }) => named.includes(line)))
      missed.push({ round, name, problems: problems.slice(0, 3), named });
  }

  expect(missed).toEqual([]);
});
