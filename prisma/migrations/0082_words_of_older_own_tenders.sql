-- Up Migration

-- 82. A team's own tenders that are older than the words they are found by are read again, as public ones are.
--
-- Which teams have such tenders is known to no service: a job is queued for each of them in its name, and only how many there are is
-- told. The words themselves are worked out by that job, which sees the rows of its team alone.
-- Cost: catalogue rows only; the new column has a default that rewrites nothing. Undo: the down section.

alter table tenders.team_tender add column words_version smallint not null default 0;
comment on column tenders.team_tender.words_version is 'Version of the reader that worked out kept_words.';
grant insert (words_version), update (words_version) on tenders.team_tender to svc_tenders;
create policy words_lookup on tenders.team_tender for select to hub_sign_in using (true);
grant select (team_id, words_version) on tenders.team_tender to hub_sign_in;

create function tenders.queue_own_words(p_version integer) returns table (teams integer, own_tenders integer)
  language plpgsql volatile security definer
  set search_path = pg_catalog, pg_temp
  as $$
declare
  v_team record;
begin
  teams := 0;
  own_tenders := 0;
  for v_team in
    select t.team_id as id, count(*)::integer as old from tenders.team_tender t
    where t.words_version < p_version group by t.team_id
  loop
    perform set_config('app.team_id', v_team.id::text, true);
    perform app.enqueue_job(
      'tenders:reread-own-words', '{}'::jsonb, 'all', 'own-words:' || v_team.id, p_lane => 'schedule');
    teams := teams + 1;
    own_tenders := own_tenders + v_team.old;
  end loop;
  -- A function cannot be given this setting by who is no superuser, so it is put back by hand.
  perform set_config('app.team_id', '', true);
  return next;
end
$$;
comment on function tenders.queue_own_words(integer) is 'Queues a job for every team with tenders of its own whose words an older reader worked out. Answers how many teams and tenders.';
grant create on schema tenders to hub_sign_in;
alter function tenders.queue_own_words(integer) owner to hub_sign_in;
revoke create on schema tenders from hub_sign_in;
revoke all on function tenders.queue_own_words(integer) from public;
grant execute on function tenders.queue_own_words(integer) to svc_tenders, svc_importer;

-- Down Migration

drop function tenders.queue_own_words(integer);
drop policy words_lookup on tenders.team_tender;
revoke select (team_id, words_version) on tenders.team_tender from hub_sign_in;
alter table tenders.team_tender drop column words_version;
