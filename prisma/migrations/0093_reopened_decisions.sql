-- Up Migration

-- 93. A decision to go on is in doubt from the first material change of its tender after it: that is worked out from the versions of the
-- tender, so that no worker can miss it or say it twice, and nothing is stored.
--
-- Cost: catalogue rows only. Undo: the down section (the columns were never filled).
--
-- Contract

alter table workspace.gate_decision drop column reopened_at, drop column reopened_version, drop column reopened_changes;

-- Down Migration

alter table workspace.gate_decision
  add column reopened_at timestamptz(3),
  add column reopened_version integer check (reopened_version >= 1),
  add column reopened_changes jsonb check (octet_length(reopened_changes::text) <= 200000);
comment on column workspace.gate_decision.reopened_at is 'When a material change of the tender put the decision in doubt; once at most.';
grant update (reopened_at, reopened_version, reopened_changes) on workspace.gate_decision to svc_workspace;
