-- The picture: saved views, the direction in which stolen cattle and goods were taken, and what flows are asked by.

create table views (
  like noun_row including all,
  name     text not null,
  address  text not null check (address like '/%' and address not like '//%'),
  note     text,
  primary key (id)
);
create index on views (name, id);
select protect('views');

alter table events add column headed_for text;

-- Few events name a commodity or heads of cattle; those that do are asked by day.
create index events_with_commodity on events (occurred_from) where commodities is not null;
create index events_with_cattle on events (occurred_from) where heads_taken is not null or kind = 'cattle-theft';

-- Which events hold the words: as with find_events (0003), the index serves the tables' owner alone, so this function carries the
-- caller's rule itself.
create function events_holding(wanted tsquery) returns setof uuid stable security definer set search_path = public language sql as $$
  select id from events
  where words @@ wanted and not withdrawn and marking <= caller_clearance() and (marking < 3 or owner = caller_organisation()) and exercise = caller_exercise()
$$;
