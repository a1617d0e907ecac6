-- What the screening found, and what it suggests; who decided that two reports tell of one thing; what events had before reports.
alter table reports add column screening text, add column suggested_kind text;
create index on reports (event) where event is not null;
create index on reports (merged_into) where merged_into is not null;
create index on reports (occurred_on) where occurred_on is not null;

create table report_matches (
  like noun_row including all,
  verdict  text             not null,
  first    uuid             not null,
  second   uuid             not null,
  score    double precision not null check (score between 0 and 1),
  reason   text,
  primary key (id)
);
create index on report_matches (first);
create index on report_matches (second);
create index on report_matches (verdict, id);
select protect('report_matches');

-- How many independent sources an event stated before the first report was linked to it: unlinking gives it back.
create table event_bases (event uuid primary key, base integer, is_open boolean not null, marking smallint not null check (marking between 0 and 4), owner text not null, exercise boolean not null);
select protect('event_bases');
