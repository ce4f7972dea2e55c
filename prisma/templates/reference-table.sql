-- Up Migration

-- N. <What the product knows now that it did not before, in one sentence.>
--
-- A reference table: public facts, the same for every team, written by the product alone. It has no team_id and no
-- row-level security, so that full-text, array and numeric indexes work. Nothing that a team said may be stored here.
-- Copy this file to prisma/migrations/NNNN_<name>.sql, replace <schema>, <thing> and <service>, and say here:
-- Cost: <locks taken and rewrites made on a big table; "a new table only" when there are none>.
-- Undo: the down section (<what is lost, and how it can be built again>).

create table <schema>.<thing> (
  id uuid primary key default app.uuid_v7(),
  -- The name by which the source knows it: what makes importing twice the same as importing once.
  key text not null unique check (length(key) between 1 and 500),
  name text not null check (length(name) between 1 and 500),
  -- Money is numeric with its currency. Null means undisclosed; zero means zero.
  value_amount numeric check (value_amount >= 0 and value_amount < 'Infinity'),
  value_currency text check (app.is_currency(value_currency)),
  published_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
-- Sorted lists end with the id, so that a cursor can continue behind any row.
create index <thing>_published on <schema>.<thing> (published_at, id);
comment on table <schema>.<thing> is '<What one row is, and where it comes from.>';

create trigger touch before update on <schema>.<thing> for each row execute function app.touch_updated_at();

-- Readers get what they read; only the service that ingests may write.
grant usage on schema <schema> to svc_<service>, svc_importer;
grant select on <schema>.<thing> to svc_<service>, svc_importer;
grant insert (key, name, value_amount, value_currency, published_at) on <schema>.<thing> to svc_importer;
grant update (name, value_amount, value_currency, published_at) on <schema>.<thing> to svc_importer;

-- Down Migration

drop table <schema>.<thing>;
