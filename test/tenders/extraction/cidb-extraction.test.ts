import { readdirSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import { readCidb } from '@hub/tenders/facts';
import { describeWithData, ocdsFolder, readJson } from '../shared-data.js';
import { readAdvertisedTexts } from './advertised-texts.js';
import { readCidbLabels, type CidbLabel } from './cidb-labels.js';

interface Score {
  right: number;
  wrong: number;
  missed: number;
  disagreements: string[];
}

const labels = readCidbLabels();
const texts = new Map<string, string>();

function designationsIn(text: string): Set<string> {
  return new Set(
    readCidb(text).designations.map(
      ({ grade, classOfWorks, isPotentiallyEmerging }) =>
        `${grade ?? ''}${classOfWorks ?? ''}${isPotentiallyEmerging ? ' PE' : ''}`,
    ),
  );
}

function scoreOf(rows: readonly CidbLabel[]): Score {
  const score: Score = { right: 0, wrong: 0, missed: 0, disagreements: [] };
  for (const { row, expected } of rows) {
    const wanted = new Set(expected);
    const found = designationsIn(texts.get(row) ?? '');
    const missed = [...wanted.difference(found)];
    const wrong = [...found.difference(wanted)];
    score.right += wanted.size - missed.length;
    score.missed += missed.length;
    score.wrong += wrong.length;
    if (missed.length + wrong.length > 0)
      score.disagreements.push(`${row} (missed: ${missed.join(', ') || 'none'}; wrong: ${wrong.join(', ') || 'none'})`);
  }
  return score;
}

function figuresOf({ right, wrong, missed }: Score): { precision: number; recall: number } {
  return { precision: right / (right + wrong), recall: right / (right + missed) };
}

function print(name: string, rows: readonly CidbLabel[], score: Score): void {
  const { precision, recall } = figuresOf(score);
  const counts = `${rows.length} rows, ${score.right + score.missed} designations`;
  const disagreements = score.disagreements.length === 0 ? 'no row disagrees' : score.disagreements.join('\n  ');
  process.stdout.write(
    `CIDB designations, ${name}: precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)} over ${counts}; ${disagreements}\n`,
  );
}

describeWithData('CIDB designations in real texts', () => {
  beforeAll(async () => {
    for (const { row, text } of await readAdvertisedTexts(ocdsFolder)) texts.set(row, text);
  });

  test('every label has its text, with at least 200 rows that ask for a designation and 150 that do not', () => {
    expect(labels.filter(({ row }) => !texts.has(row))).toEqual([]);
    expect(labels.filter(({ expected }) => expected.length > 0).length).toBeGreaterThanOrEqual(200);
    expect(labels.filter(({ expected }) => expected.length === 0).length).toBeGreaterThanOrEqual(150);
    expect(labels.filter(({ split }) => split === 'heldOut').length / labels.length).toBeGreaterThan(0.29);
  });

  test.each([
    ['rows used in tuning', labels.filter(({ split }) => split === 'tuning')],
    ['rows held out', labels.filter(({ split }) => split === 'heldOut')],
    ['all rows', labels],
  ])('are read with a precision of 0.98 and a recall of 0.95 or better: %s', (name, rows) => {
    const score = scoreOf(rows);
    print(name, rows, score);
    expect(figuresOf(score).precision).toBeGreaterThanOrEqual(0.98);
    expect(figuresOf(score).recall).toBeGreaterThanOrEqual(0.95);
  });

  test('the rows that say no grading applies are told apart from those that are silent', () => {
    const isSaid = ({ row }: CidbLabel): boolean => readCidb(texts.get(row) ?? '').notApplicable.length > 0;
    expect(labels.filter(isSaid).map(({ row }) => row)).toEqual(
      labels.filter(({ isNotApplicable }) => isNotApplicable).map(({ row }) => row),
    );
  });

  // A search with loose patterns found no designation outside the labelled rows.
  test('the texts without a label hold none', () => {
    const labelled = new Set(labels.map(({ row }) => row));
    const found = [...texts].filter(([row, text]) => !labelled.has(row) && designationsIn(text).size > 0);
    expect(found.map(([row]) => row)).toEqual([]);
  });

  test('the texts of publishers in other countries hold none', () => {
    const foreign = new Set<string>();
    for (const path of readdirSync(`${ocdsFolder}/sample-data-2018`, { recursive: true, encoding: 'utf8' })) {
      if (path.endsWith('.json')) collectTexts(readJson(`sample-data-2018/${path}`), foreign);
    }
    expect(foreign.size).toBeGreaterThan(10_000);
    expect([...foreign].filter((text) => designationsIn(text).size > 0)).toEqual([]);
  });
});

function collectTexts(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const member of Object.values(value)) collectTexts(member, into);
}
