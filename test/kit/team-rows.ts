/** A team as a row. */
export interface TeamRow {
  readonly id: string;
  readonly slug: string;
  readonly name?: string;
  readonly plan?: string;
}

/**
 * Makes a team of nobody, as the superuser. The product makes none without an owner (`test/database/memberships.test.ts`);
 * tests need teams of exactly those people that they make.
 */
export async function addTeam(
  sql: (text: string, values: unknown[]) => Promise<unknown>,
  { id, slug, name = 'Acme', plan = 'FREE' }: TeamRow,
): Promise<void> {
  await sql(
    `with unchecked as materialized (select set_config('session_replication_role', 'replica', true) as role)
     insert into identity.team (id, slug, name, plan) select $1::uuid, $2, $3, $4 from unchecked where role = 'replica'`,
    [id, slug, name, plan],
  );
}
