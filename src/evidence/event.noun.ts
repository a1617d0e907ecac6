// What happened: the coded occurrence, the unit of analysis. Several reports may support one event; no field names a person.
import { latLngToCell } from "h3-js";
import { z } from "zod";
import { code, codes, day, freeText, integer, reference, references, structure, text, texts } from "../platform/field.ts";
import { noun } from "../platform/noun.ts";
import { gradingFields } from "./grading-fields.ts";
import { searchWords } from "./search-words.ts";
import { whereFields } from "./where-fields.ts";

/** About 5 km²: finer than any second-level area, coarser than a village. */
const CELL_RESOLUTION = 7;
export const cellOf = (lat: number, lon: number): bigint => BigInt(`0x${latLngToCell(lat, lon, CELL_RESOLUTION)}`);

const count = z.int().min(0).max(100_000);

/** People harmed, by the role they had and what befell them; numbers as best, low and high, or the source's words. */
export const Casualty = z.strictObject({
  role: z.enum(["security", "civilian", "assailant", "unknown"]),
  outcome: z.enum(["killed", "wounded", "abducted", "missing"]),
  best: count.optional(), low: count.optional(), high: count.optional(),
  words: z.string().max(80).optional(),
});

/** A named group or force. The order carries no direction, and a reported name is a claim until it is confirmed. */
export const Actor = z.strictObject({
  name: z.string().trim().min(1).max(200),
  kind: z.enum(["state-force", "armed-group", "militia", "private-force", "unidentified", "civilians", "other"]),
  nameStatus: z.enum(["as-coded", "reported-unverified"]).default("as-coded"),
  /** Other names it may stand for, where the reported one may be a confusion. */
  candidates: z.array(z.string().max(200)).max(5).optional(),
});

export const event = noun("event", {
  labels: ["événement", "event", "حدث"],
  plural: ["événements", "events", "أحداث"],
  geometry: "point",
  marking: "GREEN",
  may: { read: "evidence.read", write: "evidence.edit" },
  stepped: { verification: "unverified" },
  fields: {
    title: text(["intitulé", "title", "العنوان"], 240).optional(),
    kind: code(["genre", "kind", "الصنف"], "event-kind").tagged("#event+type"),
    tactics: codes(["tactiques", "tactics", "الأساليب"], "tactic").optional(),
    targets: codes(["cibles (fonctions et lieux)", "targets (functions and places)", "الأهداف (وظائف وأماكن)"], "target-kind").optional(),
    violenceKind: code(["forme de violence", "kind of violence", "شكل العنف"], "violence-kind").optional(),
    actors: structure(["acteurs", "actors", "الجهات"], z.array(Actor).max(10)).optional(),
    commodities: codes(["marchandises", "commodities", "السلع"], "commodity").optional(),
    movement: codes(["moyen de déplacement", "mode of movement", "وسيلة التنقل"], "movement-mode").optional(),
    consequences: codes(["conséquences", "consequences", "العواقب"], "consequence").optional(),
    payerSector: code(["secteur contraint de payer", "sector made to pay", "القطاع المُجبر على الدفع"], "payer-sector").optional(),
    headsTaken: integer(["têtes de bétail volées", "heads of cattle taken", "رؤوس الماشية المسروقة"], "heads", 0, 1_000_000).optional(),
    headsRecovered: integer(["têtes de bétail retrouvées", "heads recovered", "رؤوس الماشية المستردة"], "heads", 0, 1_000_000).optional(),
    occurredFrom: day(["du", "from", "من"]).tagged("#date+start"),
    occurredTo: day(["au", "to", "إلى"]).tagged("#date+end"),
    datePrecision: code(["précision de la date", "date precision", "دقة التاريخ"], "date-precision"),
    /** What was not said but inferred: "year of occurredFrom, from the report's date". */
    inferred: texts(["déduit, non dit", "inferred, not said", "مستنتج وغير مذكور"], 200).optional(),
    ...whereFields,
    crossings: references(["points de passage", "crossing points", "المعابر"], "crossing").optional(),
    /** The country towards which cattle, goods or people were taken. */
    headedFor: code(["vers le pays", "towards country", "نحو بلد"], "country").optional(),
    route: reference(["axe", "route", "الطريق"], "route").optional(),
    reach: reference(["bief", "river reach", "المقطع النهري"], "reach").optional(),
    fatalitiesBest: integer(["morts (meilleure estimation)", "fatalities (best)", "القتلى (أفضل تقدير)"], "deaths", 0, 1_000_000).optional().tagged("#affected+killed+best"),
    fatalitiesLow: integer(["morts (bas)", "fatalities (low)", "القتلى (أدنى)"], "deaths", 0, 1_000_000).optional().tagged("#affected+killed+low"),
    fatalitiesHigh: integer(["morts (haut)", "fatalities (high)", "القتلى (أقصى)"], "deaths", 0, 1_000_000).optional().tagged("#affected+killed+high"),
    casualties: structure(["victimes par rôle", "casualties by role", "الضحايا حسب الدور"], z.array(Casualty).max(16)).optional(),
    ...gradingFields,
    source: reference(["source", "source", "المصدر"], "source"),
    citation: text(["référence", "citation", "المرجع"], 2000).optional(),
    description: freeText(["récit (texte libre, reste ici)", "account (free text, stays here)", "الرواية (نص حر يبقى هنا)"], 20_000).optional(),
    /** The source's own identifier and codes, kept beside ours and never overwritten. */
    sourceEventId: text(["identifiant chez la source", "the source’s id", "المعرّف لدى المصدر"], 120).optional(),
    sourceCodes: structure(["codes de la source", "the source’s codes", "رموز المصدر"], z.record(z.string().max(60), z.string().max(400))).optional(),
  },
  list: ["occurredFrom", "kind", "placeName", "country", "admin1", "fatalitiesBest", "reliability", "credibility", "source"],
  title: "title",
  order: { by: "occurredFrom", descending: true },
  search: ["title", "placeName", "description"],
  check(content) {
    const { occurredFrom, occurredTo, fatalitiesLow: low, fatalitiesBest: best, fatalitiesHigh: high } = content;
    if (occurredTo < occurredFrom)
      return { field: "occurredTo", reason: ["la fin précède le début", "the end is before the start", "النهاية قبل البداية"] };
    if ((low ?? 0) > (best ?? high ?? Infinity) || (best ?? 0) > (high ?? Infinity))
      return { field: "fatalitiesBest", reason: ["bas ≤ meilleur ≤ haut n’est pas respecté", "low ≤ best ≤ high does not hold", "الشرط أدنى ≤ أفضل ≤ أقصى غير محقق"] };
    return undefined;
  },
  // Boxes and neighbourhoods are asked by cell: equality on a bigint keeps its index under row-level security.
  derived: {
    columns: { cell: "bigint", words: "tsvector" },
    of: ({ geometry, ...content }) => ({ cell: geometry ? cellOf(geometry.coordinates[1], geometry.coordinates[0]) : null, words: searchWords(content) }),
  },
  formats: { stix: "incident" },
});
