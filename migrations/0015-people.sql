-- Those who send and those who answer for them: the sealed channel, sentinels, demands and grievances.
-- Row-level security here goes by the member who asks, not by clearance: no role, and no administrator, reads past it.

create function caller_member() returns text stable parallel safe language sql
  as $$ select coalesce(current_setting('faleme.member', true), '') $$;

-- The sealed channel. What is sealed was encrypted in a browser: nothing in these tables opens it.
create table sealed_mailboxes (
  id          uuid     primary key,
  holder      text     not null,             -- a member
  title       text     not null,             -- of the post, never of a person
  takes       text[]   not null check (takes <@ array['integrity', 'threat'] and cardinality(takes) > 0),
  public_key  bytea    not null check (length(public_key) = 65),
  locked_key  bytea    not null,             -- by a passphrase that was never here
  salt        bytea    not null,
  rounds      integer  not null check (rounds >= 600000),
  spare       bytea,                         -- the same key, for two officers together
  is_named    boolean  not null default false,
  is_closed   boolean  not null default false,
  opened_on   date     not null
);
create table sealed_shares (
  mailbox  uuid   not null references sealed_mailboxes (id),
  officer  uuid   not null references sealed_mailboxes (id),
  sealed   bytea  not null,
  primary key (mailbox, officer),
  check (mailbox <> officer)
);
-- The day and no more: who sent something at half past nine is easily guessed.
create table sealed_cases (
  id           uuid    primary key,
  token_hash   bytea   not null unique check (length(token_hash) = 32),
  matter       text    not null check (matter in ('integrity', 'threat')),
  slot         bigint  not null,             -- of a second key, in the file of keys: destroying it destroys the case everywhere
  received_on  date    not null,
  last_on      date    not null
);
create table sealed_keys (
  sealed_case  uuid   not null references sealed_cases (id) on delete cascade,
  mailbox      uuid   not null references sealed_mailboxes (id),
  sealed       bytea  not null,
  primary key (sealed_case, mailbox)
);
create index on sealed_keys (mailbox);
create table sealed_letters (
  id           uuid     primary key,
  sealed_case  uuid     not null references sealed_cases (id) on delete cascade,
  place        integer  not null,
  author       text     not null check (author in ('sender', 'recipient')),
  mailbox      uuid     references sealed_mailboxes (id),
  written_on   date     not null,
  sealed       bytea    not null,
  unique (sealed_case, place)
);
create table sealed_recoveries (
  id          uuid         primary key,
  mailbox     uuid         not null references sealed_mailboxes (id),
  asker       text         not null,
  asked_as    text         not null,         -- the asker's post
  public_key  bytea        not null check (length(public_key) = 65),
  locked_key  bytea        not null,
  salt        bytea        not null,
  rounds      integer      not null check (rounds >= 600000),
  asked_at    timestamptz  not null
);
create table sealed_parts (
  recovery  uuid   not null references sealed_recoveries (id) on delete cascade,
  officer   uuid   not null references sealed_mailboxes (id),
  giver     text   not null,
  sealed    bytea  not null,
  primary key (recovery, officer),
  unique (recovery, giver)                   -- two officers are two people
);

create function holds_mailbox(mailbox uuid) returns boolean stable security definer set search_path = public language sql
  as $$ select exists (select from sealed_mailboxes m where m.id = $1 and m.holder = caller_member()) $$;
-- The sender is whoever knows the token; it is said for one transaction.
create function has_sealed_token(token_hash bytea) returns boolean stable parallel safe language sql
  as $$ select $1 = decode(nullif(current_setting('faleme.sealed_token', true), ''), 'hex') $$;
create function reads_sealed_case(wanted uuid) returns boolean stable security definer set search_path = public language sql as $$
  select exists (select from sealed_cases c where c.id = $1 and (has_sealed_token(c.token_hash)
    or exists (select from sealed_keys k join sealed_mailboxes m on m.id = k.mailbox where k.sealed_case = c.id and m.holder = caller_member()))) $$;

alter table sealed_mailboxes enable row level security;
create policy reading on sealed_mailboxes for select to faleme_app using (holder = (select caller_member()));
create policy adding on sealed_mailboxes for insert to faleme_app with check (holder = (select caller_member()) and not is_named);
create policy changing on sealed_mailboxes for update to faleme_app using (holder = (select caller_member()));
grant select, insert on sealed_mailboxes to faleme_app;
grant update (spare, is_closed, locked_key, salt, rounds) on sealed_mailboxes to faleme_app;

