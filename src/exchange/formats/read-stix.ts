/**
 * STIX from elsewhere: incidents, with the places that they are tied to. Checked before anything is kept; a person is never
 * taken in. What is no incident is passed over, and what is wrong is refused with its reason.
 */
import { isCode } from "../../platform/codes.ts";
import { strictest, type Marking } from "../../platform/marking.ts";
import { markingOfId } from "./tlp.ts";

export class StixFault extends Error {}

export interface ReadIncident { id: string; modified: string; created: string; name: string; kind: string; marking: Marking; isRevoked: boolean; confidence?: number; isExercise: boolean; places: { name: string; country?: string; pcode?: string; lon?: number; lat?: number }[] }
export interface ReadStix { incidents: ReadIncident[]; refused: { id: string; reason: string }[]; passedOver: number }

const ID = /^[a-z][a-z0-9-]+[a-z0-9]--[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const TIMESTAMP = /^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?Z$/;
const LONGEST_NAME = 300;
const MOST_OBJECTS = 20_000;

export function parseStix(words: string): ReadStix {
  let read: unknown;
  try { read = JSON.parse(words); } catch { throw new StixFault("it is not JSON"); }
  const bundle = read as { type?: unknown; objects?: unknown; id?: unknown };
  if (bundle?.type !== "bundle") return readStix([read]);
  if (typeof bundle.id !== "string" || !ID.test(bundle.id)) throw new StixFault("the bundle has no valid id");
  if (!Array.isArray(bundle.objects)) throw new StixFault("the bundle has no objects");
  return readStix(bundle.objects);
}

export function readStix(objects: readonly unknown[]): ReadStix {
  if (objects.length > MOST_OBJECTS) throw new StixFault(`more than ${MOST_OBJECTS} objects`);
  const done: ReadStix = { incidents: [], refused: [], passedOver: 0 };
  const sound = new Map<string, Record<string, unknown>>();
  for (const one of objects) {
    const reason = faultIn(one);
    const object = one as Record<string, unknown>;
    if (reason) done.refused.push({ id: typeof object?.id === "string" ? object.id.slice(0, 100) : "(no id)", reason });
    else sound.set(object.id as string, object);
  }
  const links = [...sound.values()].filter(({ type }) => type === "relationship");
  for (const object of sound.values()) {
    if (object.type !== "incident") { done.passedOver++; continue; }
    const marking = markingFor(object);
    if (marking === undefined) { done.refused.push({ id: object.id as string, reason: "object_marking_refs: a marking that is not TLP" }); continue; }
    const labels = (object.labels as string[] | undefined) ?? [];
    done.incidents.push({
      id: object.id as string, modified: object.modified as string, created: object.created as string, name: object.name as string, kind: labels.find((label) => isCode("event-kind", label)) ?? "other", marking,
      isRevoked: object.revoked === true, isExercise: labels.includes("exercise"), ...(typeof object.confidence === "number" ? { confidence: object.confidence } : {}),
      places: links.filter((link) => link.source_ref === object.id).flatMap((link) => placeOf(sound.get(link.target_ref as string))),
    });
  }
  return done;
}

/** None stated is the strictest; of several the strictest counts. */
function markingFor({ object_marking_refs: refs = [] }: Record<string, unknown>): Marking | undefined {
  const markings = (refs as string[]).map(markingOfId);
  return markings.some((one) => one === undefined) ? undefined : strictest(markings as Marking[]);
}

function placeOf(location: Record<string, unknown> | undefined): ReadIncident["places"] {
  if (location?.type !== "location") return [];
  const { name, country, latitude, longitude, external_references: references } = location as { name?: string; country?: string; latitude?: number; longitude?: number; external_references?: { source_name?: string; external_id?: string }[] };
  const pcode = references?.find(({ source_name: source }) => source === "p-code")?.external_id;
  return [{ name: name ?? pcode ?? country ?? "?", ...(country ? { country } : {}), ...(pcode ? { pcode } : {}), ...(latitude !== undefined && longitude !== undefined ? { lon: longitude, lat: latitude } : {}) }];
}

function faultIn(one: unknown): string | undefined {
  if (typeof one !== "object" || one === null || Array.isArray(one)) return "it is no object";
  const object = one as Record<string, unknown>;
  const { type, id, name } = object;
  if (typeof type !== "string" || !/^[a-z][a-z0-9-]{1,248}$/.test(type)) return "type: missing or not valid";
  if (typeof id !== "string" || !ID.test(id) || !id.startsWith(`${type}--`)) return "id: not of its type, or no STIX identifier";
  if (object.spec_version !== "2.1" && !(object.spec_version === undefined && CYBER.has(type))) return "spec_version: 2.1 is read here";
  if (type === "identity" && object.identity_class === "individual") return "identity: people are not taken in";
  const isDefinition = type === "marking-definition";
  for (const field of isDefinition ? ["created"] : ["created", "modified"]) if (object[field] === undefined && !CYBER.has(type)) return `${field}: missing`;
  for (const field of ["created", "modified", "published", "valid_from", "valid_until", "first_seen", "last_seen"]) if (object[field] !== undefined && !isTimestamp(object[field])) return `${field}: no timestamp in UTC`;
  if (typeof object.created === "string" && typeof object.modified === "string" && object.modified < object.created) return "modified: before created";
  if (["incident", "report", "identity", "tool", "infrastructure"].includes(type) && (typeof name !== "string" || name === "")) return "name: missing";
  if (typeof name === "string" && name.length > LONGEST_NAME) return `name: longer than ${LONGEST_NAME} letters`;
  if (object.confidence !== undefined && !(Number.isInteger(object.confidence) && Number(object.confidence) >= 0 && Number(object.confidence) <= 100)) return "confidence: 0 to 100";
  if (object.labels !== undefined && !(Array.isArray(object.labels) && object.labels.every((label) => typeof label === "string"))) return "labels: a list of words";
  const refs = object.object_marking_refs;
  if (refs !== undefined && !(Array.isArray(refs) && refs.length > 0 && refs.every((ref) => typeof ref === "string" && ID.test(ref) && ref.startsWith("marking-definition--")))) return "object_marking_refs: identifiers of markings";
  if (type === "location") return faultInLocation(object);
  if (type === "relationship" && ![object.source_ref, object.target_ref].every((ref) => typeof ref === "string" && ID.test(ref))) return "source_ref, target_ref: missing";
  return undefined;
}

function faultInLocation({ region, country, latitude, longitude }: Record<string, unknown>): string | undefined {
  if ((latitude === undefined) !== (longitude === undefined)) return "latitude and longitude go together";
  if (region === undefined && country === undefined && latitude === undefined) return "location: no region, country or position";
  if (latitude !== undefined && !(typeof latitude === "number" && Math.abs(latitude) <= 90 && typeof longitude === "number" && Math.abs(longitude) <= 180)) return "latitude, longitude: out of range";
  return undefined;
}

const isTimestamp = (words: unknown): boolean => typeof words === "string" && TIMESTAMP.test(words) && !Number.isNaN(Date.parse(words));

/** Objects that are observed carry no time of their own. */
const CYBER: ReadonlySet<string> = new Set(["artifact", "autonomous-system", "directory", "domain-name", "email-addr", "email-message", "file", "ipv4-addr", "ipv6-addr", "mac-addr", "mutex", "network-traffic", "process", "software", "url", "user-account", "windows-registry-key", "x509-certificate"]);
