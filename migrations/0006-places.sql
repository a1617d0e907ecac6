-- How far the journal has come for places, and which places changed since: what keeps an index in memory fresh, in any number
-- of processes. Numbers and ids only: whoever asks then reads the rows as the caller they are.

create index journal_places on journal (seq)
  where noun in ('area', 'settlement', 'site', 'route', 'reach', 'border', 'crossing', 'natural-area') and act <> 'read';

create function places_seq() returns bigint stable security definer set search_path = public language sql as $$
  select coalesce(max(seq), 0) from journal
  where noun in ('area', 'settlement', 'site', 'route', 'reach', 'border', 'crossing', 'natural-area') and act <> 'read'
$$;

create function places_changed_since(since bigint) returns table (noun text, id uuid) stable security definer set search_path = public language sql as $$
  select distinct noun, object from journal
  where seq > since and object is not null
    and noun in ('area', 'settlement', 'site', 'route', 'reach', 'border', 'crossing', 'natural-area') and act <> 'read'
$$;

-- P-codes join, names never do.
create index on areas (pcode);
create index on settlements (area);
create index on sites (area);
