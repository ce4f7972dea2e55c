-- Up Migration

-- N. <Which column is filled for rows that are older than it, and from what.>
--
-- Read prisma/live-changes.md first. Every release that runs must fill the column already, or new rows stay empty.
-- Cost: <rows>; batches of 5,000 that commit, so no lock lasts longer than one. Running it again goes on where it stopped.
-- Undo: nothing; the column goes with the migration that added it.
--
-- Backfill

do $$
declare
  v_last uuid := '00000000-0000-0000-0000-000000000000';
  v_ids uuid[];
begin
  loop
    -- In the order of an index, from where the last batch ended: a condition on the column alone would read the table anew
    -- for each batch.
    v_ids := array(select id from <schema>.<thing> where id > v_last order by id limit 5000);
    exit when cardinality(v_ids) = 0;
    update <schema>.<thing> set <column> = <value> where id = any (v_ids) and <column> is null;
    v_last := v_ids[cardinality(v_ids)];
    commit;
  end loop;
end
$$;

-- Down Migration

select 1;
