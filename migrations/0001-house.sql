-- The house: the restricted role, who the caller is, what every noun carries, versions, the journal.

do $$ begin
  if not exists (select from pg_roles where rolname = 'faleme_app') then create role faleme_app nologin; end if;
  if not pg_has_role(current_user, 'faleme_app', 'usage') then execute format('grant faleme_app to %I', current_user); end if;
end $$;
grant usage on schema public to faleme_app;

-- The caller, as the transaction's settings say. Unset means nobody: clearance -1 reads nothing.
create function caller_clearance() returns smallint stable parallel safe language sql
  as $$ select coalesce(nullif(current_setting('faleme.clearance', true), ''), '-1')::smallint $$;
create function caller_organisation() returns text stable parallel safe language sql
  as $$ select coalesce(current_setting('faleme.organisation', true), '') $$;
create function caller_exercise() returns boolean stable parallel safe language sql
  as $$ select coalesce(nullif(current_setting('faleme.exercise', true), ''), 'false')::boolean $$;

-- What every noun's table begins with: create table crossings (like noun_row including all, name text not null, …)
create table noun_row (
  id        uuid        not null,
  version   integer     not null check (version > 0),
  marking   smallint    not null check (marking between 0 and 4),
  owner     text        not null check (owner <> ''),
  exercise  boolean     not null default false,
  withdrawn boolean     not null default false,
  author    text        not null,
  at        timestamptz not null,
  hash      bytea       not null check (length(hash) = 32)
);

-- Row-level security, the second lock. Rank 3 (AMBER+STRICT) and above: the owner's own organisation only.
-- Rows of the ground (places, codes) are read in an exercise too; written they are only in the world they belong to.
create function is_ground(noun text) returns boolean immutable parallel safe language sql
  as $$ select noun in ('area', 'settlement', 'site', 'route', 'reach', 'border', 'crossing', 'natural-area', 'access', 'code') $$;
create function protect(table_name text, ground boolean default false) returns void language plpgsql as $$
declare
  cleared constant text := 'marking <= (select caller_clearance()) and (marking < 3 or owner = (select caller_organisation()))';
  own_world constant text := cleared || ' and exercise = (select caller_exercise())';
  readable constant text := case when ground then cleared || ' and (not exercise or (select caller_exercise()))' else own_world end;
begin
  execute format('alter table %I enable row level security', table_name);
  execute format('create policy reading on %I for select to faleme_app using (%s)', table_name, readable);
  execute format('create policy adding on %I for insert to faleme_app with check (%s)', table_name, own_world);
  execute format('create policy changing on %I for update to faleme_app using (%s) with check (%s)', table_name, own_world, own_world);
  execute format('grant select, insert, update on %I to faleme_app', table_name);
end $$;

-- Every version of every noun, as the canonical document that the journal chains. Written straight (COPY is refused under
-- row-level security), read only through a view that carries the same rule.
create table versions (
  noun      text        not null,
  id        uuid        not null,
  version   integer     not null,
  marking   smallint    not null,
  owner     text        not null,
  exercise  boolean     not null,
  document  text        not null,
  primary key (id, version)
);
create view readable_versions with (security_barrier) as
  select * from versions
  where marking <= caller_clearance() and (marking < 3 or owner = caller_organisation())
    and (exercise = caller_exercise() or (not exercise and is_ground(noun)));
grant insert on versions to faleme_app;
grant select on readable_versions to faleme_app;

-- Whether an id is in use, without telling by what: a writer must not overwrite what it may not read.
create function is_taken(wanted uuid) returns boolean stable security definer set search_path = public language sql
  as $$ select exists (select from versions where id = wanted) $$;

-- The journal: append-only and chained. The application's role may add to it and move its head, and can read it only
-- through a view that hides what the caller may not read.
create table journal (
  seq         bigint      primary key,
  at          timestamptz not null,
  actor       text        not null,
  act         text        not null,
  noun        text,
  object      uuid,
  version     integer,
  object_hash bytea,
  marking     smallint    not null default 0,
  owner       text        not null default '',
  exercise    boolean     not null default false,
  prev_hash   bytea       not null,
  hash        bytea       not null
);
create index journal_object on journal (object) where object is not null;
create table journal_head (one boolean primary key default true check (one), seq bigint not null, hash bytea not null);
insert into journal_head (seq, hash) values (0, decode(repeat('00', 32), 'hex'));
create view readable_journal with (security_barrier) as
  select * from journal
  where marking <= caller_clearance() and (marking < 3 or owner in ('', caller_organisation()))
    and (noun is null or exercise = caller_exercise() or (not exercise and is_ground(noun)));
grant insert on journal to faleme_app;
grant select, update on journal_head to faleme_app;
grant select on readable_journal to faleme_app;

-- The node's own settings, its doors, and what its imports did.
create table settings (name text primary key, value jsonb not null);
grant select, insert, update on settings to faleme_app;
create table doors (name text primary key, is_open boolean not null default false, changed_at timestamptz not null default now());
grant select, insert, update on doors to faleme_app;
