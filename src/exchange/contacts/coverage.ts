/** Which areas would nobody be told about? Every area of a level against every function: a contact, one without a channel, or nobody. */
import { sql } from "kysely";
import { z } from "zod";
import { codeList } from "../../platform/codes.ts";
import type { Transaction } from "../../platform/database.ts";
import { route, type AnyRoute } from "../../platform/http.ts";
import { loadGeography, type Geography } from "../../places/index.ts";
import { covers } from "./covers.ts";

export type CoverageState = "covered" | "no-channel" | "nobody";
export interface CoveredArea { pcode: string; name: string; country: string; functions: Record<string, CoverageState> }
export interface Covering { areas: readonly string[]; functions: readonly string[]; channels: readonly string[] | null }

export function coverage(geography: Geography, contacts: readonly Covering[], level: number, countries: readonly string[]): CoveredArea[] {
  const functions = [...codeList("contact-function").codes.keys()];
  return geography.areas.filter((area) => area.hierarchy === "admin" && area.level === level && !area.validTo && countries.includes(area.country)).map(({ pcode, name, country }) => {
    const chain = [pcode, ...geography.ancestors(pcode).map((area) => area.pcode), country];
    const here = contacts.filter((one) => covers(one, chain));
    return { pcode, name, country, functions: Object.fromEntries(functions.map((name) => [name, stateOf(here.filter((one) => one.functions.includes(name)))])) };
  }).sort((a, b) => (a.pcode < b.pcode ? -1 : 1));
}

const stateOf = (here: readonly Covering[]): CoverageState => (here.length === 0 ? "nobody" : here.some(({ channels }) => (channels ?? []).length > 0) ? "covered" : "no-channel");

export async function contactCoverage(tx: Transaction, level: number): Promise<CoveredArea[]> {
  const { rows } = await sql<Covering & { country: string }>`select country, areas, functions, channels from contacts where not withdrawn`.execute(tx.sql);
  const geography = await loadGeography(tx);
  // The node's own country, and each in which anybody is named: of others nothing was promised.
  return coverage(geography, rows, level, [...new Set([tx.caller.organisation, ...rows.map(({ country }) => country)])]);
}

export const coverageRoute: AnyRoute = route({
  method: "GET", path: "/api/exchange/coverage", tag: "exchange", may: "exchange.read", summary: "Every area of a level and, of each function, whether a contact answers for it: covered, without a channel, or nobody",
  query: z.strictObject({ level: z.coerce.number().int().min(0).max(3).default(2), gaps: z.stringbool().default(false) }),
  reply: z.object({ areas: z.array(z.object({ pcode: z.string(), name: z.string(), country: z.string(), functions: z.record(z.string(), z.enum(["covered", "no-channel", "nobody"])) })), gaps: z.int() }),
  async handle({ tx, query }) {
    const all = await contactCoverage(tx, query.level);
    const gaps = all.filter(({ functions }) => Object.values(functions).some((state) => state !== "covered"));
    return { areas: query.gaps ? gaps : all, gaps: gaps.length };
  },
});
