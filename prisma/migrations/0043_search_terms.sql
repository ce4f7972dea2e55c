-- Up Migration

-- 43. Stored searches are written in the terms of the API: orders by field name, ranges that end before an instant, values
-- undisclosed beside the range, and codes of closed lists in capitals.
--
-- Cost: one pass over saved searches and exports, both small, locked for it. Undo: the down section, for
-- orders alone: older code passes over filters in the new terms, and the searches find more than they were saved for.

create function tenders.search_in_new_terms(p_filter jsonb) returns jsonb
  language sql immutable strict parallel safe
  set search_path = pg_catalog, pg_temp
  as $$
  select p_filter
    -- An end was part of its range, to the millisecond that a filter can name.
    || coalesce((
      select jsonb_object_agg(name, (p_filter -> name) - 'to' || jsonb_build_object('before',
        to_char(((p_filter -> name ->> 'to')::timestamptz + interval '1 millisecond') at time zone 'UTC',
          'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
      from unnest(array['closing', 'published']) name where p_filter -> name ->> 'to' is not null), '{}')
    || coalesce((
      select jsonb_object_agg(name, (select jsonb_agg(upper(code)) from jsonb_array_elements_text(p_filter -> name) code
        where upper(code) in ('OPEN', 'SELECTIVE', 'LIMITED', 'DIRECT', 'GOODS', 'WORKS', 'SERVICES')))
      from unnest(array['methods', 'procurementCategories']) name where jsonb_typeof(p_filter -> name) = 'array'), '{}')
    || case when p_filter -> 'value' ->> 'undisclosed' is null then '{}'::jsonb
      else jsonb_build_object('value', (p_filter -> 'value') - 'undisclosed',
        'undisclosedValues', p_filter -> 'value' -> 'undisclosed') end
$$;

-- Row-level security binds the owner too, and the owner has no team: for these statements it is not forced.
alter table tenders.saved_search no force row level security;
update tenders.saved_search set
  filter = tenders.search_in_new_terms(filter),
  order_by = regexp_replace(order_by, '^(CLOSING|PUBLISHED)_(ASC|DESC)$', '\1_AT_\2');
alter table tenders.saved_search force row level security;

alter table tenders.export no force row level security;
update tenders.export set query = jsonb_set(query, '{filter}', tenders.search_in_new_terms(query -> 'filter'))
where query ? 'filter';
alter table tenders.export force row level security;

drop function tenders.search_in_new_terms(jsonb);

-- Down Migration

alter table tenders.saved_search no force row level security;
update tenders.saved_search set order_by = regexp_replace(order_by, '^(CLOSING|PUBLISHED)_AT_(ASC|DESC)$', '\1_\2');
alter table tenders.saved_search force row level security;
