-- A bulletin that was handed over: what goes by e-mail to contacts who have no node, and what became of it.

-- One line a document and what is sent of it: the paper, and where that went, the word that it was withdrawn.
create table bulletin_mails (
  document uuid        not null,
  kind     text        not null check (kind in ('paper', 'withdrawal')),
  contact  uuid        not null,
  state    text        not null check (state in ('waiting', 'sending', 'sent', 'failed', 'dropped')),
  tries    integer     not null default 0,
  due_at   timestamptz not null,
  sent_at  timestamptz,
  failure  text,
  marking  smallint    not null check (marking between 0 and 4),
  owner    text        not null,
  exercise boolean     not null,
  primary key (document, kind)
);
create index on bulletin_mails (due_at) where state in ('waiting', 'sending');
select protect('bulletin_mails');

-- What is made of a document that is taken back is taken back, too.
create index bulletins_standing on released_documents (id) where subject = 'bulletin' and revoked_at is null;

-- Noted in the transaction that signs or revokes. A contact of a country that has a node here is reached by the node.
create function note_bulletin() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into bulletin_mails (document, kind, contact, state, due_at, marking, owner, exercise)
      select new.id, 'paper', new.contact, 'waiting', new.issued_at, new.marking, new.owner, new.exercise
      where exists (select from contact_channels where contact = new.contact and channel = 'email')
        and (new.country = new.owner or not exists (select from peers where country = new.country and exercise = new.exercise and not is_closed));
  elsif old.revoked_at is null and new.revoked_at is not null then
    insert into bulletin_mails (document, kind, contact, state, due_at, marking, owner, exercise)
      select document, 'withdrawal', contact, 'waiting', new.revoked_at, marking, owner, exercise from bulletin_mails where document = new.id and kind = 'paper' and tries > 0
      on conflict do nothing;
    update bulletin_mails set state = 'dropped', failure = 'withdrawn before it went' where document = new.id and kind = 'paper' and state in ('waiting', 'failed') and tries = 0;
  end if;
  return null;
end $$;
create trigger handed_over after insert or update on released_documents for each row when (new.subject = 'bulletin') execute function note_bulletin();
