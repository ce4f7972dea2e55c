import Table from 'cli-table3';
import { evidenceMonthsMax, type PublisherRow, type Tally } from '../modules/doubts/count-doubts.js';
import type { Certainty } from '../modules/doubts/findings.js';
import type { DoubtReport } from '../modules/doubts/read-doubts.js';

/** Tables for people: publishers, what was read and how sure it is, what was set aside, and who is open on no evidence. */
export function doubtsAsText(report: DoubtReport, now: Date): string {
  const { tenders, doubts, tendersInDoubt, openTooOld } = totalOf(report.publishers);
  const tooOld = `${openTooOld} tenders are OPEN whose newest evidence is older than ${evidenceMonthsMax} months.`;
  return [
    `${tenders} tenders as of ${now.toISOString()}: ${doubts} doubts in ${tendersInDoubt} of them.`,
    publishersTable(report),
    findingsTable(report),
    asideTable(report),
    tooOld,
    ...(openTooOld === 0 ? [] : [tooOldTable(report)]),
  ].join('\n');
}

/** The same as one JSON object, for programs. */
export function doubtsAsJson({ files, ...report }: DoubtReport, now: Date): string {
  const { filesRead, filesSkipped, filesCutShort, filesDecoded } = files;
  return JSON.stringify({
    at: now.toISOString(),
    total: totalOf(report.publishers),
    ...report,
    files: {
      filesRead,
      filesSkipped: Object.fromEntries(filesSkipped),
      filesCutShort: Object.fromEntries(filesCutShort),
      filesDecoded: Object.fromEntries(filesDecoded),
    },
  });
}

function totalOf(rows: readonly PublisherRow[]): Omit<PublisherRow, 'publisher'> {
  const sum = (read: (row: PublisherRow) => number): number => rows.reduce((total, row) => total + read(row), 0);
  return {
    tenders: sum(({ tenders }) => tenders),
    releases: sum(({ releases }) => releases),
    doubts: sum(({ doubts }) => doubts),
    tendersInDoubt: sum(({ tendersInDoubt }) => tendersInDoubt),
    openTooOld: sum(({ openTooOld }) => openTooOld),
  };
}

function publishersTable({ publishers }: DoubtReport): string {
  const rows = [...publishers, { publisher: 'all', ...totalOf(publishers) }];
  return tableOf(
    ['publisher', 'tenders', 'releases', 'doubts', 'tenders in doubt', 'open and too old'],
    rows.map((row) => [
      row.publisher,
      ...[row.tenders, row.releases, row.doubts, row.tendersInDoubt, row.openTooOld].map(String),
    ]),
  );
}

const certainties: Readonly<Record<Certainty, string>> = { READ: '', DOUBT: 'doubt', ABSENT: 'absent' };

function findingsTable({ findings }: DoubtReport): string {
  return tableOf(
    ['what', 'read as', 'count', '', 'of which'],
    findings.map((row) => [row.topic, row.what, String(row.count), certainties[row.certainty], sharesOf(row)]),
  );
}

function asideTable({ setAside, files, releases }: DoubtReport): string {
  return tableOf(
    ['files and releases', 'count', 'of which'],
    [
      ['files read', String(files.filesRead), ''],
      ...[...files.filesSkipped].map(([reason, names]) => ['files passed over', String(names.length), reason]),
      ...[...files.filesDecoded].map(([encoding, names]) => ['files not in UTF-8', String(names.length), encoding]),
      ...[...files.filesCutShort].map(([file, reason]) => ['file read in part', '1', `${file}: ${reason}`]),
      ['releases', String(releases.new), ''],
      ['releases edited silently', String(releases.editedSilently), 'same id and date, other content'],
      ['releases met again', String(releases.unchanged), ''],
      ...setAside.map((row) => ['releases set aside', String(row.count), `${row.reason}: ${sharesOf(row)}`]),
    ],
  );
}

function tooOldTable({ openTooOld }: DoubtReport): string {
  return tableOf(
    ['OPEN without evidence', 'publisher', 'newest release', 'closing date as published'],
    openTooOld.map(({ ocid, publisher, newestAt, closingRaw }) => [
      ocid,
      publisher,
      newestAt ?? 'none with a date',
      closingRaw ?? 'none',
    ]),
  );
}

function sharesOf({ publishers }: Tally): string {
  return Object.entries(publishers)
    .toSorted(([, left], [, right]) => right - left)
    .map(([publisher, count]) => `${publisher} ${count}`)
    .join(', ');
}

const widthMax = 90;

function tableOf(head: string[], rows: readonly string[][]): string {
  const table = new Table({
    head,
    colWidths: head.map((title, column) =>
      Math.min(widthMax, 2 + Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0))),
    ),
    wordWrap: true,
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
