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
