-- What happened, who says so, how sure. One table a noun; the declarations are in src/evidence.

create table claims (
  like noun_row including all,
  title                text not null,
  kind                 text not null,
  statement            text not null,
  actors               jsonb,
  place_name           text,
  place_precision      text not null,
  location_words       text,
  candidates           jsonb,
  country              text not null,
  area                 text,
  admin1               text,
  admin2               text,
  other_countries      text[],
  inferred             text[],
  bearing_from         text,
  bearing              text,
  route                uuid,
  said_on              date not null,
  date_precision       text not null,
  expires_on           date not null,
  figure_words         text,
  figure_low           double precision,
  figure_high          double precision,
  compares             text[],
  commodities          text[],
  corroboration        text not null,
  reliability          text not null,
  credibility          text not null,
  verification         text not null,
  independent_sources  integer,
  source               uuid not null,
  citation             text,
  primary key (id),
  check (expires_on >= said_on),
  -- An alleged site stays with its owner, whatever an edit says.
  check (kind not in ('alleged-supply-point', 'alleged-refuge', 'alleged-base', 'alleged-assembly-point') or marking = 4)
);
create index on claims (said_on, id);
select protect('claims');

create table displacements (
  like noun_row including all,
  title                text not null,
  kind                 text not null,
  country              text not null,
  area                 text,
  period_from          date not null,
  period_to            date,
  date_precision       text not null,
  people_low           integer,
  people_high          integer,
  people_words         text,
  inferred             text[],
  reliability          text not null,
  credibility          text not null,
  verification         text not null,
  independent_sources  integer,
  source               uuid not null,
  citation             text,
  primary key (id)
);
create index on displacements (period_from, id);
select protect('displacements');

create table events (
  like noun_row including all,
  title                text,
  kind                 text not null,
  tactics              text[],
  targets              text[],
  violence_kind        text,
  actors               jsonb,
  commodities          text[],
  movement             text[],
  consequences         text[],
  payer_sector         text,
  heads_taken          integer,
  heads_recovered      integer,
  occurred_from        date not null,
  occurred_to          date not null,
  date_precision       text not null,
  inferred             text[],
  place_name           text,
  place_precision      text not null,
  location_words       text,
  candidates           jsonb,
  country              text not null,
  area                 text,
  admin1               text,
  admin2               text,
  crossings            uuid[],
  route                uuid,
  reach                uuid,
  fatalities_best      integer,
  fatalities_low       integer,
  fatalities_high      integer,
  casualties           jsonb,
  reliability          text not null,
  credibility          text not null,
  verification         text not null,
  independent_sources  integer,
  source               uuid not null,
  citation             text,
  description          text,
  source_event_id      text,
  source_codes         jsonb,
  lon                  double precision check (lon between -180 and 180),
  lat                  double precision check (lat between -90 and 90),
  cell                 bigint,    -- H3, resolution 7
  words                tsvector,  -- what a search finds: words of the text, and the codes as kind:…, tactic:… (search-words.ts)
  primary key (id),
  check (occurred_to >= occurred_from),
  check (coalesce(fatalities_low, 0) <= coalesce(fatalities_best, fatalities_high, 2147483647)),
  check (coalesce(fatalities_best, 0) <= coalesce(fatalities_high, 2147483647)),
  check ((lon is null) = (lat is null)),
  check (lon is null or place_precision not in ('unresolved', 'bearing-only', 'named-only'))
);
create index on events (occurred_from desc, id desc);
create index on events (country, occurred_from desc, id desc);
create index on events (admin1, occurred_from desc, id desc);
create index on events (admin2, occurred_from desc, id desc);
create index on events (kind, occurred_from desc, id desc);
create index on events (cell) where cell is not null;
create index on events (source, occurred_from desc, id desc);
create index on events using gin (words);
-- The few that are marked for some readers, and the few that last long: so that both are found without reading the others.
create index on events (marking, occurred_from desc, id desc) where marking >= 2;
create index on events (occurred_from desc, id desc) where occurred_to - occurred_from > 31;
select protect('events');

create table flows (
  like noun_row including all,
  title                text not null,
  commodity            text not null,
  from_area            text,
  to_area              text,
  route                uuid,
  reach                uuid,
  crossing             uuid,
  movement             text,
  period_from          date not null,
  period_to            date not null,
  date_precision       text not null,
  quantity             double precision,
  quantity_unit        text,
  inferred             text[],
  quantity_words       text,
  reliability          text not null,
  credibility          text not null,
  verification         text not null,
  independent_sources  integer,
  source               uuid not null,
  citation             text,
  primary key (id)
);
create index on flows (period_from, id);
select protect('flows');

