import type { Checkout } from './checkout.js';

/** Adds the next numbered migration, from the template of a table with rows of teams. */
export function newMigration(checkout: Checkout, name: string, existing: readonly string[]): void {
  if (!/^[a-z][a-z0-9_]{2,60}$/u.test(name))
    throw new Error(`Write the name in snake case: contact_notes. Not: ${name}`);
  const last = Math.max(0, ...existing.map((file) => Number(file.slice(0, 4))));
  const number = String(last + 1).padStart(4, '0');
  const template = checkout.read('prisma/templates/tenant-table.sql').replace('-- N. ', `-- ${last + 1}. `);
  checkout.add(`prisma/migrations/${number}_${name}.sql`, template);
}
