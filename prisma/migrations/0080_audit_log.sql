-- Up Migration

-- 80. Admins read the audit log of their team: by person, by thing, by time.
--
-- Whoever signs in is nobody until then: such events are found by the first person that they tell of. Ids begin with the
-- millisecond in which they were made, so the index of ids finds one event and a period.
--
-- Cost: three indexes on events.event and its partitions. No mutation waits for them, since those only write to the inbox; sealing
-- waits while they are built, some seconds for a million events, and keeps three more indexes from then on. Undo: the down section.

create index event_person on events.event (team_id, (coalesce(actor_id, persons[1])), sequence);
create index event_subject on events.event (team_id, subject_id, sequence) where subject_id is not null;
create index event_id on events.event (team_id, id);

-- Tenders finds anything by its id; what an event tells it cannot read.
grant select (team_id, id) on events.event to svc_tenders;

-- Down Migration

revoke select (team_id, id) on events.event from svc_tenders;
drop index events.event_person, events.event_subject, events.event_id;
