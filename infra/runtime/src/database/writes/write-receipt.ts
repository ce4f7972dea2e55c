import { randomUUID } from 'node:crypto';

/**
 * What tells afterwards whether a transaction was committed: a row that is committed with it, or not at all.
 * `commit` says how far the commit came: not sent, sent without an answer, or answered.
 */
export interface WriteReceipt {
  readonly id: string;
  commit: 'none' | 'sent' | 'answered';
}

/** A receipt for one transaction. */
export function newReceipt(): WriteReceipt {
  return { id: randomUUID(), commit: 'none' };
}

/**
 * The one message that commits. The receipt is written by the same message, so it costs no round trip, and only in a
 * transaction that changed something.
 */
export function commitMessage({ id }: WriteReceipt): string {
  return `insert into app.write_receipt (id, is_committed)
    select '${id}', true where pg_current_xact_id_if_assigned() is not null; commit`;
}

/**
 * Asks for a transaction's receipt, and makes one that says "not committed" when there is none. After that the
 * transaction can no longer commit, even if its commit is still on the way: its own receipt would be a second one of
 * the same id. A transaction that is committing at this moment is waited for.
 */
export function settleMessage(id: string): string {
  return `insert into app.write_receipt (id, is_committed) values ('${id}', false) on conflict (id) do nothing;
    select is_committed from app.write_receipt where id = '${id}'`;
}