alter table sealed_shares enable row level security;
create policy reading on sealed_shares for select to faleme_app using (holds_mailbox(officer) or holds_mailbox(mailbox));
create policy adding on sealed_shares for insert to faleme_app with check (holds_mailbox(mailbox) and not holds_mailbox(officer));
create policy removing on sealed_shares for delete to faleme_app using (holds_mailbox(mailbox));
grant select, insert, delete on sealed_shares to faleme_app;

alter table sealed_cases enable row level security;
create policy reading on sealed_cases for select to faleme_app using (reads_sealed_case(id));
create policy adding on sealed_cases for insert to faleme_app with check (has_sealed_token(token_hash));
create policy changing on sealed_cases for update to faleme_app using (reads_sealed_case(id));
create policy removing on sealed_cases for delete to faleme_app using (has_sealed_token(token_hash));
grant select, insert, delete on sealed_cases to faleme_app;
grant update (last_on) on sealed_cases to faleme_app;

alter table sealed_keys enable row level security;
create policy reading on sealed_keys for select to faleme_app using (holds_mailbox(mailbox));
create policy adding on sealed_keys for insert to faleme_app with check (reads_sealed_case(sealed_case));
create policy removing on sealed_keys for delete to faleme_app using (holds_mailbox(mailbox));
grant select, insert, delete on sealed_keys to faleme_app;

alter table sealed_letters enable row level security;
create policy reading on sealed_letters for select to faleme_app using (reads_sealed_case(sealed_case));
create policy adding on sealed_letters for insert to faleme_app with check (reads_sealed_case(sealed_case) and (author = 'sender') = (mailbox is null) and (mailbox is null or holds_mailbox(mailbox)));
grant select, insert on sealed_letters to faleme_app;

create function is_recovery_officer(recovery uuid) returns boolean stable security definer set search_path = public language sql as $$
  select exists (select from sealed_recoveries r join sealed_shares s on s.mailbox = r.mailbox join sealed_mailboxes m on m.id = s.officer where r.id = $1 and m.holder = caller_member()) $$;
create function asked_recovery(recovery uuid) returns boolean stable security definer set search_path = public language sql
  as $$ select exists (select from sealed_recoveries r where r.id = $1 and r.asker = caller_member()) $$;

alter table sealed_recoveries enable row level security;
create policy reading on sealed_recoveries for select to faleme_app using (asker = (select caller_member()) or is_recovery_officer(id));
create policy adding on sealed_recoveries for insert to faleme_app with check (asker = (select caller_member()));
create policy removing on sealed_recoveries for delete to faleme_app using (asker = (select caller_member()) or is_recovery_officer(id));
grant select, insert, delete on sealed_recoveries to faleme_app;

alter table sealed_parts enable row level security;
create policy reading on sealed_parts for select to faleme_app using (asked_recovery(recovery) or giver = (select caller_member()));
create policy adding on sealed_parts for insert to faleme_app with check (giver = (select caller_member()) and holds_mailbox(officer) and is_recovery_officer(recovery) and not asked_recovery(recovery));
grant select, insert on sealed_parts to faleme_app;

-- What anybody may know of a mailbox: the post, what it takes, its public key.
create view sealed_posts with (security_barrier) as
  select id, title, takes, public_key, is_named, is_closed, holder = caller_member() as is_mine, (select count(*) = 2 from sealed_shares s where s.mailbox = m.id) as has_recovery from sealed_mailboxes m;
grant select on sealed_posts to faleme_app;

-- Two officers are two people, and neither is the one whose key they keep.
create function held_by_two(mailboxes uuid[]) returns boolean stable security definer set search_path = public language sql
  as $$ select count(distinct holder) = 2 and bool_and(holder <> caller_member() and not is_closed) from sealed_mailboxes where id = any (mailboxes) $$;
-- The spare copy, for the asker alone.
create function spare_of(recovery uuid) returns table (spare bytea, public_key bytea) stable security definer set search_path = public language sql
  as $$ select m.spare, m.public_key from sealed_recoveries r join sealed_mailboxes m on m.id = r.mailbox where r.id = $1 and r.asker = caller_member() $$;

-- Named by somebody else than its holder, or not at all.
create function name_mailbox(wanted uuid, named boolean) returns boolean security definer set search_path = public language sql
  as $$ with changed as (update sealed_mailboxes set is_named = named where id = wanted and holder <> caller_member() returning 1) select exists (select from changed) $$;

