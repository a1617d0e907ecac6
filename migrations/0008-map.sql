-- Boxes of lines and areas, and the events' coordinates in order, so that "what lies in this box" is a plain range.

-- west, south, east, north of a GeoJSON geometry; null for none. Every position is an array that begins with a number.
create function geometry_box(geometry jsonb) returns double precision[] immutable strict parallel safe language sql as $$
  select array[min((position->>0)::double precision), min((position->>1)::double precision), max((position->>0)::double precision), max((position->>1)::double precision)]
  from jsonb_path_query(geometry, 'strict $.coordinates.** ? (@.type() == "array" && @[0].type() == "number")') as position
  having count(*) > 0
$$;

alter table access_states add column box double precision[] generated always as (geometry_box(geometry)) stored;
alter table areas add column box double precision[] generated always as (geometry_box(geometry)) stored;
alter table borders add column box double precision[] generated always as (geometry_box(geometry)) stored;
alter table natural_areas add column box double precision[] generated always as (geometry_box(geometry)) stored;
alter table reaches add column box double precision[] generated always as (geometry_box(geometry)) stored;
alter table routes add column box double precision[] generated always as (geometry_box(geometry)) stored;

create index events_lon_lat on events (lon, lat) where lon is not null;
