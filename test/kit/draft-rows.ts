import { randomUUID } from 'node:crypto';
import type { TestDatabase } from './database.js';

/** A draft that is written and that nobody has decided on. Answers its row. */
export async function addDraft(
  { sql }: TestDatabase,
  {
    teamId,
    tenderRow,
    brief,
    member = null,
  }: { teamId: string; tenderRow: string; brief: string; member?: string | null },
): Promise<string> {
  const id = randomUUID();
  const sections = [{ heading: 'SCOPE', sentences: [{ text: 'Pipes.', quote: null }] }];
  await sql(
    `insert into insights.draft (team_id, id, kind, tender_id, brief, status, sections, model, budget_month,
       created_by_membership_id, updated_by_membership_id)
     values ($1, $2, 'TENDER_ANALYSIS', $3, $4, 'READY', $5, 'extractive-v5', '2026-11-01', $6, $6)`,
    [teamId, id, tenderRow, brief, JSON.stringify(sections), member],
  );
  return id;
}

/** What a team said of a tender. */
export async function addFeedback(
  { sql }: TestDatabase,
  feedback: {
    teamId: string;
    tenderRow: string;
    verdict: 'USEFUL' | 'NOT_USEFUL';
    reason?: string;
    member?: string | null;
  },
): Promise<void> {
  const { teamId, tenderRow, verdict, reason = null, member = null } = feedback;
  await sql(
    `insert into insights.tender_feedback (team_id, tender_id, verdict, reason, given_by_membership_id, given_at)
     values ($1, $2, $3, $4, $5, '2026-11-20T08:00:00Z')`,
    [teamId, tenderRow, verdict, reason, member],
  );
}