-- The asker shows both parts and gets the mailbox; whoever held it before holds it no more.
create function finish_recovery(wanted uuid, locked bytea, new_salt bytea, new_rounds integer) returns boolean security definer set search_path = public language plpgsql as $$
declare found_mailbox uuid;
begin
  select r.mailbox into found_mailbox from sealed_recoveries r where r.id = wanted and r.asker = caller_member() and (select count(*) from sealed_parts p where p.recovery = r.id) = 2;
  if found_mailbox is null then return false; end if;
  update sealed_mailboxes set holder = caller_member(), locked_key = locked, salt = new_salt, rounds = new_rounds where id = found_mailbox;
  delete from sealed_recoveries where mailbox = found_mailbox;
  return true;
end $$;

-- The keys' slots of cases that nobody holds any more, or that lie longer than the house keeps them; the rows go with them.
create function ended_sealed_cases(quiet_since date) returns table (id uuid, slot bigint) security definer set search_path = public language sql as $$
  delete from sealed_cases c where c.last_on < quiet_since or not exists (select from sealed_keys k where k.sealed_case = c.id) returning c.id, c.slot $$;

-- Sentinels: a number, never a name. Their village, their telephone and their words are encrypted with a key that is not here.
create table sentinels (
  id           uuid         primary key,
  coordinator  text         not null,        -- a member
  owner        text         not null,
  exercise     boolean      not null,
  number       text         not null unique check (number ~ '^S[0-9]{6}$'),
  state        text         not null check (state in ('active', 'resting', 'left')),
  every_hours  integer      not null check (every_hours between 6 and 336),
  due_at       timestamptz,                  -- nothing is awaited while it is empty
  seen_on      date,
  safe_word    bytea,                        -- keyed hashes
  danger_word  bytea,
  slot         bigint,
  sealed       bytea,
  enrolled_on  date         not null,
  check (state <> 'left' or (sealed is null and slot is null and safe_word is null and danger_word is null and due_at is null))
);
create index on sentinels (coordinator);
create index on sentinels (due_at) where due_at is not null;
create table sentinel_duties (
  sentinel  uuid  not null references sentinels (id),
  from_on   date  not null,
  to_on     date  not null check (to_on >= from_on),
  primary key (sentinel, from_on)
);
create table sentinel_notices (
  id           uuid         primary key,
  sentinel     uuid         not null references sentinels (id),
  coordinator  text         not null,
  what         text         not null check (what in ('missed', 'danger', 'left')),
  since        timestamptz  not null,
  told_at      timestamptz,                  -- by a short message, where the coordinator wants one
  seen_at      timestamptz
);
create unique index on sentinel_notices (sentinel, what) where seen_at is null;

alter table sentinels enable row level security;
create policy reading on sentinels for select to faleme_app using (coordinator = (select caller_member()) and exercise = (select caller_exercise()));
create policy adding on sentinels for insert to faleme_app with check (coordinator = (select caller_member()) and owner = (select caller_organisation()) and exercise = (select caller_exercise()));
create policy changing on sentinels for update to faleme_app using (coordinator = (select caller_member()) and exercise = (select caller_exercise()));
grant select, insert, update on sentinels to faleme_app;
do $$ declare name text; begin
  foreach name in array array['sentinel_duties', 'sentinel_notices'] loop
    execute format('alter table %I enable row level security', name);
    execute format('create policy all_of_it on %I for all to faleme_app using (exists (select from sentinels s where s.id = %I.sentinel)) with check (exists (select from sentinels s where s.id = %I.sentinel))', name, name, name);
    execute format('grant select, insert, update, delete on %I to faleme_app', name);
  end loop;
end $$;

-- Where a coordinator wants to be called: encrypted like a sentinel's telephone.
create table coordinator_calls (
  coordinator  text    primary key,
  id           uuid    not null,
  language     text    not null check (language in ('fr', 'en', 'ar')),
  slot         bigint  not null,
  sealed       bytea   not null
);
alter table coordinator_calls enable row level security;
create policy all_of_it on coordinator_calls for all to faleme_app using (coordinator = (select caller_member())) with check (coordinator = (select caller_member()));
grant select, insert, update, delete on coordinator_calls to faleme_app;

-- The next check-in: after so many hours, within the next duty where there are duties.
create function next_check_in(wanted uuid, seen timestamptz, hours integer) returns timestamptz stable security definer set search_path = public language sql as $$
  select case when exists (select from sentinel_duties d where d.sentinel = wanted)
    then (select min(greatest(seen + make_interval(hours => hours), (d.from_on::timestamp at time zone 'UTC') + make_interval(hours => hours)))
          from sentinel_duties d where d.sentinel = wanted and seen + make_interval(hours => hours) < ((d.to_on + 1)::timestamp at time zone 'UTC'))
    else seen + make_interval(hours => hours) end $$;

