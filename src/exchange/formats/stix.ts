/**
 * A released document as STIX 2.1 objects: an incident, its locations, for an alert the report that tells it, and the TLP 2.0
 * marking. Made from the signed document, so that it says no more. The only identity is the node's own, an organization.
 */
import { codeList } from "../../platform/codes.ts";
import { sha256 } from "../../platform/canonical.ts";
import { nameOf, standardWords } from "../alerts/standard-words.ts";
import type { ReleaseDocument } from "../release/document.ts";
import type { Where } from "../release/policy.ts";
import { TLP_IDS, tlpDefinition } from "./tlp.ts";

export type StixObject = Record<string, unknown> & { type: string; id: string };

/** STIX 2.1, appendix on confidence scales: Admiralty credibility. 6 cannot be judged and has no number. */
const CONFIDENCE: Readonly<Record<string, number>> = { 1: 90, 2: 70, 3: 50, 4: 30, 5: 10 };

/** The same thing has the same id in every document; a UUID of version 5 in form, as STIX asks. */
export function stixId(type: string, name: string): string {
  const hex = sha256(`faleme stix ${type}\n${name}`).toString("hex");
  const variant = "89ab"[Number.parseInt(hex[16]!, 16) & 3]!;
  return `${type}--${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** STIX tells versions apart by `modified` alone: the version stands in its milliseconds, where two left within one second. */
const modifiedOf = ({ issuedAt, version }: ReleaseDocument) => `${issuedAt.slice(0, 19)}.${String(version % 1_000).padStart(3, "0")}Z`;

export interface Telling { created?: string; isRevoked?: boolean; revokedAt?: string }

export function stixOf(document: ReleaseDocument, { created, isRevoked = false, revokedAt }: Telling = {}): StixObject[] {
  const { sender, reference, content } = document;
  const marking = document.marking;
  const modified = isRevoked ? `${(revokedAt ?? document.issuedAt).slice(0, 19)}.999Z` : modifiedOf(document);
  const shared = { spec_version: "2.1", created_by_ref: stixId("identity", sender), created: created ?? modifiedOf(document), modified, object_marking_refs: [TLP_IDS[marking]], ...(isRevoked ? { revoked: true } : {}) };
  const where = content.where as unknown as Where[];
  const { point, coded = {}, words = [], from } = content as { point?: [number, number]; coded?: Record<string, unknown>; words?: Record<string, string>[]; from?: string };
  const isExercise = content.status === "Exercise";
  const marked = (text: string) => (isExercise ? `EXERCISE – EXERCICE: ${text}` : text);
  const kind = codeList("event-kind").codes.get(content.kind)?.labels.en ?? content.kind;
  const known = { kind: content.kind, severity: String(coded.severity ?? "Unknown"), certainty: String(coded.certainty ?? "Unknown"), where, ...(from ? { from } : {}) };
  const confidence = CONFIDENCE[String(coded.credibility)];
  const labels = [content.kind, ...(isExercise ? ["exercise"] : [])];
  const incident: StixObject = {
    type: "incident", id: stixId("incident", `${sender} ${reference}`), ...shared, name: marked(`${kind}: ${[...new Set(where.map((one) => nameOf(one, "en")))].slice(0, 5).join(", ")}`), labels, lang: "en",
    ...(confidence === undefined ? {} : { confidence }), external_references: [{ source_name: "faleme", external_id: document.id, description: `released by ${sender}${from ? `, ${from}` : ""}` }],
  };
  const locations = where.map((one, i) => locationOf(one, i === 0 && where.length === 1 ? point : undefined, shared));
  if (content.subject === "bulletin") return [identityOf(sender), tlpDefinition(marking), ...distinct(locations), bulletinReport()];
  const links = locations.map((location): StixObject => ({ type: "relationship", id: stixId("relationship", `${incident.id} ${location.id}`), ...shared, relationship_type: "located-at", source_ref: incident.id, target_ref: location.id }));
  const reports = content.subject !== "alert" ? [] : [reportOf()];
  return [identityOf(sender), tlpDefinition(marking), ...distinct(locations), incident, ...distinct(links), ...reports];

  /** The incidents of a bulletin's week are told by documents of their own, which it names. */
  function bulletinReport(): StixObject {
    const cited = ((content.parts ?? []) as { document: string }[]).map((part) => ({ source_name: "faleme", external_id: part.document }));
    return {
      type: "report", id: stixId("report", `${sender} ${reference}`), ...shared, lang: "en", name: marked(`Weekly bulletin${from ? `, week of ${from}` : ""}`), labels: ["bulletin", ...labels.slice(1)], published: `${document.issuedAt.slice(0, 19)}.000Z`,
      object_refs: [...new Set(locations.map(({ id }) => id))], external_references: [{ source_name: "faleme", external_id: document.id, description: `released by ${sender}` }, ...cited],
    };
  }

  function reportOf(): StixObject {
    const said = words.find(({ language }) => language === "en") ?? words[0] ?? { ...standardWords(known, "en") };
    const text = [said.description, said.instruction].filter(Boolean).join("\n\n");
    return {
      type: "report", id: stixId("report", `${sender} ${reference}`), ...shared, lang: said.language ?? "en", name: marked(String(said.headline)), ...(text ? { description: marked(text) } : {}), labels, published: `${document.issuedAt.slice(0, 19)}.000Z`,
      object_refs: [incident.id, ...new Set(locations.map(({ id }) => id))], ...(confidence === undefined ? {} : { confidence }),
    };
  }
}

/** The node: an organization. Nothing here ever says who a person is. */
const identityOf = (sender: string): StixObject => ({ type: "identity", spec_version: "2.1", id: stixId("identity", sender), created: "2025-01-01T00:00:00.000Z", modified: "2025-01-01T00:00:00.000Z", name: `Falémé ${sender}`, identity_class: "organization", sectors: ["government-public-services"] });

function locationOf(where: Where, point: [number, number] | undefined, shared: Record<string, unknown>): StixObject {
  const pcode = where.exact ?? where.admin2 ?? where.admin1 ?? where.country;
  const name = where.exactName ?? where.admin2Name ?? where.admin1Name ?? where.countryName ?? pcode;
  return {
    // A position belongs to one incident; an area is the same for all of its marking.
    type: "location", id: stixId("location", point ? `${pcode} ${point.join(" ")}` : `${pcode} ${String(shared.object_marking_refs)}`), ...shared, ...(point ? {} : { created: "2025-01-01T00:00:00.000Z", modified: "2025-01-01T00:00:00.000Z", revoked: undefined }), name, country: where.country,
    ...(where.admin1 ? { administrative_area: where.admin1Name ?? where.admin1 } : {}), ...(point ? { longitude: point[0], latitude: point[1] } : {}), external_references: [{ source_name: "p-code", external_id: pcode }],
  };
}

const distinct = (objects: readonly StixObject[]): StixObject[] => [...new Map(objects.map((one) => [one.id, one])).values()];

export const bundleOf = (objects: readonly StixObject[]): StixObject => ({ type: "bundle", id: stixId("bundle", objects.map(({ id, modified }) => `${id} ${String(modified)}`).join("\n")), objects: distinct(objects) });
