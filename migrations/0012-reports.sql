-- What people send. The coded part of a report is a noun like any other; what was said stands apart, encrypted with a key of
-- the report's own that is not in this database (data directory, report-keys).

create table reports (
  like noun_row including all,
  way              text not null,
  received_at      text not null,
  state            text not null,
  kind             text,
  occurred_on      date,
  date_precision   text,
  how_known        text,
  numbers          jsonb,
  place_name       text,
  place_precision  text,
  location_words   text,
  candidates       jsonb,
  country          text,
  area             text,
  admin1           text,
  admin2           text,
  reliability      text,
  credibility      text,
  source_group     text,
  event            uuid,
  claim            uuid,
  merged_into      uuid,
  close_reason     text,
  form             text,
  language         text,
  assignee         text,
  lon              double precision check (lon between -180 and 180),
  lat              double precision check (lat between -90 and 90),
  primary key (id)
);
create index on reports (received_at, id);
create index on reports (state, received_at, id);
select protect('reports');

-- Whoever may read the report may read the row; reading it says nothing without the key. An erased one keeps its receipt.
create table report_contents (
  id       uuid   primary key,
  slot     bigint not null,          -- of the key, in the file of keys
  receipt  bytea  not null unique,   -- a keyed hash of the sixteen digits
  sealed   bytea
);
alter table report_contents alter column sealed set storage external; -- what is encrypted does not compress

-- The conversation, each message encrypted with the report's key.
create table report_messages (
  id          uuid        primary key,
  report      uuid        not null,
  at          timestamptz not null,
  from_house  boolean     not null,
  sealed      bytea       not null
);
create index on report_messages (report, at);

-- A phone number or an address, each encrypted with a key of its own that lives as long as the conversation and at most 14 days.
create table report_contacts (
  report       uuid        primary key,
  channel      text        not null,
  wants_reply  boolean     not null,
  slot         bigint      not null,
  sealed       bytea       not null,
  until        timestamptz not null
);
create index on report_contacts (until);

do $$ declare name text; begin
  foreach name in array array['report_contents', 'report_messages', 'report_contacts'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy reading on %I for select to faleme_app using (exists (select from reports r where r.id = %I.%I))', name, name, case name when 'report_contents' then 'id' else 'report' end);
    execute format('create policy adding on %I for insert to faleme_app with check (true)', name);
    execute format('grant select, insert on %I to faleme_app', name);
  end loop;
end $$;
create policy changing on report_contents for update to faleme_app using (exists (select from reports r where r.id = report_contents.id));
grant update (sealed) on report_contents to faleme_app;
create policy removing on report_messages for delete to faleme_app using (exists (select from reports r where r.id = report_messages.report));
grant delete on report_messages to faleme_app;
create policy removing on report_contacts for delete to faleme_app using (exists (select from reports r where r.id = report_contacts.report));
grant delete on report_contacts to faleme_app;

-- Blocks of slots in the file of keys: whoever takes a number has that block for itself.
create sequence report_key_blocks owned by report_contents.slot;
grant usage on sequence report_key_blocks to faleme_app;

-- Keys that must go, and are gone once the file says so: a crash in between is made good at the next start.
create table report_key_ends (slot bigint primary key, report uuid not null, is_erasure boolean not null, at timestamptz not null);
grant select, insert, delete on report_key_ends to faleme_app;

-- Reports that nobody has looked at yet: what follows on their reception has not been started.
create table report_arrivals (report uuid primary key, exercise boolean not null, at timestamptz not null);
grant select, insert, delete, update on report_arrivals to faleme_app; -- taking rows with "for update" asks for update

-- Short messages that wait to be sent to whoever asked for replies: which of the neutral sentences, never its words.
create table report_replies (id uuid primary key, report uuid not null, exercise boolean not null, sentence text not null, at timestamptz not null);
grant select, insert, delete, update on report_replies to faleme_app;

-- An erased report keeps its last version alone, which says that it is erased; the journal keeps the hashes of those before.
create function erase_report_versions(erased uuid) returns void security definer set search_path = public language sql as $$
  delete from versions v using reports r
  where v.noun = 'report' and v.id = erased and r.id = erased and r.state = 'erased' and v.version < r.version
    and r.marking <= caller_clearance() and (r.marking < 3 or r.owner = caller_organisation()) and r.exercise = caller_exercise() $$;
