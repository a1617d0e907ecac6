-- Exercises and what is learnt from them, the register of data incidents, when a link failed and came back, when a TAXII key was last used.

create table drills (
  like noun_row including all,
  title                text not null,
  scenario             text,
  started_at           text not null,
  ended_at             text,
  observed             jsonb,
  primary key (id)
);
select protect('drills');
create index on drills (started_at, id);

create table data_incidents (
  like noun_row including all,
  title                text not null,
  kind                 text not null,
  data_kinds           text[] not null,
  happened_on          date,
  found_on             date not null,
  what                 text not null,
  people_concerned     integer,
  told                 jsonb,
  measures             text,
  state                text not null,
  primary key (id)
);
select protect('data_incidents');
create index on data_incidents (found_on, id);

-- The moment of a reply, so that one that came late can be told from one in time.
alter table information_requests add column answered_at text;

-- A link's last failure alone says nothing of the week before: each turn from good to failing and back is one line.
create table link_changes (
  country  text        not null,
  exercise boolean     not null,
  at       timestamptz not null,
  state    text        not null check (state in ('failing', 'good', 'closed')),
  failure  text
);
create index on link_changes (exercise, at);
grant select, insert on link_changes to faleme_app;

create function note_link() returns trigger language plpgsql as $$
declare
  before constant text := case when old.is_closed then 'closed' when old.failure is not null then 'failing' when old.heard_at is not null then 'good' end;
  after constant text := case when new.is_closed then 'closed' when new.failure is not null then 'failing' when new.heard_at is not null then 'good' end;
begin
  if after is distinct from before and after is not null then
    insert into link_changes (country, exercise, at, state, failure)
      values (new.country, new.exercise, case after when 'failing' then new.failed_at when 'good' then greatest(new.heard_at, old.failed_at) else now() end, after, new.failure);
  end if;
  return null;
end $$;
create trigger turned after update on peers for each row execute function note_link();

alter table taxii_keys add column last_used_at timestamptz;
