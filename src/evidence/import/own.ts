/**
 * Our own events: the CSV that the template begins and that our export writes (its second row of HXL tags read past), or GeoJSON.
 * What a file has no column for stays as it is stored; what it leaves blank is blank.
 */
import { canonical } from "../../platform/canonical.ts";
import { idFrom } from "../../platform/identity.ts";
import { MARKINGS, type Marking } from "../../platform/marking.ts";
import { contentOf } from "../../platform/noun-import.ts";
import { event } from "../event.noun.ts";
import { CellFault, dayOf, pointOf, type Draft, type DraftContent, type Fault } from "./draft.ts";

export interface OwnOptions {
  /** For rows that name none. */
  source?: string;
  /** Sources by id and by name, as the caller may read them. */
  sources: ReadonlyMap<string, string>;
  status: "actual" | "exercise";
}

const FIELDS = Object.keys(event.fields);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ENVELOPE = ["id", "version", "status", "marking", "owner", "lon", "lat"];

/** The fields that a file speaks of, by the noun's own spelling; and columns that nobody knows. */
export function ownColumns(header: readonly string[]): { names: string[]; speaksOf: string[]; unknown: string[] } {
  const spelled = new Map([...FIELDS, ...ENVELOPE].map((name) => [name.toLowerCase(), name]));
  const names = header.map((name) => spelled.get(name) ?? name);
  const speaksOf = FIELDS.filter((name) => names.includes(name));
  if (names.includes("lon") && names.includes("lat")) speaksOf.push("geometry");
  return { names, speaksOf, unknown: names.filter((name) => !spelled.has(name.toLowerCase())) };
}

export const OWN_REQUIRED = ["kind", "occurredfrom", "dateprecision", "placeprecision"];

export function ownMapper(header: readonly string[], options: OwnOptions): (cells: readonly string[]) => Draft | Fault {
  const { names } = ownColumns(header);
  return (cells) => {
    if (cells.length !== names.length) return { field: "(row)", reason: `${cells.length} fields, where the header has ${names.length}` };
    const record = Object.fromEntries(names.map((name, i) => [name, cells[i]!.trim()])) as Record<string, string>;
    const { lon = "", lat = "" } = record;
    if ((lon === "") !== (lat === "")) return { field: lon === "" ? "lon" : "lat", reason: "one coordinate without the other" };
    try {
      const geometry = lon === "" ? undefined : pointOf(lat, lon);
      return drafted({ id: record.id, marking: record.marking, status: record.status, content: { ...contentOf(event, { ...record, lon: "", lat: "" }), ...(geometry ? { geometry } : {}) } }, options);
    } catch (error) {
      if (error instanceof CellFault) return error.fault;
      throw error;
    }
  };
}

export interface OwnFeature { id?: unknown; geometry?: unknown; properties?: Record<string, unknown> | null }

export function ownFeature(feature: OwnFeature, options: OwnOptions): Draft | Fault {
  const properties = feature.properties ?? {};
  const content = Object.fromEntries(Object.entries(properties).filter(([name, value]) => value !== null && ![...ENVELOPE, "type", "author", "time", "withdrawn"].includes(name)));
  if (feature.geometry) content.geometry = feature.geometry;
  try {
    return drafted({ id: String(feature.id ?? properties.id ?? ""), marking: properties.marking as string, status: properties.status as string, content }, options);
  } catch (error) {
    if (error instanceof CellFault) return error.fault;
    throw error;
  }
}

interface Given { id?: string; marking?: string; status?: string; content: Record<string, unknown> }

function drafted({ id = "", marking, status, content }: Given, { source, sources, status: world }: OwnOptions): Draft | Fault {
  if (marking && !MARKINGS.includes(marking as Marking)) return { field: "marking", reason: `no marking is called ${marking}` };
  if (status && status !== world) return { field: "status", reason: `this row belongs to the ${status} world` };
  if (id !== "" && !UUID.test(id)) return { field: "id", reason: `not a UUID: ${id}` };
  const named = content.source as string | undefined;
  const known = named === undefined ? source : sources.get(named) ?? sources.get(named.toLowerCase());
  if (!known) return { field: "source", reason: named === undefined ? "no source is named, in the row or with --source" : `no source is called ${named}: add it first, or name one with --source` };
  if (typeof content.occurredFrom === "string") content.occurredFrom = dayOf("occurredFrom", content.occurredFrom);
  content.occurredTo = typeof content.occurredTo === "string" ? dayOf("occurredTo", content.occurredTo) : content.occurredFrom;
  // Nothing said of how sure it is: "cannot be judged", which is not the worst mark.
  const full = { reliability: "F", credibility: "6", verification: "unverified", ...content, source: known } as DraftContent;
  const own = full.sourceEventId as string | undefined;
  const made = id !== "" ? id.toLowerCase() : own ? idFrom(`events ${known}`, own) : idFrom(`events ${known}`, canonical(full));
  return { id: made, stamp: "", content: full, ...(marking ? { marking: marking as Marking } : {}) };
}
