-- Up Migration

-- 18. A write whose commit was not answered can be found out: it leaves a receipt, or it was never made.
--
-- The receipt is written by the message that commits, so it exists if and only if the transaction does. Whoever lost the
-- connection asks for it on another one, and writes "not committed" if it is not there: the unique id then keeps a commit
-- that is still on its way from succeeding. A transaction id would not do: after a crash the server may give it again.
--
-- A reference table: no team's rows, only random ids. Services may add and look, never change. Receipts are looked at
-- within seconds and forgotten after a day. Cost: a new table only; one row for each write. Undo: the down section.

create table app.write_receipt (
  id uuid primary key,
  is_committed boolean not null,
  written_at timestamptz not null default now()
);
create index write_receipt_written on app.write_receipt using brin (written_at);
comment on table app.write_receipt is 'One row for each write transaction that committed, or that may not commit any more.';

grant select (id, is_committed), insert (id, is_committed) on app.write_receipt to
  svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics, svc_worker;

-- Runs as the owner, because services may not delete receipts themselves. A bounded number at a time, so that no
-- statement is long.
create function app.forget_write_receipts(p_max integer) returns bigint
  language sql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
    with forgotten as (
      delete from app.write_receipt where id = any (array(
        select id from app.write_receipt where written_at < now() - interval '1 day' limit p_max
      )) returning 1
    )
    select count(*) from forgotten
  $$;
comment on function app.forget_write_receipts(integer) is 'Deletes at most so many receipts that are older than a day; answers how many.';
revoke all on function app.forget_write_receipts(integer) from public;
grant execute on function app.forget_write_receipts(integer) to svc_tenders;

-- Down Migration

drop function app.forget_write_receipts(integer);
drop table app.write_receipt;
