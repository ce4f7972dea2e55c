-- Up Migration

-- 10. Suppliers out of raw records, lists of what an organisation bought or won, and what awards are for.
--
--   supplier_record    what a source says about a winner, word for word: one row for each wording, never changed. It is
--                      kept as long as the award of some tender says it, so that suppliers follow from the tenders alone
--                      and not from the order in which these came.
--   supplier           what records are joined to: those that share a number of a register, or, without any number, the
--                      same name in the same source. Which records make one supplier is worked out by the importer.
--   supplier_identifier a number belongs to one supplier; the primary key now says so.
--
-- Awards name the record and reach the supplier through it: when two suppliers turn out to be one, only records move.
--
-- Cost: rewrites award_supplier, supplier and supplier_identifier under an exclusive lock, and builds one index over
-- tender: seconds for a million tenders, during which imports and readers of these tables wait. Suppliers get new ids.
-- Undo: the down section (joins suppliers by record again as they were named first; addresses are lost).
--
-- Contract

create table tenders.supplier_record (
  id uuid primary key default app.uuid_v7(),
  source_id uuid not null references tenders.source (id),
  key text not null,
  content_hash bytea not null check (length(content_hash) = 32),
  -- Filled below; from then on every record belongs to a supplier.
  supplier_id uuid references tenders.supplier (id),
  trust integer not null check (trust between 1 and 9),
  name text not null,
  local_id text,
  identifiers jsonb not null default '[]',
  legal_name text,
  street text,
  locality text,
  region text,
  postal_code text,
  country text,
  scale text,
  recorded_at timestamptz not null default now(),
  unique (source_id, key, content_hash)
);
comment on table tenders.supplier_record is 'What a source says about a winner: the organisation only, never a person to contact.';
comment on column tenders.supplier_record.key is 'Identity at the source: scheme and number where there is one, else the local id.';
comment on column tenders.supplier_record.trust is 'Which register vouches for it, 1 most trusted: of two records that differ the more trusted counts.';

-- What was known so far becomes one record for each supplier and source. Numbers are written as the importer writes them:
-- a register by one name, upper case, no spaces; what names nobody in particular is no number.
create temporary table number_before on commit drop as
  select i.supplier_id, i.number,
    case when i.register in ('ZA-CIP', 'ZA-CIPC', 'ZA-CIPRO') then 'CIPC' when i.register in ('ZA-CIDB', 'CIDB') then 'CRS'
      else regexp_replace(i.register, '^(ZA-(?=(CSD|CRS)$)|US-(?=(UEI|CAGE)$))', '') end as register
  from (
    select supplier_id, upper(trim(scheme)) as register, upper(regexp_replace(identifier, '\s', '', 'g')) as number
    from tenders.supplier_identifier
  ) i
  where length(regexp_replace(i.number, '[^[:alnum:]]', '', 'g')) >= 3
    and regexp_replace(i.number, '[^[:alnum:]]', '', 'g') !~ '^(.)\1*$';

insert into tenders.supplier_record (source_id, key, content_hash, trust, name, local_id, identifiers)
select distinct on (t.source_id, s.key) t.source_id, s.key, sha256(convert_to(s.key, 'UTF8')),
  case when i.number is null then 9 else coalesce(array_position(array['CIPC', 'UEI', 'CSD', 'CRS', 'CAGE'], i.register), 6) end,
  s.name, s.local_id,
  case when i.number is null then '[]' else jsonb_build_array(jsonb_build_object('scheme', i.register, 'id', i.number)) end
from tenders.award_supplier a
join tenders.tender t on t.id = a.tender_id
join tenders.supplier s on s.id = a.supplier_id
left join number_before i on i.supplier_id = s.id
order by t.source_id, s.key, i.register, i.number;

alter table tenders.award_supplier
  add column record_id uuid references tenders.supplier_record (id),
  add column seen_at timestamptz;
update tenders.award_supplier a
  set record_id = r.id, seen_at = coalesce(t.published_at, t.created_at)
  from tenders.tender t, tenders.supplier s, tenders.supplier_record r
  where t.id = a.tender_id and s.id = a.supplier_id and r.source_id = t.source_id and r.key = s.key;
drop index tenders.award_supplier_supplier;
alter table tenders.award_supplier
  drop constraint award_supplier_pkey,
  drop column supplier_id,
  alter column record_id set not null,
  alter column seen_at set not null,
  add primary key (tender_id, award_key, record_id);
create index award_supplier_record on tenders.award_supplier (record_id, seen_at);
comment on column tenders.award_supplier.seen_at is 'Date of the last release of the tender: how recent it is that the record was said.';

