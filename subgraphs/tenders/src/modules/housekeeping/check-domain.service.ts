import type { TeamDatabase, TeamTransaction } from '@hub/runtime/database';
import { problemOf, recordName, type FindTxt } from '@hub/runtime/dns';
import { recordEvent, teamDomainFound, teamDomainMissing, teamDomainUnproved } from '@hub/runtime/events';
import * as domains from './domain.repository.js';

/** A record that is gone for so long is no accident of whoever keeps the domain. */
const graceMs = 72 * 3_600_000;

interface Check {
  readonly database: TeamDatabase;
  readonly findTxt: FindTxt;
  readonly now: () => Date;
}

/** Queues a look at each proved domain. */
export function queueDomains(database: TeamDatabase): Promise<void> {
  return database.write(domains.queueDomainChecks);
}

/**
 * Looks up the record of the team's proved domain, outside of any transaction. Gone once, it is noted; gone for three days,
 * the domain is no longer verified. Servers that give no usable answer change nothing.
 */
export async function checkDomain({ database, findTxt, now }: Check): Promise<void> {
  const found = await database.read(domains.findProvedDomain);
  if (found === null) return;
  const problem = problemOf(await findTxt(recordName(found.domain)), found.token);
  if (problem === 'NO_ANSWER' || (problem === null && found.missingSince === null)) return;
  await database.write(async (tx) => {
    const current = await domains.lockProvedDomain(tx);
    // Meanwhile the team may have asked for another one.
    if (current?.token !== found.token) return;
    await (problem === null ? noteFound(tx, current) : noteGone(tx, current, now()));
  });
}

async function noteFound(tx: TeamTransaction, { teamId, domain, missingSince }: domains.ProvedDomain): Promise<void> {
  if (missingSince === null) return;
  await domains.noteMissing(tx, teamId, null);
  await recordEvent(tx, teamDomainFound, { subjectId: teamId, body: { domain } });
}

async function noteGone(
  tx: TeamTransaction,
  { teamId, domain, missingSince }: domains.ProvedDomain,
  at: Date,
): Promise<void> {
  if (missingSince === null) {
    await domains.noteMissing(tx, teamId, at);
    const unprovedAfter = new Date(at.getTime() + graceMs).toISOString();
    await recordEvent(tx, teamDomainMissing, { subjectId: teamId, body: { domain, unprovedAfter } });
  } else if (at.getTime() - missingSince.getTime() >= graceMs) {
    await domains.endProof(tx, teamId);
    await recordEvent(tx, teamDomainUnproved, { subjectId: teamId, body: { domain } });
  }
}
