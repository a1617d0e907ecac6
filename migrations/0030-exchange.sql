-- Who must know: contacts, agreements, releases, alerts, deliveries and answers. One table a noun; the declarations are in src/exchange.

create table contacts (
  like noun_row including all,
  title                text not null,
  country              text not null,
  service              text not null,
  is_armed             boolean not null,
  level                text not null,
  areas                text[] not null,
  routes               uuid[],
  reaches              uuid[],
  functions            text[] not null,
  hours                jsonb,
  time_zone            text not null,
  language             text not null,
  is_duty_officer      boolean not null,
  deputies             uuid[],
  next_level           uuid,
  channels             text[],
  public_key           text,
  primary key (id)
);
select protect('contacts');

create table agreements (
  like noun_row including all,
  title                text not null,
  parties              text[] not null,
  fields               text[] not null,
  purpose              text not null,
  audience             jsonb,
  subjects             text[] not null,
  kinds                text[] not null,
  areas                text[] not null,
  highest_marking      text not null,
  finest_place         text not null,
  finest_time          text not null,
  masks                text[],
  starts_on            date not null,
  ends_on              date not null,
  citation             text,
  state                text not null,
  primary key (id)
);
select protect('agreements');

create table due_diligence_decisions (
  like noun_row including all,
  title                text not null,
  country              text not null,
  service              text not null,
  outcome              text not null,
  asked_by             text not null,
  conduct              text not null,
  safeguards           text,
  decided_on           date not null,
  until                date not null,
  primary key (id)
);
select protect('due_diligence_decisions');

create table suspensions (
  like noun_row including all,
  title                text not null,
  country              text not null,
  service              text,
  ground               text not null,
  facts                text,
  event                uuid,
  since                date not null,
  until                date,
  primary key (id)
);
select protect('suspensions');

create table alerts (
  like noun_row including all,
  title                text not null,
  kind                 text not null,
  message_type         text not null,
  follows              uuid,
  category             text not null,
  urgency              text not null,
  severity             text not null,
  certainty            text not null,
  responses            text[],
  is_test              boolean not null,
  info                 jsonb,
  basis                text not null,
  affected             jsonb,
  functions            text[] not null,
  events               uuid[],
  rule                 uuid,
  grouped              integer,
  onset                text,
  expires              text,
  sent_at              text,
  cap_sender           text,
  cap_identifier       text,
  state                text not null,
  primary key (id)
);
select protect('alerts');

create table alert_rules (
  like noun_row including all,
  title                text not null,
  kind                 text not null,
  is_active            boolean not null,
  mode                 text not null,
  event_kinds          text[],
  countries            text[],
  areas                text[],
  border_km            double precision,
  nth                  integer,
  within_km            double precision,
  within_days          integer,
  urgency              text not null,
  severity             text not null,
  functions            text[] not null,
  group_hours          integer,
  primary key (id)
);
select protect('alert_rules');

create table releases (
  like noun_row including all,
  title                text not null,
  subject              text not null,
  record               uuid not null,
  record_version       integer not null,
  contacts             uuid[] not null,
  purpose              text not null,
  summary              jsonb,
  protective_purpose   text,
  is_imminent_danger   boolean not null,
  expires_on           date,
  state                text not null,
  primary key (id)
);
select protect('releases');

create table deliveries (
  like noun_row including all,
  title                text not null,
  alert                uuid not null,
  contact              uuid not null,
  chain                uuid not null,
  rung                 text not null,
  channels             text[] not null,
  "by"                 text,
  deadline_minutes     integer not null,
  started_at           text not null,
  delivered_at         text,
  answered_at          text,
  state                text not null,
  primary key (id)
);
select protect('deliveries');

create table answers (
  like noun_row including all,
  title                text not null,
  alert                uuid not null,
  delivery             uuid,
  contact              uuid not null,
  kind                 text not null,
  way                  text not null,
  answered_at          text not null,
  words                text,
  done                 text,
  primary key (id)
);
select protect('answers');

create table information_requests (
  like noun_row including all,
  title                text not null,
  contact              uuid not null,
  alert                uuid,
  question             text not null,
  due_at               text not null,
  answer               text,
  state                text not null,
  primary key (id)
);
select protect('information_requests');

create index on contacts (country, id) where not withdrawn;
create index on alerts (state, id);
create index on alerts (follows) where follows is not null;
create index on deliveries (alert);
create index on deliveries (started_at, id);
create index on answers (alert);

