-- Up Migration

-- 45. Words of tenders that are older than their table are copied into it.
--
-- What is packed stays as it is. Cost: a row for each tender; batches of 5,000 that commit, so no lock lasts longer than one. Running it again goes on where it stopped.
-- Undo: nothing; the table goes with the migration that made it.
--
-- Backfill

do $$
declare
  v_last uuid := '00000000-0000-0000-0000-000000000000';
  v_ids uuid[];
begin
  perform set_config('tenders.moves_words', 'on', false);
  loop
    v_ids := array(select tender_id from tenders.tender_search where tender_id > v_last order by tender_id limit 5000);
    exit when cardinality(v_ids) = 0;
    insert into tenders.tender_words (tender_id, words)
    select tender_id, words from tenders.tender_search where tender_id = any (v_ids) and words is not null
    on conflict (tender_id) do nothing;
    v_last := v_ids[cardinality(v_ids)];
    commit;
  end loop;
  perform set_config('tenders.moves_words', 'off', false);
end
$$;

-- Down Migration

select 1;
