-- Ways in: the forms that telephones fill, short messages in and out, the files that come with a report.

create table forms (
  like noun_row including all,
  title           text    not null,
  form_id         text    not null,
  form_version    text    not null,
  languages       text[]  not null,
  question_count  integer not null,
  is_open         boolean not null,
  primary key (id)
);
select protect('forms');

-- Each version of a form as telephones read it; filled ones of an old version come for a long time.
create table form_texts (
  form          uuid        not null,
  form_version  text        not null,
  xform         text        not null,
  questions     jsonb       not null,  -- path, type, labels, and which part of a report each is
  at            timestamptz not null,
  primary key (form, form_version)
);
alter table form_texts enable row level security;
create policy reading on form_texts for select to faleme_app using (exists (select from forms f where f.id = form_texts.form));
create policy adding on form_texts for insert to faleme_app with check (exists (select from forms f where f.id = form_texts.form));
grant select, insert on form_texts to faleme_app;

-- Messages that wait to be sent. Number and words are sealed with a key of their own that lives outside this database and is
-- destroyed once they are sent or given up.
create table sms_outbox (
  id        uuid        primary key,
  gateway   text        not null,
  slot      bigint      not null,  -- of the key, in the file of keys
  sealed    bytea,
  attempts  integer     not null default 0,
  state     text        not null check (state in ('waiting', 'sent', 'failed')),
  next_at   timestamptz not null,
  at        timestamptz not null
);
create index on sms_outbox (next_at) where state = 'waiting';
grant select, insert, update, delete on sms_outbox to faleme_app;

-- What was asked back of a report's sender, once, and whether the answer came.
create table sms_questions (
  report    uuid        primary key,
  asked     text        not null check (asked in ('place', 'kind')),
  is_open   boolean     not null default true,
  at        timestamptz not null
);
create index on sms_questions (at);
grant select, insert, update, delete on sms_questions to faleme_app;

-- Deliveries that were no new report: a repetition of one must not be said twice.
create table sms_answers (delivery uuid primary key, at timestamptz not null);
create index on sms_answers (at);
grant select, insert, delete on sms_answers to faleme_app;

-- Files that came with a report: on the disk, encrypted with a key made from the report's own; here what is known of each.
create table media (
  id           uuid        primary key,
  report       uuid        not null,
  marking      smallint    not null check (marking between 0 and 4),
  owner        text        not null,
  exercise     boolean     not null,
  question     text,                   -- of a form
  type         text,                   -- by its content, once it is whole
  bytes        bigint      not null,   -- of the original
  arrived      bigint      not null,   -- how much of it is here
  sha256       text,                   -- of the original as it came
  clean_sha256 text,                   -- of the copy without place, device and owner; none: nothing we can clean
  clean_bytes  bigint,
  state        text        not null check (state in ('arriving', 'kept', 'refused', 'destroyed')),
  received_at  timestamptz not null,
  delete_on    date        not null
);
create index on media (report);
create index on media (state, delete_on);
select protect('media');

-- Who had the original in hand, and when: added to, never changed.
create table media_custody (
  media   uuid        not null,
  at      timestamptz not null,
  actor   text        not null,
  act     text        not null,
  sha256  text
);
create index on media_custody (media, at);
grant select, insert on media_custody to faleme_app;
