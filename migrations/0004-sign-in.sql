-- Sign-in: who is a member and what they may do (our tables), accounts and sessions (the library's tables), one-time
-- links, and how often somebody tried. All of it is reached through a role of its own, which the rest of the house has not.

do $$ begin
  if not exists (select from pg_roles where rolname = 'faleme_sign_in') then create role faleme_sign_in nologin; end if;
  if not pg_has_role(current_user, 'faleme_sign_in', 'usage') then execute format('grant faleme_sign_in to %I', current_user); end if;
end $$;
grant usage on schema public to faleme_sign_in;

-- The library's tables, as its schema wants them. A user's name is the display name of a role, its e-mail address a login
-- name; nothing here is written to. A session keeps neither address nor browser: the check makes that impossible.
create table users (
  id                 uuid        primary key default gen_random_uuid(),
  name               text        not null,
  email              text        not null unique,
  email_verified     boolean     not null default false,
  image              text,
  two_factor_enabled boolean     default false,
  created_at         timestamptz not null default current_timestamp,
  updated_at         timestamptz not null default current_timestamp,
  -- Ours: a day, no more, so that an administrator sees which accounts sleep.
  last_sign_in_on    date
);
create table sessions (
  id         uuid        primary key default gen_random_uuid(),
  user_id    uuid        not null references users (id) on delete cascade,
  token      text        not null unique,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null,
  ip_address text        check (ip_address is null),
  user_agent text        check (user_agent is null)
);
create index sessions_user_id_idx on sessions (user_id);
create table accounts (
  id                       uuid        primary key default gen_random_uuid(),
  user_id                  uuid        not null references users (id) on delete cascade,
  account_id               text        not null,
  provider_id              text        not null,
  password                 text,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  created_at               timestamptz not null default current_timestamp,
  updated_at               timestamptz not null
);
create index accounts_user_id_idx on accounts (user_id);
create table verifications (
  id         uuid        primary key default gen_random_uuid(),
  identifier text        not null,
  value      text        not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create index verifications_identifier_idx on verifications (identifier);
create table second_factors (
  id                        uuid    primary key default gen_random_uuid(),
  user_id                   uuid    not null references users (id) on delete cascade,
  secret                    text    not null,
  backup_codes              text    not null,
  verified                  boolean default true,
  failed_verification_count integer default 0,
  locked_until              timestamptz
);
create index second_factors_secret_idx on second_factors (secret);
create index second_factors_user_id_idx on second_factors (user_id);

-- A member is what the house knows of a user: every change is a version, with its entry in the journal. No name, no login.
create table members (
  like noun_row including all,
  organisation text    not null,
  roles        text[]  not null,
  clearance    text    not null check (clearance in ('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')),
  language     text    not null check (language in ('fr', 'en', 'ar')),
  is_active    boolean not null,
  primary key (id),
  foreign key (id) references users (id)
);

-- A link is used once and known only by its hash. The first administrator's and a reset's from the command line name nobody.
create table one_time_links (
  token_hash     bytea       primary key,
  purpose        text        not null check (purpose in ('first-administrator', 'administrator-reset', 'invitation', 'reset')),
  member         uuid        references members (id),
  turns_totp_off boolean     not null default false,
  expires_at     timestamptz not null
);

-- Failed tries, by a keyed hash of what was tried: no login name, no address.
create table sign_in_attempts (
  subject       bytea       primary key,
  failures      integer     not null,
  last_at       timestamptz not null,
  blocked_until timestamptz
);

grant select, insert, update, delete on users, sessions, accounts, verifications, second_factors, one_time_links, sign_in_attempts to faleme_sign_in;
grant select, insert, update on members to faleme_sign_in;
grant select on settings to faleme_sign_in;
grant insert on versions, journal to faleme_sign_in;
grant select, update on journal_head to faleme_sign_in;
