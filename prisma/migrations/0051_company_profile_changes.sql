-- Up Migration

-- 51. A team fills in and changes its company profile itself, with contact data that is stored encrypted.
--
-- Provinces are stored by the names of the API. Spellings that name none are dropped: no mutation could write them so far.
-- Cost: a few hundred rows of one table are written; nobody waits. Undo: the down section, which loses contact data.

alter table identity.company_profile
  add column contact_encrypted text check (length(contact_encrypted) between 1 and 4000);
comment on column identity.company_profile.contact_encrypted is 'E-mail address and telephone number, AES-256-GCM under the key that the text names.';
update identity.company_profile set provinces = array(
  select distinct known.name
  from unnest(provinces) as given (text)
  join unnest(array['EASTERN_CAPE', 'FREE_STATE', 'GAUTENG', 'KWAZULU_NATAL', 'LIMPOPO', 'MPUMALANGA', 'NORTHERN_CAPE',
    'NORTH_WEST', 'WESTERN_CAPE', 'NATIONAL']) as known (name)
    on replace(known.name, '_', '') = regexp_replace(regexp_replace(upper(given.text), '[^A-Z]', '', 'g'), 'PROVINCE$', '')
) where provinces <> '{}';
alter table identity.company_profile add constraint company_profile_provinces_known check (
  provinces <@ array['EASTERN_CAPE', 'FREE_STATE', 'GAUTENG', 'KWAZULU_NATAL', 'LIMPOPO', 'MPUMALANGA', 'NORTHERN_CAPE',
    'NORTH_WEST', 'WESTERN_CAPE', 'NATIONAL']);

-- The key begins with id, which team_id repeats: a generated column takes no part in "set null".
alter table identity.team
  add column created_by_membership_id uuid,
  add column updated_by_membership_id uuid,
  add foreign key (id, created_by_membership_id) references identity.membership (team_id, id)
    on delete set null (created_by_membership_id),
  add foreign key (id, updated_by_membership_id) references identity.membership (team_id, id)
    on delete set null (updated_by_membership_id);
create index team_created_by on identity.team (id, created_by_membership_id);
create index team_updated_by on identity.team (id, updated_by_membership_id);

grant update (updated_by_membership_id) on identity.team to svc_identity;
grant insert (contact_encrypted), update (contact_encrypted) on identity.company_profile to svc_identity;
grant insert (team_id, id, scheme, designation, expires_on), delete on identity.capability to svc_identity;

-- Down Migration

revoke insert (team_id, id, scheme, designation, expires_on), delete on identity.capability from svc_identity;
alter table identity.team drop column created_by_membership_id, drop column updated_by_membership_id;
alter table identity.company_profile drop constraint company_profile_provinces_known, drop column contact_encrypted;
