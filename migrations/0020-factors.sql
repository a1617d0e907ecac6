-- Why here: what surveys found, what indicators show, which disputes and grievances an area has, whether the state is there.
-- Nobody's own answers are here: they never enter the database.

create table instruments (
  like noun_row including all,
  name               text not null,
  producer           text,
  languages          text[],
  licence            text,
  source             uuid,
  citation           text,
  primary key (id)
);
create index on instruments (name, id);
select protect('instruments');

create table questions (
  like noun_row including all,
  instrument         uuid not null,
  key                text not null,
  name               text not null,
  name_en            text,
  name_ar            text,
  kind               text not null,
  wording_status     text not null,
  wording            jsonb,
  answers            jsonb,
  caution            text,
  primary key (id)
);
create index on questions (name, id);
select protect('questions');

create table waves (
  like noun_row including all,
  instrument         uuid not null,
  name               text not null,
  field_from         date not null,
  field_to           date not null,
  date_precision     text not null,
  areas              text[] not null,
  design             text not null,
  respondents        integer,
  strata             integer,
  clusters           integer,
  weighting          text,
  floor              integer,
  microdata          text not null,
  source             uuid,
  citation           text,
  primary key (id)
);
create index on waves (field_from, id);
select protect('waves');

create table estimates (
  like noun_row including all,
  name               text not null,
  wave               uuid not null,
  question           uuid not null,
  answer             text,
  areas              text[] not null,
  area_words         text,
  sex                text not null,
  age_band           text,
  statistic          text not null,
  state              text not null,
  value              double precision,
  low                double precision,
  high               double precision,
  interval_kind      text,
  interval_method    text,
  words              text,
  respondents        integer,
  design_effect      double precision,
  standard_error     double precision,
  method             text not null,
  inferred           text[],
  source             uuid,
  citation           text,
  primary key (id)
);
create index on estimates (name, id);
select protect('estimates');

create table indicators (
  like noun_row including all,
  key                text not null,
  name               text not null,
  name_en            text,
  name_ar            text,
  definition         text not null,
  definition_en      text,
  definition_ar      text,
  side               text not null,
  factor             text not null,
  effect             text not null,
  timing             text not null,
  unit               text not null,
  origin             text not null,
  question           uuid,
  answer             text,
  event_kinds        text[],
  services           text[],
  grievance_topics   text[],
  site_kinds         text[],
  finest_level       integer not null,
  goalpost_low       double precision,
  goalpost_high      double precision,
  rhythm             text not null,
  source             uuid,
  name_in_rankings   boolean,
  licence            text,
  caution            text,
  primary key (id)
);
create index on indicators (name, id);
select protect('indicators');

create table indicator_values (
  like noun_row including all,
  indicator          uuid not null,
  area               text not null,
  period_from        date not null,
  period_to          date not null,
  state              text not null,
  value              double precision,
  low                double precision,
  high               double precision,
  interval_kind      text,
  words              text,
  standard_error     double precision,
  population         integer,
  is_projection      boolean,
  release            text,
  source             uuid,
  citation           text,
  primary key (id)
);
create index on indicator_values (period_to, id);
select protect('indicator_values');

create table index_versions (
  like noun_row including all,
  name               text not null,
  indicators         uuid[],
  level              integer not null,
  areas              text[],
  normalisation      text not null,
  weighting          text not null,
  weights            jsonb,
  aggregation        text not null,
  draws              integer not null,
  seed               integer not null,
  why                text,
  primary key (id)
);
create index on index_versions (name, id);
select protect('index_versions');

create table disputes (
  like noun_row including all,
  name               text not null,
  issue              text not null,
  area               text not null,
  known_since        date not null,
  date_precision     text not null,
  tension            integer not null,
  mediation          text not null,
  mediator           text,
  as_of              date not null,
  reliability        text not null,
  credibility        text not null,
  source             uuid,
  note               text,
  primary key (id)
);
create index on disputes (as_of, id);
select protect('disputes');

create table service_states (
  like noun_row including all,
  service            text not null,
  area               text not null,
  state              text not null,
  since              date,
  as_of              date not null,
  facilities         integer,
  facilities_open    integer,
  cause              text,
  reliability        text not null,
  credibility        text not null,
  source             uuid not null,
  note               text,
  primary key (id)
);
create index on service_states (as_of, id);
select protect('service_states');

create table grievance_counts (
  like noun_row including all,
  topic              text not null,
  area               text not null,
  period_from        date not null,
  period_to          date not null,
  cases              integer,
  settled_percent    integer,
  source             uuid,
  citation           text,
  primary key (id)
);
create index on grievance_counts (period_to, id);
select protect('grievance_counts');

-- Asked by question and area, and by indicator and area, the newest first.
create index on questions (instrument);
create index on waves (instrument);
create index on estimates (question, wave);
create index on estimates using gin (areas);
create index on indicator_values (indicator, area, period_to desc);
create index on disputes (area);
create index on service_states (area);
create index on grievance_counts (area);

-- What must never be false, whatever writes: fewer than ten cases are not said, and a value that is not shown has no number.
alter table grievance_counts add check (cases >= 10);
alter table estimates add check (state in ('value', 'interval') or (value is null and low is null and high is null and respondents is null));
