import { findingsOf, standingAt, topics, type Certainty, type JudgedTender, type Topic } from './findings.js';

/** A number, and how it divides among publishers. */
export interface Tally {
  count: number;
  publishers: Record<string, number>;
}

/** How often something was read. */
export interface FindingRow extends Tally {
  topic: Topic;
  what: string;
  certainty: Certainty;
}

/** What was read of one publisher. */
export interface PublisherRow {
  publisher: string;
  tenders: number;
  releases: number;
  /** Findings that are in doubt. */
  doubts: number;
  /** Tenders of which something is in doubt. */
  tendersInDoubt: number;
  openTooOld: number;
}

/** A tender that is shown as open although nothing was heard of it for long. */
export interface OldOpenTender {
  ocid: string;
  publisher: string;
  newestAt: string | null;
  closingRaw: string | null;
}

/** What was read of many tenders. */
export interface DoubtCounts {
  publishers: PublisherRow[];
  findings: FindingRow[];
  setAside: (Tally & { reason: string })[];
  openTooOld: OldOpenTender[];
}

/** Counts what was read, one tender after the other. */
export interface DoubtCounter {
  add(tender: JudgedTender): void;
  setAside(reason: string, publisher: string): void;
  counts(): DoubtCounts;
}

/** Nothing is bid for that long: who has been silent for more months is not open. */
export const evidenceMonthsMax = 18;

/** @param now - the moment at which statuses are asked for. */
export function createDoubtCounter(now: Date): DoubtCounter {
  const oldest = monthsBefore(now, evidenceMonthsMax).toISOString();
  const publishers = new Map<string, PublisherRow>();
  const findings = new Map<string, FindingRow>();
  const setAside = new Map<string, Tally & { reason: string }>();
  const openTooOld: OldOpenTender[] = [];
  return {
    add(tender) {
      const { publisher, state, newestAt, releases } = tender;
      const row = entryOf(publishers, publisher, () => emptyRow(publisher));
      const found = findingsOf(tender, now);
      for (const finding of found) {
        const key = `${finding.topic}\n${finding.what}`;
        tally(
          entryOf(findings, key, () => ({ ...finding, count: 0, publishers: {} })),
          publisher,
        );
      }
      const doubts = found.filter(({ certainty }) => certainty === 'DOUBT').length;
      row.tenders += 1;
      row.releases += releases;
      row.doubts += doubts;
      row.tendersInDoubt += doubts > 0 ? 1 : 0;
      if (standingAt(state, now).status !== 'OPEN' || (newestAt !== null && newestAt >= oldest)) return;
      row.openTooOld += 1;
      openTooOld.push({ ocid: state.ocid, publisher, newestAt, closingRaw: state.closingRaw });
    },
    setAside(reason, publisher) {
      tally(
        entryOf(setAside, reason, () => ({ reason, count: 0, publishers: {} })),
        publisher,
      );
    },
    counts: () => ({
      publishers: [...publishers.values()].toSorted((left, right) => compare(left.publisher, right.publisher)),
      findings: [...findings.values()].toSorted(byTopic),
      setAside: [...setAside.values()].toSorted((left, right) => right.count - left.count),
      openTooOld,
    }),
  };
}

function emptyRow(publisher: string): PublisherRow {
  return { publisher, tenders: 0, releases: 0, doubts: 0, tendersInDoubt: 0, openTooOld: 0 };
}

function entryOf<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

function tally(row: Tally, publisher: string): void {
  row.count += 1;
  row.publishers[publisher] = (row.publishers[publisher] ?? 0) + 1;
}

function byTopic(left: FindingRow, right: FindingRow): number {
  return (
    topics.indexOf(left.topic) - topics.indexOf(right.topic) ||
    right.count - left.count ||
    compare(left.what, right.what)
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function monthsBefore(now: Date, months: number): Date {
  const then = new Date(now);
  then.setUTCDate(1);
  then.setUTCMonth(then.getUTCMonth() - months);
  const lastDay = new Date(Date.UTC(then.getUTCFullYear(), then.getUTCMonth() + 1, 0)).getUTCDate();
  then.setUTCDate(Math.min(now.getUTCDate(), lastDay));
  return then;
}
