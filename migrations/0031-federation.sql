-- Between nodes: peers and their links, what waits to be sent, the outbox and the inbox as hash chains, what came from elsewhere.

-- One row a peer and world: who it is, and how far each direction has come. Our chain begins anew (a higher epoch) when one side lost a part of it.
create table peers (
  country         text        not null,
  exercise        boolean     not null,
  title           text        not null,
  url             text,
  public_key      text        not null,
  key_id          text        not null,
  is_closed       boolean     not null default false,
  made_at         timestamptz not null,
  protocol        integer,
  out_epoch       integer     not null default 1,
  out_seq         bigint      not null default 0,
  out_hash        text        not null default '',
  confirmed_seq   bigint      not null default 0,
  in_epoch        integer     not null default 0,
  in_seq          bigint      not null default 0,
  in_hash         text        not null default '',
  our_round       bigint      not null default 0,
  their_round     bigint      not null default 0,
  heard_at        timestamptz,
  failed_at       timestamptz,
  failure         text,
  -- The last header that the peer signed: it says how far it has read our chain.
  proof           text,
  proof_signature text,
  primary key (country, exercise)
);
grant select, insert, update on peers to faleme_app;

-- Every key that a peer has had: what was signed with an older one still verifies.
create table peer_keys (country text not null, exercise boolean not null, key_id text not null, public_key text not null, since timestamptz not null, primary key (country, exercise, key_id));
grant select, insert on peer_keys to faleme_app;

-- Our own keys, each signed by the one before.
create table key_successions (key_id text primary key, words text not null, signature text not null, at timestamptz not null);
grant select, insert on key_successions to faleme_app;

-- What is to go to a country, noted in the transaction that made it. Without a peer there it waits: whoever joins later gets what still stands.
create table to_send (id bigint generated always as identity primary key, country text not null, exercise boolean not null, kind text not null, object uuid not null);
create index on to_send (country, exercise, id);
grant select, insert, delete on to_send to faleme_app;

create table outbox (
  country   text        not null,
  exercise  boolean     not null,
  epoch     integer     not null,
  seq       bigint      not null,
  kind      text        not null,
  id        uuid        not null,
  at        timestamptz not null,
  follows   uuid,
  digest    text        not null,
  hash      text        not null,
  -- Of a release and a revocation the words are where they were made.
  words     text,
  signature text,
  withheld  text,
  refused   text[],
  marking   smallint    not null check (marking between 0 and 4),
  owner     text        not null,
  primary key (country, exercise, epoch, seq)
);
create index on outbox (id);
create index outbox_stopped on outbox (country, exercise, epoch) where withheld is not null or refused is not null;
select protect('outbox');

create table inbox (
  country   text        not null,
  exercise  boolean     not null,
  epoch     integer     not null,
  seq       bigint      not null,
  kind      text        not null,
  id        uuid        not null,
  at        timestamptz not null,
  hash      text        not null,
  outcome   text        not null check (outcome in ('received', 'again', 'refused', 'withheld')),
  reasons   text[]      not null,
  agreement uuid,
  marking   smallint    not null check (marking between 0 and 4),
  owner     text        not null,
  primary key (country, exercise, epoch, seq)
);
create index on inbox (country, id);
create index inbox_refused on inbox (country, exercise) where outcome = 'refused';
select protect('inbox');
revoke update on inbox from faleme_app;

create table received_records (
  like noun_row including all,
  title                text not null,
  sender               text not null,
  subject              text not null,
  kind                 text not null,
  document             uuid not null,
  reference            uuid not null,
  record_version       integer not null,
  agreement            uuid,
  service              text,
  occurred_from        text,
  occurred_to          text,
  places               jsonb,
  coded                jsonb,
  words                jsonb,
  issued_at            text not null,
  expires_at           text,
  state                text not null,
  primary key (id)
);
select protect('received_records');
create index on received_records (issued_at, id);
create index on received_records (document);
create index on received_records (reference);
create index on received_records (expires_at) where state = 'held' and expires_at is not null;

-- What a contact's own tools read by TAXII: STIX objects of what was released to it, in the order in which they were added.
create table taxii_keys (contact uuid primary key, key_hash bytea not null unique, made_at timestamptz not null, exercise boolean not null);
grant select, insert, update, delete on taxii_keys to faleme_app;
create table taxii_objects (
  added    bigint generated always as identity primary key,
  contact  uuid        not null,
  exercise boolean     not null,
  stix_id  text        not null,
  modified text        not null,
  type     text        not null,
  added_at timestamptz not null,
  document uuid        not null,
  words    text        not null,
  unique (contact, stix_id, modified)
);
create index on taxii_objects (contact, added);
grant select, insert on taxii_objects to faleme_app;
-- Documents whose objects are still to be made, and those to be marked revoked.
create table taxii_waiting (id bigint generated always as identity primary key, contact uuid not null, document uuid not null);
create index on taxii_waiting (contact, id);
grant select, insert, delete on taxii_waiting to faleme_app;

create function note_release() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or (old.revoked_at is null and new.revoked_at is not null) then
    insert into taxii_waiting (contact, document) select new.contact, new.id from taxii_keys where contact = new.contact;
  end if;
  if new.country <> new.owner and tg_op = 'INSERT' then
    insert into to_send (country, exercise, kind, object) values (new.country, new.exercise, 'release', new.id);
  elsif new.country <> new.owner and old.revoked_at is null and new.revoked_at is not null then
    insert into to_send (country, exercise, kind, object) values (new.country, new.exercise, 'revocation', new.id);
  end if;
  return null;
end $$;
create trigger released after insert or update on released_documents for each row execute function note_release();

-- Ours goes to the country of the contact that is asked; another's, once answered here, goes back.
create function note_request() returns trigger language plpgsql as $$
declare there text;
begin
  if new.owner = caller_organisation() then
    if tg_op = 'INSERT' or (old.state <> 'cancelled' and new.state = 'cancelled') then
      select country into there from contacts where id = new.contact;
      if there is not null and there <> new.owner then insert into to_send (country, exercise, kind, object) values (there, new.exercise, 'request', new.id); end if;
    end if;
  elsif tg_op = 'UPDATE' and old.state <> new.state and new.state in ('answered', 'declined') then
    insert into to_send (country, exercise, kind, object) values (new.owner, new.exercise, 'reply', new.id);
  end if;
  return null;
end $$;
create trigger asked after insert or update on information_requests for each row execute function note_request();

-- Where our client reads elsewhere.
create table taxii_sources (url text primary key, next text, added_after text, read_at timestamptz);
grant select, insert, update on taxii_sources to faleme_app;