create table links (
  like noun_row including all,
  title      text not null,
  relation   text not null,
  from_noun  text not null,
  "from"     uuid not null,
  to_noun    text not null,
  "to"       uuid not null,
  reason     text,
  primary key (id)
);
create index on links (title, id);
select protect('links');

create table operations (
  like noun_row including all,
  name                         text not null,
  kind                         text not null,
  countries                    text[] not null,
  services                     text[],
  zone                         text not null,
  areas                        text[],
  reach                        uuid,
  started_on                   date not null,
  ended_on                     date,
  date_precision               text not null,
  inferred                     text[],
  planned_by                   text,
  objectives                   text,
  results                      text,
  localities_visited_at_least  integer,
  reliability                  text not null,
  credibility                  text not null,
  verification                 text not null,
  independent_sources          integer,
  source                       uuid not null,
  citation                     text,
  primary key (id)
);
create index on operations (started_on, id);
select protect('operations');

create table sources (
  like noun_row including all,
  name                text not null,
  kind                text not null,
  reliability         text not null,
  independence_group  text not null,
  publisher           text,
  citation            text,
  url                 text,
  licence             text,
  coverage_countries  text[],
  coverage_from       date,
  coverage_to         date,
  coverage            jsonb,
  languages           text[],
  primary key (id)
);
create index on sources (name, id);
select protect('sources');

-- A page of events by search words, codes, place and period, newest first. Row-level security keeps the restricted role
-- from the full-text index, because its operator is not leakproof: this function reads as the tables' owner and carries the
-- caller's rule itself. It takes values, never conditions, and answers ids and days alone; the rows are read under the rule
-- again. Lists: any of them; null: all. An event of more than a month is looked for apart, so that a period stays a range.
create function find_events(
  wanted tsquery, since date, until date, countries text[], admin1s text[], admin2s text[], kinds text[], sources text[],
  markings text[], cells bigint[], least_deaths integer, most_deaths integer, before_day date, before_id uuid, most integer)
returns table (id uuid, occurred_from date) stable security definer set search_path = public language plpgsql as $$
declare
  condition text := format('not withdrawn and marking <= %s and (marking < 3 or owner = %L) and exercise = %L',
    caller_clearance(), caller_organisation(), caller_exercise());
  page constant text := format(' order by occurred_from desc, id desc limit %s', most);
begin
  if wanted is not null then condition := condition || format(' and words @@ %L::tsquery', wanted); end if;
  if until is not null then condition := condition || format(' and occurred_from <= %L::date', until); end if;
  if countries is not null then condition := condition || ' and ' || one_of('country', countries); end if;
  if admin1s is not null then condition := condition || ' and ' || one_of('admin1', admin1s); end if;
  if admin2s is not null then condition := condition || ' and ' || one_of('admin2', admin2s); end if;
  if kinds is not null then condition := condition || ' and ' || one_of('kind', kinds); end if;
  if sources is not null then condition := condition || ' and ' || one_of('source', sources); end if;
  if markings is not null then
    markings := array(select rank from unnest(markings) as rank where rank::smallint <= caller_clearance());
    if markings = '{}' then return; end if;
    condition := condition || ' and ' || one_of('marking', markings);
  end if;
  if cells is not null then condition := condition || format(' and cell = any (%L::bigint[])', cells); end if;
  if least_deaths is not null then condition := condition || format(' and fatalities_best >= %s', least_deaths); end if;
  if most_deaths is not null then condition := condition || format(' and fatalities_best <= %s', most_deaths); end if;
  if before_id is not null then condition := condition || format(' and (occurred_from, id) < (%L::date, %L::uuid)', before_day, before_id); end if;
  if since is null then
    return query execute 'select id, occurred_from from events where ' || condition || page;
  else
    return query execute format(
      '(select id, occurred_from from events where %1$s and occurred_to >= %2$L::date and occurred_from >= %2$L::date - 31 %3$s)
       union all
       (select id, occurred_from from events where %1$s and occurred_to >= %2$L::date and occurred_to - occurred_from > 31 and occurred_from < %2$L::date - 31 %3$s)
       %3$s', condition, since, page);
  end if;
end $$;

-- Equality with one value keeps an index in its order; a list does not.
create function one_of(name text, "values" text[]) returns text immutable language sql as $$
  select case when cardinality("values") = 1 then format('%I = %L', name, "values"[1]) else format('%I in (%s)', name, (select string_agg(quote_literal(value), ',') from unnest("values") as value)) end
$$;
