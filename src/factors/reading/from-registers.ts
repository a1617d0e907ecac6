/** What do the registers hold of an area: open disputes, services that are open, grievances? An empty register is no zero. */
import { sql } from "kysely";
import { dispute } from "../registers/dispute.noun.ts";
import { FEWEST_CASES, grievanceCount } from "../registers/grievance-count.noun.ts";
import { serviceState } from "../registers/service-state.noun.ts";
import { held, type Held, type IndicatorHeld, type Look } from "./look.ts";
import { inputsOf, said, without, type Reading } from "./reading.ts";

export type Dispute = Held<typeof dispute.fields>;
export type Service = Held<typeof serviceState.fields>;
export type Grievance = Held<typeof grievanceCount.fields>;
export interface Registers { disputes: Dispute[]; services: Service[]; grievances: Grievance[] }

export const SETTLED = ["agreed", "closed"];

/** What the registers hold in these areas and below them; of each service the last that was said of it. */
export async function registersIn({ tx, geography, from, to }: Look, areas: readonly string[]): Promise<(area: string) => Registers> {
  const within = new Map(areas.map((area) => [area, new Set([area, ...geography.within(area)])]));
  const all = [...new Set([...within.values()].flatMap((set) => [...set]))];
  const here = sql`area = any(${all})`;
  const disputes = await held(tx, dispute, here, sql`as_of <= ${to}`);
  const said = (await held(tx, serviceState, here, sql`as_of <= ${to}`)).sort((a, b) => (a.asOf < b.asOf ? 1 : a.asOf > b.asOf ? -1 : a.id < b.id ? -1 : 1));
  const services = [...new Map(said.toReversed().map((one) => [`${one.area} ${one.service}`, one])).values()];
  const grievances = await held(tx, grievanceCount, here, sql`period_to >= ${from} and period_from <= ${to}`);
  return (area) => {
    const inside = within.get(area)!;
    const only = <T extends { area: string }>(rows: readonly T[]) => rows.filter((row) => inside.has(row.area));
    return { disputes: only(disputes), services: only(services), grievances: only(grievances) };
  };
}

export async function fromRegisters(look: Look, indicators: readonly IndicatorHeld[], areas: readonly string[]): Promise<Reading[]> {
  if (indicators.length === 0) return [];
  const registers = await registersIn(look, areas);
  return indicators.flatMap((one) => areas.map((area) => READ[one.origin as keyof typeof READ](look, one, area, registers(area))));
}

const READ = { "disputes-open": openDisputes, "services-open": openServices, grievances: grievancesOf };
type Read = (look: Look, one: IndicatorHeld, area: string, registers: Registers) => Reading;

const EMPTY = ["le registre ne contient rien ici : ce n’est pas zéro", "the register holds nothing here: that is not zero", "لا شيء في السجل هنا: وهذا ليس صفراً"] as const;
const found = (one: IndicatorHeld, area: string, value: number, more: Partial<Reading>): Reading => ({ indicator: one.id, area, state: "value", value, unknown: [], cautions: [], of: { kind: "area", areas: [area] }, inputs: [], ...more });

function openDisputes(look: Parameters<Read>[0], one: IndicatorHeld, area: string, { disputes }: Registers): Reading {
  if (disputes.length === 0) return without(one.id, area, "no-data", EMPTY);
  const open = disputes.filter(({ mediation }) => !SETTLED.includes(mediation));
  return found(one, area, open.length, { to: look.to, inputs: inputsOf("dispute", disputes.map(({ id }) => id)) });
}

function openServices(_: Look, one: IndicatorHeld, area: string, { services }: Registers): Reading {
  const followed = services.filter(({ service }) => !one.services || one.services.includes(service));
  if (followed.length === 0) return without(one.id, area, "no-data", EMPTY);
  // A statement about several facilities counts them, one about a single service counts once.
  const all = followed.reduce((sum, { facilities = 1 }) => sum + facilities, 0);
  const open = followed.reduce((sum, { state, facilities, facilitiesOpen }) => sum + (facilitiesOpen ?? (state === "open" ? facilities ?? 1 : 0)), 0);
  const days = followed.map(({ asOf }) => asOf).sort();
  return found(one, area, open / all, { from: days[0]!, to: days.at(-1)!, inputs: inputsOf("service-state", followed.map(({ id }) => id)) });
}

function grievancesOf(look: Look, one: IndicatorHeld, area: string, { grievances }: Registers): Reading {
  const about = grievances.filter(({ topic }) => !one.grievanceTopics || one.grievanceTopics.includes(topic));
  if (about.length === 0) return without(one.id, area, "no-data", EMPTY);
  const inputs = inputsOf("grievance-count", about.map(({ id }) => id));
  const counted = about.filter(({ cases }) => cases !== undefined);
  if (counted.length === 0) return without(one.id, area, "suppressed", [`moins de ${FEWEST_CASES} cas`, `fewer than ${FEWEST_CASES} cases`, `أقل من ${FEWEST_CASES} حالات`], { inputs });
  const hidden = about.length - counted.length;
  return found(one, area, counted.reduce((sum, { cases }) => sum + cases!, 0), {
    from: look.from, to: look.to, inputs,
    cautions: hidden > 0 ? [said([`au moins : ${hidden} décompte(s) masqué(s)`, `at least: ${hidden} count(s) suppressed`, `على الأقل: ${hidden} أعداد محجوبة`])] : [],
  });
}