-- How a contact is reached: sealed with a key of the data directory, apart from every version and export.
create table contact_channels (
  contact  uuid     not null,
  channel  text     not null,
  sealed   bytea    not null,
  marking  smallint not null check (marking between 0 and 4),
  owner    text     not null,
  exercise boolean  not null,
  primary key (contact, channel)
);
select protect('contact_channels');
grant delete on contact_channels to faleme_app;
create policy removing on contact_channels for delete to faleme_app using (marking <= (select caller_clearance()) and owner = (select caller_organisation()) and exercise = (select caller_exercise()));

-- What left, exactly: a signed document for one recipient, tied to its original by a salted commitment. The salt stays here.
create table released_documents (
  id             uuid        primary key,
  subject        text        not null,
  record         uuid        not null,
  record_version integer     not null,
  contact        uuid        not null,
  country        text        not null,
  service        text        not null,
  agreement      uuid,
  document       text        not null,
  salt           bytea       not null check (length(salt) = 32),
  key_id         text        not null,
  signature      bytea       not null,
  issued_at      timestamptz not null,
  expires_at     timestamptz,
  revoked_at     timestamptz,
  revocation     text,
  marking        smallint    not null check (marking between 0 and 4),
  owner          text        not null,
  exercise       boolean     not null
);
create unique index on released_documents (record, record_version, contact) where revoked_at is null;
create index on released_documents (issued_at, id);
select protect('released_documents');

-- Why a contact got a record, or did not: one line each time it was asked for real.
create table release_decisions (
  id             uuid        primary key,
  subject        text        not null,
  record         uuid        not null,
  record_version integer     not null,
  contact        uuid        not null,
  at             timestamptz not null,
  is_released    boolean     not null,
  reasons        text[]      not null,
  actor          text        not null,
  marking        smallint    not null check (marking between 0 and 4),
  owner          text        not null,
  exercise       boolean     not null
);
create index on release_decisions (record);
select protect('release_decisions');
revoke update on release_decisions from faleme_app;

-- Which event made which rule speak, once; and the alert that carries it.
create table rule_hits (
  rule     uuid        not null,
  event    uuid        not null,
  -- The smallest area that the rule groups by.
  place    text        not null,
  alert    uuid        not null,
  at       timestamptz not null,
  marking  smallint    not null check (marking between 0 and 4),
  owner    text        not null,
  exercise boolean     not null,
  primary key (rule, event)
);
create index on rule_hits (alert);
create index on rule_hits (rule, place, at);
select protect('rule_hits');

-- A chain of contacts that is still waiting for an answer. Its deadline is by the house's own clock, which never goes back.
create table escalations (
  id         uuid             primary key,
  alert      uuid             not null,
  contact    uuid             not null,
  contacted  uuid[]           not null,
  minutes    integer          not null,
  due_at     double precision not null,
  state      text             not null check (state in ('open', 'answered', 'exhausted', 'closed')),
  marking    smallint         not null check (marking between 0 and 4),
  owner      text             not null,
  exercise   boolean          not null,
  unique (alert, contact)
);
create index on escalations (due_at) where state = 'open';
select protect('escalations');

create table delivery_attempts (
  delivery   uuid             not null,
  channel    text             not null,
  state      text             not null check (state in ('waiting', 'sending', 'sent', 'failed')),
  tries      integer          not null default 0,
  due_at     double precision not null,
  sent_at    timestamptz,
  failure    text,
  marking    smallint         not null check (marking between 0 and 4),
  owner      text             not null,
  exercise   boolean          not null,
  primary key (delivery, channel)
);
create index on delivery_attempts (due_at) where state in ('waiting', 'sending');
select protect('delivery_attempts');

-- What answers a delivery without signing in: hashes only.
create table answer_codes (
  delivery   uuid    primary key,
  code_hash  bytea   not null unique,
  token_hash bytea   not null unique,
  exercise   boolean not null
);
grant select, insert on answer_codes to faleme_app;

-- Seconds that have passed for the house, and when it looked last: no jump of the machine's clock moves it back.
create table house_clock (one boolean primary key default true check (one), seconds double precision not null, seen_at timestamptz not null);
insert into house_clock (seconds, seen_at) values (0, now());
grant select, update on house_clock to faleme_app;

-- The node's public keys for what it signs; the private one lies in the data directory.
create table signing_keys (id text primary key, public_key text not null, made_at timestamptz not null, retired_at timestamptz);
grant select, insert, update on signing_keys to faleme_app;
