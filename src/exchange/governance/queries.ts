/** SQL of governance: what is in force, to whom it may go, what left, and what went wrong. As the caller sees it, in the caller's world. */
import { sql } from "kysely";
import type { Transaction } from "../../platform/database.ts";

export interface AgreementInForce {
  id: string; title: string; state: string; parties: string[]; purpose: string; audience: { country: string; services: string[] }[]; subjects: string[]; kinds: string[]; areas: string[];
  highestMarking: string; finestPlace: string; finestTime: string; masks: string[]; startsOn: string; endsOn: string; citation: string | null;
}

export async function agreementsHeld(tx: Transaction): Promise<AgreementInForce[]> {
  const { rows } = await sql<AgreementInForce>`select id, title, state, parties, purpose, coalesce(audience, '[]'::jsonb) as audience, subjects, kinds, areas, highest_marking as "highestMarking",
    finest_place as "finestPlace", finest_time as "finestTime", coalesce(masks, '{}') as masks, starts_on::text as "startsOn", ends_on::text as "endsOn", citation from agreements where not withdrawn order by starts_on, id`.execute(tx.sql);
  return rows;
}

export interface ServiceTold { country: string; service: string; contacts: number; reachable: number; isArmed: boolean; outcome: string | null; until: string | null; isSuspended: boolean }

/** Each service that has a contact or a decision, with the decision that stands last. */
export async function servicesTold(tx: Transaction): Promise<ServiceTold[]> {
  const today = tx.now.toISOString().slice(0, 10);
  const { rows } = await sql<ServiceTold>`
    with named as (
      select country, service, count(*)::int as contacts, (count(*) filter (where cardinality(coalesce(channels, '{}')) > 0))::int as reachable, bool_or(is_armed) as armed from contacts where not withdrawn group by country, service
    ), decided as (
      select distinct on (country, service) country, service, outcome, until::text as until from due_diligence_decisions where not withdrawn and decided_on <= ${today} order by country, service, decided_on desc, outcome = 'do-not-share' desc, id
    )
    select country, service, coalesce(contacts, 0) as contacts, coalesce(reachable, 0) as reachable, coalesce(armed, false) as "isArmed", outcome, until,
      exists (select from suspensions s where s.country = c.country and (s.service is null or s.service = c.service) and not s.withdrawn and s.since <= ${today} and (s.until is null or s.until >= ${today})) as "isSuspended"
    from (select * from named full join decided using (country, service)) c order by country, service`.execute(tx.sql);
  return rows;
}

export interface Counts { documents: number; revoked: number; given: number; refused: number; toReview: number }

export async function counts(tx: Transaction): Promise<Counts> {
  const { rows: [found] } = await sql<Counts>`select
    (select count(*)::int from released_documents) as documents, (select count(*)::int from released_documents where revoked_at is not null) as revoked,
    (select count(*)::int from release_decisions where is_released) as given, (select count(*)::int from release_decisions where not is_released) as refused,
    (select count(*)::int from releases where state = 'to-review' and not withdrawn) as "toReview"`.execute(tx.sql);
  return found!;
}

export interface Incident { kind: "suspension" | "revocation" | "late-review" | "nobody-answered" | "nothing-delivered" | "link-failing"; at: string; title: string; id: string | null; country: string | null }

/** What calls for a look, newest first: each has a record of its own, and this is the list of them. */
export async function incidents(tx: Transaction, reviewHours: number): Promise<Incident[]> {
  const late = new Date(tx.now.getTime() - reviewHours * 3_600_000);
  const { rows } = await sql<Incident>`
    select 'suspension' as kind, since::text as at, title, id, country from suspensions where not withdrawn
    union all select 'revocation', at::text, title, id, null from releases where state = 'revoked' and not withdrawn
    union all select 'late-review', at::text, title, id, null from releases where state = 'to-review' and not withdrawn and at < ${late}
    union all select 'nobody-answered', a.sent_at, a.title, a.id, null from alerts a where a.state = 'issued' and not a.withdrawn and exists (select from escalations e where e.alert = a.id and e.state = 'exhausted')
    union all select 'nothing-delivered', a.sent_at, a.title, a.id, null from alerts a where a.state = 'issued' and not a.withdrawn and exists (select from deliveries d where d.alert = a.id and d.state = 'failed')
    union all select 'link-failing', failed_at::text, title, null, country from peers where failure is not null and not is_closed and exercise = ${tx.caller.exercise}
    order by at desc nulls last limit 200`.execute(tx.sql);
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}

export interface Registered { id: string; title: string; kind: string; dataKinds: string[]; happenedOn: string | null; foundOn: string; told: number; state: string }

/** What people wrote down, newest first. */
export async function incidentsRegistered(tx: Transaction): Promise<Registered[]> {
  const { rows } = await sql<Registered>`select id, title, kind, data_kinds as "dataKinds", happened_on as "happenedOn", found_on as "foundOn", coalesce(jsonb_array_length(told), 0) as told, state
    from data_incidents where not withdrawn order by found_on desc, id desc limit 200`.execute(tx.sql);
  return rows;
}