-- A sign of life, by number and word. Both words are answered alike; the second one is a cry for help. Nothing: no such pair.
create function sentinel_sign(wanted text, word bytea, seen timestamptz, notice uuid) returns table (id uuid, what text) security definer set search_path = public language plpgsql as $$
declare found sentinels;
begin
  select * into found from sentinels s where s.number = wanted and s.state <> 'left' and word in (s.safe_word, s.danger_word);
  if found.id is null then return; end if;
  update sentinels s set seen_on = (seen at time zone 'UTC')::date, due_at = case when found.state = 'active' then next_check_in(found.id, seen, found.every_hours) end where s.id = found.id;
  if word = found.danger_word then
    insert into sentinel_notices (id, sentinel, coordinator, what, since) values (notice, found.id, found.coordinator, 'danger', seen) on conflict do nothing;
    return query select found.id, 'danger'::text;
  else
    update sentinel_notices n set seen_at = seen where n.sentinel = found.id and n.what = 'missed' and n.seen_at is null;
    return query select found.id, 'safe'::text;
  end if;
end $$;

-- By the clock: who is overdue is said to their coordinator, once.
create function note_missed_check_ins(now_at timestamptz) returns integer security definer set search_path = public language sql as $$
  with noted as (
    insert into sentinel_notices (id, sentinel, coordinator, what, since)
    select gen_random_uuid(), s.id, s.coordinator, 'missed', s.due_at from sentinels s where s.state = 'active' and s.due_at < now_at
    on conflict do nothing returning 1)
  select count(*)::integer from noted $$;

-- Coordinators with something grave that they were not called for yet; asking is having called.
create function calls_to_make(now_at timestamptz) returns table (id uuid, language text, slot bigint, sealed bytea) security definer set search_path = public language sql as $$
  with told as (update sentinel_notices n set told_at = now_at where n.told_at is null and n.seen_at is null and n.what in ('missed', 'danger') returning n.coordinator)
  select c.id, c.language, c.slot, c.sealed from coordinator_calls c where c.coordinator in (select t.coordinator from told t) $$;

-- A sentinel who leaves by their own word: everything that could lead to them goes; their coordinator is told. The slot of the
-- key is answered, so that it is destroyed as well.
create function sentinel_leaves(wanted text, word bytea, seen timestamptz, notice uuid) returns table (id uuid, slot bigint) security definer set search_path = public language plpgsql as $$
declare found sentinels;
begin
  select * into found from sentinels s where s.number = wanted and s.state <> 'left' and word in (s.safe_word, s.danger_word);
  if found.id is null then return; end if;
  update sentinels s set state = 'left', sealed = null, slot = null, safe_word = null, danger_word = null, due_at = null, seen_on = null where s.id = found.id;
  delete from sentinel_duties d where d.sentinel = found.id;
  delete from sentinel_notices n where n.sentinel = found.id;
  insert into sentinel_notices (id, sentinel, coordinator, what, since) values (notice, found.id, found.coordinator, 'left', seen);
  return query select found.id, found.slot;
end $$;

-- Demands and grievances are told by commune, from ten upwards: fewer do not leave this function, whoever asks.
create function counted_by_commune(kinds text[], received_before text) returns table (kind text, area text, reports bigint) stable security definer set search_path = public language plpgsql as $$
begin
  return query
    select r.kind, coalesce(up.pcode, r.area), count(*) from reports r
    left join lateral (select p.pcode from areas a join areas p on p.pcode = a.parent_pcode and p.hierarchy = a.hierarchy where a.pcode = r.area and a.level > 3 limit 1) up on true
    where r.kind = any (kinds) and r.received_at < received_before and r.area is not null and r.merged_into is null and not r.withdrawn and r.state <> 'erased'
      and r.owner = caller_organisation() and r.exercise = caller_exercise()
    group by 1, 2 having count(*) >= 10;
end $$;

create table demand_answers (
  like noun_row including all,
  demand       text  not null,
  area         text  not null,
  status       text  not null,
  answered_on  date  not null,
  words_fr     text,
  words_en     text,
  words_ar     text,
  primary key (id)
);
create unique index on demand_answers (owner, exercise, demand, area);
select protect('demand_answers');

create table grievances (
  like noun_row including all,
  kind           text  not null,
  area           text  not null,
  opened_on      date  not null,
  state          text  not null,
  referred_to    text,
  site           uuid,
  permit         text,
  redevelopment  text,
  report         uuid,
  primary key (id)
);
create index on grievances (report) where report is not null;
create index on grievances (area, id);
select protect('grievances');
