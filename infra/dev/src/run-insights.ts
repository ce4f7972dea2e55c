import { findLaw } from '@hub/insights/law';
import { verifyReadiness } from '@hub/insights/verify-readiness';
import { openDatabase } from '@hub/runtime/database';
import { openDocuments } from '@hub/runtime/documents';
import type { Logger } from '@hub/runtime/telemetry';
import Table from 'cli-table3';

type Log = (line: string) => void;

/** Prints every rule of law with its days, how sure it is, and what is doubtful about it. */
export async function printLaw({ databaseUrl, log }: { databaseUrl: string; log: Log }): Promise<void> {
  const opened = openDatabase({ role: 'svc_insights', url: databaseUrl, poolSizeMax: 1 });
  try {
    const rows = await opened.as({ kind: 'system', name: 'hub:law', teamId: null }).readPublic(findLaw);
    const table = new Table({
      head: ['rule', 'from', 'until', 'state', 'source and doubt'],
      style: { head: [] },
      wordWrap: true,
      colWidths: [46, 12, 12, 13, 70],
    });
    for (const { rule, from, until, state, source, confirmedBy, doubt } of rows) {
      const confirmed = confirmedBy === null ? '' : ` Confirmed by ${confirmedBy}.`;
      table.push([
        rule,
        from,
        until ?? '',
        state,
        `${source}.${confirmed}${doubt === null ? '' : `\nDoubt: ${doubt}`}`,
      ]);
    }
    log(table.toString());
    log('A rule that is UNCONFIRMED never decides, and every answer that rests on it says so.');
  } finally {
    await opened.close();
  }
}

const sampleSize = 1_000;

/** Calculates random stored scores again; answers whether all came to the same. */
export async function verifyScores(options: { mongodbUrl: string; logger: Logger; log: Log }): Promise<boolean> {
  const documents = await openDocuments({ url: options.mongodbUrl, logger: options.logger });
  try {
    const { checked, older, wrong } = await verifyReadiness(documents.system('verify stored scores'), sampleSize);
    for (const id of wrong) options.log(`Comes to something else now: ${id}`);
    options.log(`${checked} scores calculated again, ${wrong.length} differ, ${older} are of an older algorithm.`);
    return wrong.length === 0;
  } finally {
    await documents.close();
  }
}