truncate tenders.supplier_identifier;
update tenders.supplier_record set supplier_id = null;
delete from tenders.supplier;
alter table tenders.supplier drop column local_id;
comment on column tenders.supplier.key is 'Smallest of the numbers that join its records (scheme:number), or name:source:name where there is none.';
comment on column tenders.supplier.name is 'Name in the record that counts: the most trusted, then the one seen last.';

-- A record of old has one number at most, so the number, or else the name, tells which belong together.
create function pg_temp.link_of(tenders.supplier_record) returns text language sql as $$
  select coalesce(
    ($1.identifiers -> 0 ->> 'scheme') || ':' || ($1.identifiers -> 0 ->> 'id'),
    'name:' || (select s.name from tenders.source s where s.id = $1.source_id) || ':'
      || coalesce(nullif(trim(regexp_replace(lower(normalize($1.name, nfkc)), '[^[:alnum:]]+', ' ', 'g')), ''), lower($1.name)))
$$;
insert into tenders.supplier (key, name)
  select distinct on (pg_temp.link_of(r)) pg_temp.link_of(r), r.name from tenders.supplier_record r
  order by pg_temp.link_of(r), r.trust, r.key;
update tenders.supplier_record r set supplier_id = s.id from tenders.supplier s where s.key = pg_temp.link_of(r);
drop function pg_temp.link_of;

drop index tenders.supplier_identifier_value;
alter table tenders.supplier_identifier drop constraint supplier_identifier_pkey, add primary key (scheme, identifier);
create index supplier_identifier_supplier on tenders.supplier_identifier (supplier_id);
insert into tenders.supplier_identifier (supplier_id, scheme, identifier)
  select distinct r.supplier_id, r.identifiers -> 0 ->> 'scheme', r.identifiers -> 0 ->> 'id'
  from tenders.supplier_record r where r.identifiers <> '[]';

alter table tenders.supplier_record alter column supplier_id set not null;
create index supplier_record_supplier on tenders.supplier_record (supplier_id);
-- Whoever kept the id of a supplier that turned out to be another still finds it.
create table tenders.supplier_redirect (
  former_id uuid primary key,
  supplier_id uuid not null references tenders.supplier (id) on delete cascade
);
create index supplier_redirect_supplier on tenders.supplier_redirect (supplier_id);
comment on table tenders.supplier_redirect is 'Suppliers that were joined with another, and which supplier they are now.';

-- What awards are for ---------------------------------------------------------------------------------------------

create table tenders.award_item (
  tender_id uuid not null,
  award_key text not null,
  key text not null,
  position integer not null,
  description text,
  classification_scheme text,
  classification_id text,
  classification_description text,
  quantity numeric,
  unit text,
  unit_value_amount numeric,
  unit_value_currency text,
  lot_key text,
  primary key (tender_id, award_key, key),
  foreign key (tender_id, award_key) references tenders.award (tender_id, key) on delete cascade
);
comment on table tenders.award_item is 'Goods, works and services awarded. Awards imported before are read when their tender changes or is compiled again.';

-- Lists -------------------------------------------------------------------------------------------------------

create index supplier_listed on tenders.supplier (name, id);
create index buyer_listed on tenders.buyer (name, id);
-- The last tenders of a buyer; it also serves whatever asked for the buyer alone.
drop index tenders.tender_buyer;
create index tender_buyer on tenders.tender (buyer_id, published_at, id);

grant select on tenders.supplier_record, tenders.supplier_redirect, tenders.award_item to svc_identity, svc_tenders, svc_workspace, svc_insights, svc_analytics, svc_worker;
grant insert, update, delete on tenders.supplier_record, tenders.supplier_redirect, tenders.award_item to svc_tenders, svc_worker;

-- Down Migration

drop table tenders.award_item, tenders.supplier_redirect;
drop index tenders.tender_buyer, tenders.buyer_listed, tenders.supplier_listed, tenders.supplier_identifier_supplier;
create index tender_buyer on tenders.tender (buyer_id);
alter table tenders.supplier_identifier
  drop constraint supplier_identifier_pkey, add primary key (supplier_id, scheme, identifier);
create index supplier_identifier_value on tenders.supplier_identifier (scheme, identifier);
alter table tenders.supplier add column local_id text;
drop index tenders.award_supplier_record;
alter table tenders.award_supplier
  add column supplier_id uuid references tenders.supplier (id),
  drop constraint award_supplier_pkey;
update tenders.award_supplier a set supplier_id = r.supplier_id from tenders.supplier_record r where r.id = a.record_id;
delete from tenders.award_supplier a using tenders.award_supplier b
  where (a.tender_id, a.award_key, a.supplier_id) = (b.tender_id, b.award_key, b.supplier_id) and a.record_id > b.record_id;
alter table tenders.award_supplier
  drop column record_id, drop column seen_at,
  add primary key (tender_id, award_key, supplier_id);
create index award_supplier_supplier on tenders.award_supplier (supplier_id);
drop table tenders.supplier_record;
