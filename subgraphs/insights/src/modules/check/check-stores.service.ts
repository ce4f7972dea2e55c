import type { RequestScope } from '@hub/runtime/service';
import { batchesOf, inputsNow, scoringNow } from '../readiness/inputs-now.service.js';
import { findScores, findScoredIds } from '../readiness/readiness.repository.js';
import { findAllWanted, findHashes } from '../readiness/score-row.repository.js';
import { findSummaries, findSummaryPage } from '../summaries/summary.repository.js';
import { sourceHashOf } from '../summaries/summary.service.js';
import { findExistingIds, findTenderFacts, findTenderPage } from '../tender-facts/tender-facts.repository.js';

/** How documents and rows compare. All but `expected` should be 0. */
export interface Comparison {
  /** Documents that Postgres implies. */
  readonly expected: number;
  readonly missing: number;
  /** Made from something else than is there now. */
  readonly old: number;
  /** Of tenders that are gone, or that the team neither tracks nor has found. */
  readonly unreferenced: number;
}

const pageMax = 500;

/** Compares the summaries with the tenders: each has one, made from what is published now. */
export async function checkSummaries(scope: RequestScope): Promise<Comparison> {
  let [expected, missing, old, unreferenced] = [0, 0, 0, 0];
  for (let after: string | null = null; ;) {
    const ids: readonly string[] = await scope.database.readPublic((db) =>
      findTenderPage(db, { after, limit: pageMax }),
    );
    if (ids.length === 0) break;
    const facts = await scope.database.readPublic((db) => findTenderFacts(db, ids));
    const summaries = await findSummaries(scope.documents, ids);
    for (const [id, found] of facts) {
      const summary = summaries.get(id);
      expected += 1;
      if (summary === undefined) missing += 1;
      else if (summary.sourceHash !== sourceHashOf(found)) old += 1;
    }
    after = ids.at(-1) ?? null;
  }
  for (let after: string | null = null; ;) {
    const page: Awaited<ReturnType<typeof findSummaryPage>> = await findSummaryPage(scope.documents, {
      after,
      limit: pageMax,
    });
    const last = page.at(-1);
    if (last === undefined) break;
    const ids = page.map(({ tenderId }) => tenderId);
    const existing = await scope.database.readPublic((db) => findExistingIds(db, ids));
    unreferenced += ids.filter((id) => !existing.has(id)).length;
    after = last._id;
  }
  return { expected, missing, old, unreferenced };
}

/** Compares the scores of the team of the scope with what it tracks and has found: each has a row and its document, as of now. */
export async function checkScores(scope: RequestScope): Promise<Comparison> {
  let [expected, missing, old] = [0, 0, 0];
  const wanted = await scope.database.read(findAllWanted);
  const scoring = await scoringNow(scope, wanted.length);
  for (const ids of batchesOf(wanted)) {
    const rows = await scope.database.read((db) => findHashes(db, ids));
    const documents = await findScores(scope.documents, ids);
    for await (const { tenderId, inputsHash } of inputsNow(scope, ids, scoring)) {
      const [row, document] = [rows.get(tenderId), documents.get(tenderId)];
      expected += 1;
      if (row === undefined || document === undefined) missing += 1;
      else if (row !== inputsHash || document.inputsHash !== inputsHash) old += 1;
    }
  }
  const isWanted = new Set(wanted);
  const unreferenced = (await findScoredIds(scope.documents)).filter((id) => !isWanted.has(id)).length;
  return { expected, missing, old, unreferenced };
}
