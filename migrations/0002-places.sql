-- Where: areas, settlements, routes, rivers, borders, crossings, sites. One table a noun; the declarations are in src/places.

create table codes (
  like noun_row including all,
  "list"   text not null,
  code     text not null,
  fr       text not null,
  en       text not null,
  ar       text not null,
  broader  text,
  primary key (id)
);
create index on codes (code, id);
select protect('codes', true);

create table access_states (
  like noun_row including all,
  name         text not null,
  route        uuid,
  reach        uuid,
  crossing     uuid,
  state        text not null,
  since        date not null,
  until        date,
  effect       text,
  source       text not null,
  reliability  text not null,
  credibility  text not null,
  geometry     jsonb,
  primary key (id)
);
create index on access_states (since, id);
select protect('access_states', true);

create table areas (
  like noun_row including all,
  name                   text not null,
  name_fr                text,
  name_en                text,
  name_ar                text,
  spellings              text[],
  pcode                  text not null,
  iso                    text,
  hierarchy              text not null,
  level                  integer not null,
  area_type              text,
  parent_pcode           text,
  country                text not null,
  valid_from             date,
  valid_to               date,
  boundary_source        text,
  boundary_precision_km  double precision,
  geometry               jsonb,
  primary key (id)
);
create index on areas (name, id);
select protect('areas', true);

create table borders (
  like noun_row including all,
  name          text not null,
  between       text not null,
  kind          text,
  precision_km  double precision,
  source        text,
  geometry      jsonb,
  primary key (id)
);
create index on borders (name, id);
select protect('borders', true);

create table crossings (
  like noun_row including all,
  name             text not null,
  spellings        text[],
  between          text not null,
  kind             text not null,
  way              text not null,
  passable         text,
  status           text not null,
  observed_on      date,
  place_precision  text not null,
  area             text,
  source           text,
  lon              double precision check (lon between -180 and 180),
  lat              double precision check (lat between -90 and 90),
  primary key (id)
);
create index on crossings (name, id);
select protect('crossings', true);

create table natural_areas (
  like noun_row including all,
  name             text not null,
  spellings        text[],
  kind             text not null,
  country          text,
  place_precision  text not null,
  location_words   text,
  precision_km     double precision,
  source           text,
  geometry         jsonb,
  primary key (id)
);
create index on natural_areas (name, id);
select protect('natural_areas', true);

create table reaches (
  like noun_row including all,
  name          text not null,
  river         text not null,
  spellings     text[],
  "from"        text,
  "to"          text,
  sequence      integer,
  borders       text,
  navigable     text,
  precision_km  double precision,
  source        text,
  geometry      jsonb,
  primary key (id)
);
create index on reaches (name, id);
select protect('reaches', true);

create table routes (
  like noun_row including all,
  name                text not null,
  spellings           text[],
  kind                text not null,
  through             text[],
  passable            text,
  is_supply_corridor  text,
  precision_km        double precision,
  source              text,
  geometry            jsonb,
  primary key (id)
);
create index on routes (name, id);
select protect('routes', true);

create table settlements (
  like noun_row including all,
  name             text not null,
  spellings        text[],
  pcode            text,
  area             text,
  country          text,
  place_precision  text not null,
  location_words   text,
  gazetteer        text,
  gazetteer_id     text,
  kind             text not null,
  population       integer,
  name_ar          text,
  former_names     text[],
  lon              double precision check (lon between -180 and 180),
  lat              double precision check (lat between -90 and 90),
  primary key (id)
);
create index on settlements (name, id);
select protect('settlements', true);

create table sites (
  like noun_row including all,
  name             text not null,
  spellings        text[],
  pcode            text,
  area             text,
  country          text,
  place_precision  text not null,
  location_words   text,
  gazetteer        text,
  gazetteer_id     text,
  kind             text not null,
  status           text,
  since            date,
  observed_on      date,
  source           text,
  lon              double precision check (lon between -180 and 180),
  lat              double precision check (lat between -90 and 90),
  primary key (id)
);
create index on sites (name, id);
select protect('sites', true);
