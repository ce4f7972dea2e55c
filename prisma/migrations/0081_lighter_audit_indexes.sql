-- Up Migration

-- 81. What admins look up costs an event a tenth of what it did.
--
-- Three B-trees with the place in them were 316 bytes an event and three times as long written to read. Ids are made in the order of
-- writing, so that blocks hold neighbours: the least and greatest id of 32 of them (BRIN) finds one event and a period. Without the
-- place, a person's entries share one key. Who has many events is read along the places of the team; who has few is sorted.
--
-- Cost: sealing waits while three indexes are built, some seconds for a million events. Undo: the down section.

drop index events.event_person, events.event_subject, events.event_id;
create index event_person on events.event (team_id, (coalesce(actor_id, persons[1])));
create index event_subject on events.event (team_id, subject_id) where subject_id is not null;
create index event_id on events.event using brin (id) with (pages_per_range = 32, autosummarize = on);

-- Down Migration

drop index events.event_person, events.event_subject, events.event_id;
create index event_person on events.event (team_id, (coalesce(actor_id, persons[1])), sequence);
create index event_subject on events.event (team_id, subject_id, sequence) where subject_id is not null;
create index event_id on events.event (team_id, id);
