-- Up Migration

-- 110. A team says after which pause its sessions end.
--
-- Cost: a column without a default on identity.team. Undo: the down section (forgets the limits of teams).

alter table identity.team
  add column session_idle_minutes integer check (session_idle_minutes between 5 and 43200);
comment on column identity.team.session_idle_minutes is
  'A session that was not used for so long ends; null: as the platform has it. When sessions were used is in Redis, so without it only their own end counts.';
comment on column identity.team.version is 'Goes up with each change of name, time zone or idle limit.';
grant update (session_idle_minutes) on identity.team to svc_identity;

-- Down Migration

comment on column identity.team.version is 'Goes up with each change of name or time zone.';
alter table identity.team drop column session_idle_minutes;
