-- Steps that people took in a record's lifecycle, and those that wait for a second person.
create table lifecycle_steps (
  id           uuid        primary key,
  lifecycle    text        not null,
  noun         text        not null,
  object       uuid        not null,
  from_version integer     not null,
  transition   text        not null,
  actor        text        not null,
  at           timestamptz not null,
  reason       text,
  is_done      boolean     not null,
  lapses_at    timestamptz not null,
  marking      smallint    not null check (marking between 0 and 4),
  owner        text        not null,
  exercise     boolean     not null
);
create index on lifecycle_steps (object);
select protect('lifecycle_steps');
revoke update on lifecycle_steps from faleme_app;
