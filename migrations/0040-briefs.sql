-- What we hand over: the weekly bulletin with the figures it was made of, frozen, and each of its steps, signed. The declaration is in src/briefs.

create table bulletins (
  like noun_row including all,
  title                text not null,
  week                 date not null,
  facts                jsonb not null,
  statements           jsonb,
  state                text not null,
  primary key (id)
);
select protect('bulletins');
