import type { RequestScope } from '@hub/runtime/service';
import { isUuid } from '@hub/runtime/values';
import { migratedModel } from '../summaries/summary.collection.js';
import { findSummaries, storeMigrated } from '../summaries/summary.repository.js';
import { sourceHashOf } from '../summaries/summary.service.js';
import { findIdsByOcid, findTenderFacts } from '../tender-facts/tender-facts.repository.js';
import { readLegacyRow, type LegacySummary } from './legacy-row.js';

/** What came of a file. Every row is in exactly one of the counts. */
export interface LegacyImport {
  readonly rows: number;
  /** Written now. */
  readonly migrated: number;
  /** Written by an earlier run. */
  readonly there: number;
  /** Left alone, because the product has made a summary of its own. */
  readonly newer: number;
  readonly refused: number;
  /** Migrated summaries that the store holds of this file: as many as `migrated` and `there`. */
  readonly stored: number;
}

const batchMax = 500;

/** Where refusals are told. */
export type Refused = (refusal: {
  readonly line: number;
  /** As the line names it. */
  readonly tender: string | null;
  readonly reason: string;
}) => void;

/**
 * Takes over summaries of the old table, one JSON object a line. Running it again goes on where it was cut off: what is there
 * is found by its tender and not written twice. A summary of the product's own is never replaced by an older one.
 */
export async function importLegacy(
  scope: RequestScope,
  lines: AsyncIterable<string>,
  { refused, signal }: { refused: Refused; signal: AbortSignal },
): Promise<LegacyImport> {
  const counts = { rows: 0, migrated: 0, there: 0, newer: 0, refused: 0, stored: 0 };
  const seen = new Set<string>();
  const kept = new Set<string>();
  let batch: Numbered[] = [];
  const refuse: Refused = (refusal) => {
    counts.refused += 1;
    refused(refusal);
  };
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (signal.aborted) break;
    if (text.trim() === '') continue;
    counts.rows += 1;
    const row = readLegacyRow(text);
    if ('reason' in row) refuse({ line, ...row });
    else batch.push({ line, row });
    if (batch.length === batchMax) await flush();
  }
  await flush();
  counts.stored = await countStored(scope, [...kept]);
  return counts;

  async function flush(): Promise<void> {
    for (const [outcome, id] of await writeBatch(scope, batch, { seen, refuse })) {
      counts[outcome] += 1;
      if (outcome !== 'newer') kept.add(id);
    }
    batch = [];
  }
}

interface Numbered {
  readonly line: number;
  readonly row: LegacySummary;
}

type Outcome = 'migrated' | 'there' | 'newer';

async function writeBatch(
  scope: RequestScope,
  batch: readonly Numbered[],
  { seen, refuse }: { readonly seen: Set<string>; readonly refuse: Refused },
): Promise<[Outcome, string][]> {
  if (batch.length === 0) return [];
  const byOcid = await scope.database.readPublic((db) =>
    findIdsByOcid(db, batch.map(({ row }) => row.tender).filter(isOcid)),
  );
  const idOf = (tender: string) => (isOcid(tender) ? byOcid.get(tender) : tender.toLowerCase());
  const ids = batch.flatMap(({ row }) => idOf(row.tender) ?? []);
  const facts = await scope.database.readPublic((db) => findTenderFacts(db, ids));
  const stored = await findSummaries(scope.documents, ids);
  const outcomes: [Outcome, string][] = [];
  for (const { line, row } of batch) {
    const { tender: named, summary, keyPoints, processingTimeMs, confidence, language } = row;
    const tender = facts.get(idOf(named) ?? '');
    if (tender === undefined || seen.has(tender.id)) {
      refuse({ line, tender: named, reason: tender ? 'an earlier line is of this tender' : 'there is no such tender' });
      continue;
    }
    const tenderId = tender.id;
    seen.add(tenderId);
    const known = stored.get(tenderId);
    if (known !== undefined) {
      outcomes.push([known.model === migratedModel ? 'there' : 'newer', tenderId]);
      continue;
    }
    const isWritten = await storeMigrated(scope.documents, {
      ...{ tenderId, summary, keyPoints, processingTimeMs, confidence, language },
      isTitleOnly: false,
      facts: [],
      model: migratedModel,
      // Kept until the tender changes.
      sourceHash: sourceHashOf(tender),
      sourceVersion: tender.version,
    });
    outcomes.push([isWritten ? 'migrated' : 'newer', tenderId]);
  }
  return outcomes;
}

function isOcid(tender: string): boolean {
  return !isUuid(tender.toLowerCase());
}

async function countStored(scope: RequestScope, ids: readonly string[]): Promise<number> {
  let count = 0;
  for (let start = 0; start < ids.length; start += batchMax) {
    const found = await findSummaries(scope.documents, ids.slice(start, start + batchMax));
    count += [...found.values()].filter(({ model }) => model === migratedModel).length;
  }
  return count;
}
