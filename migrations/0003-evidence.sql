-- What happened, who says so, how sure. One table a noun; the declarations are in src/evidence.

create table claims (
  like noun_row including all,
  title                text not null,
  kind                 text not null,
  statement            text not null,
  place_name           text,
  place_precision      text not null,
  location_words       text,
  candidates           jsonb,
  country              text not null,
  area                 text,
  admin1               text,
  admin2               text,
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
  check (kind not in ('supply-point', 'refuge', 'logistic-base', 'assembly-point') or marking = 4)
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
  cell                 bigint,  -- H3, resolution 7
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
  languages           text[],
  primary key (id)
);
create index on sources (name, id);
select protect('sources');
