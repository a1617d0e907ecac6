-- A modelled estimate says what it leans on: which indicators foretold it, and how much of it is the area's own survey.
alter table estimates add column covariates text[], add column leans_on_survey double precision;
alter table estimates add check (leans_on_survey between 0 and 1);
