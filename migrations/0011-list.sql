-- Few events last longer than a month, and an index holds just those (0003). Without this the planner takes a third of all
-- events for so long, and a list by country, kind and period reads past every one of them.
create statistics events_length on (occurred_to - occurred_from) from events;
-- The deadly ones of one country, newest first.
create index on events (country, occurred_from desc, id desc) where fatalities_best >= 5;
analyze events;
