import pg from 'pg';

/** A count that is running. */
export interface StatementCount {
  /** Statements since the start by role, without those that only open or end a transaction. */
  byRole(): Record<string, number>;
  /** Their texts, for finding out why there is one more. */
  texts(): readonly string[];
  stop(): void;
}

// A transaction that changed something ends with its receipt and the commit in one message.
const bracket = /^\s*(?:begin|commit|rollback|set |savepoint|release|insert into app\.write_receipt)/iu;

/** Counts what this process sends to Postgres in the name of service roles, whoever sends it. */
export function countStatements(): StatementCount {
  const sent: { role: string; text: string }[] = [];
  const original = pg.Client.prototype.query;
  const counting = function (this: pg.Client, ...args: unknown[]): unknown {
    const [first] = args;
    const text: unknown = typeof first === 'object' && first !== null ? Reflect.get(first, 'text') : first;
    const role = this.user ?? '';
    if (typeof text === 'string' && role.startsWith('svc_') && !bracket.test(text)) sent.push({ role, text });
    return Reflect.apply(original, this, args);
  };
  Object.assign(pg.Client.prototype, { query: counting });
  return {
    byRole: () =>
      Object.fromEntries([...Map.groupBy(sent, ({ role }) => role)].map(([role, all]) => [role, all.length]).sort()),
    texts: () => sent.map(({ role, text }) => `${role}: ${text}`),
    stop: () => void Object.assign(pg.Client.prototype, { query: original }),
  };
}
