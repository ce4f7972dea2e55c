-- cspell:ignore atttypmod constraintdef convalidated indisvalid indpred typcategory fkey
-- What must hold for every table, so that no row can fill the disk, slow others down or spoil a sum. One row is one finding.
with tables as (
  select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname in ('app', 'events', 'identity', 'tenders', 'workspace', 'insights', 'analytics')
    and c.relkind in ('r', 'p') and not c.relispartition
), checked as (
  -- What checks say of each column. A check that is not valid says nothing of older rows.
  select a.attrelid, a.attname, a.attnum, a.atttypid, a.atttypmod,
    coalesce(string_agg(pg_get_constraintdef(k.oid), ' '), '') as checks
  from pg_attribute a
  left join pg_constraint k on k.conrelid = a.attrelid and k.contype = 'c' and k.convalidated and a.attnum = any (k.conkey)
  where a.attrelid in (select oid from tables) and a.attnum > 0 and not a.attisdropped
    -- A column of a foreign key is as long as what it names.
    and not exists (select 1 from pg_constraint f
      where f.conrelid = a.attrelid and f.contype = 'f' and a.attnum = any (f.conkey))
  group by 1, 2, 3, 4, 5
)
select 'T01 table without a comment' as rule, oid::regclass::text as object
from tables where obj_description(oid, 'pg_class') is null
union all
-- An index that leaves out only what is null serves a foreign key as well.
select 'T02 foreign key without an index', k.conrelid::regclass || '.' || k.conname
from pg_constraint k
where k.contype = 'f' and k.conrelid in (select oid from tables) and k.conparentid = 0 and not exists (
  select 1 from pg_index i
  where i.indrelid = k.conrelid and i.indisvalid
    and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) ~ '^\(\w+ IS NOT NULL\)$')
    and (select array_agg(x order by x) from unnest((i.indkey::int2[])[0:cardinality(k.conkey) - 1]) x)
      = (select array_agg(x order by x) from unnest(k.conkey) x))
union all
select 'T03 text, list or object without a bound', attrelid::regclass || '.' || attname
from checked
where (atttypid in ('text'::regtype, 'jsonb'::regtype, 'json'::regtype)
    or atttypid = 'varchar'::regtype and atttypmod = -1
    or (select typcategory from pg_type where oid = atttypid) = 'A')
  and checks !~ ('(length|cardinality|pg_column_size)\(\(*' || attname || '\M')
  and checks !~ ('\m' || attname || ' (= |~ ''\^)')
  and checks !~ ('app\.is_\w+\(' || attname || '\)')
union all
-- NaN is larger than every number, Infinity included: an upper bound refuses both.
select 'T04 number that may be NaN or infinite', attrelid::regclass || '.' || attname
from checked
where atttypid in ('numeric'::regtype, 'float8'::regtype, 'float4'::regtype)
  and not (checks ~ ('\(' || attname || ' <=? \(?''?[0-9I]') and checks ~ ('\(' || attname || ' >=? \(?''?[-0-9]'))
order by 1, 2;
