-- Imports: what was brought in, by whom, how it went; and what a source said of each record, so that the same file twice
-- changes nothing, a newer release wins over an older one in any order, and a person's later edit is not undone.

create table imports (
  id           uuid        primary key,
  kind         text        not null,
  files        text[]      not null,  -- names without folders
  sha256       text,
  bytes        bigint,
  is_dry_run   boolean     not null,
  options      jsonb       not null default '{}',
  state        text        not null check (state in ('waiting', 'running', 'done', 'failed', 'cancelling', 'cancelled')),
  marking      smallint    not null check (marking between 0 and 4),
  owner        text        not null,
  exercise     boolean     not null,
  caller       text        not null,
  clearance    smallint    not null,
  read         integer     not null default 0,
  inserted     integer     not null default 0,
  updated      integer     not null default 0,
  unchanged    integer     not null default 0,
  rejected     integer     not null default 0,
  rejects_file text,
  notes        jsonb,
  problem      jsonb,
  created_at   timestamptz not null,
  started_at   timestamptz,
  ended_at     timestamptz
);
create index on imports (created_at desc, id desc);
select protect('imports');

-- Written straight (COPY is refused under row-level security). It holds ids, hashes and stamps, nothing of the content, and
-- no route answers from it.
create table imported (
  id     uuid  not null,  -- the record
  format text  not null,  -- the kind of import: what UCDP said is kept apart from what a file of ours said
  import uuid  not null,  -- the import that last brought it
  stamp  text  not null,  -- the source's release or time stamp; '' where it states none
  said   bytea not null,  -- hash of what the source said
  primary key (id, format)
);
grant select, insert, update on imported to faleme_app;
