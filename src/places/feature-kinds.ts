/**
 * What do a gazetteer's feature codes mean to us: a settlement, a site, or none of our business, and why? GeoNames codes
 * after geonames.org/export/codes.html, OpenStreetMap tags after its wiki. There is no layer of places of worship.
 */
export interface PlaceKind { noun: "settlement" | "site"; kind: string }
/** Counted in the import's notes, by code of the list import-skipped. */
export interface Skipped { skipped: string }

const settlement = (kind: string): PlaceKind => ({ noun: "settlement", kind });
const site = (kind: string): PlaceKind => ({ noun: "site", kind });

/** From here a settlement whose kind is not stated is a town. */
const TOWN_POPULATION = 10_000;

const GEONAMES: Readonly<Record<string, PlaceKind>> = {
  PPLC: settlement("capital"), PPLA: settlement("regional-seat"), PPLA2: settlement("district-seat"), PPLA3: settlement("town"), PPLA4: settlement("town"),
  PPLL: settlement("hamlet"), PPLF: settlement("village"), PPLX: settlement("unclassified"), PPLS: settlement("unclassified"), PPLG: settlement("town"),
  SCH: site("school"), SCHC: site("school"), SCHT: site("training-centre"), HSP: site("hospital"), HSPC: site("clinic"), HSPD: site("clinic"), CTRM: site("clinic"),
  MKT: site("market"), AIRP: site("airfield"), AIRF: site("airfield"), BUSTN: site("bus-station"), BDG: site("bridge"), PRT: site("port"), LDNG: site("landing"), FY: site("landing"),
  PSTB: site("border-post"), PSTC: site("customs-post"), CSTM: site("customs-post"), PSTP: site("post"), PP: site("police-station"), MILB: site("post"), INSM: site("post"), FT: site("post"),
  CTHSE: site("court"), GOVL: site("town-hall"), ADMF: site("town-hall"), RADIO: site("radio-station"), WLL: site("water-point"), WTRH: site("water-point"), SPNG: site("water-point"), WTRW: site("water-point"),
  MN: site("mine"), MNAU: site("mine"), MNFE: site("mine"), MNQ: site("mine"), MNC: site("mine"),
};
const WORSHIP = new Set(["CH", "MSQE", "TMPL", "SHRN", "CVNT", "MSSN", "MSTY", "RLG", "RLGR", "CTRR", "SYG", "PGDA", "CMTY", "GRVE", "TMB"]);

export function kindOfGeoNames(featureClass: string, code: string, population: number): PlaceKind | Skipped {
  if (WORSHIP.has(code)) return { skipped: "worship-or-burial" };
  if (code === "PPL") return settlement(population >= TOWN_POPULATION ? "town" : "unclassified");
  const known = GEONAMES[code];
  if (known) return known;
  if (featureClass === "A") return { skipped: "administrative-division" };
  if (/Q$|^PPLH$|^PPLW$|^RUIN$/.test(code)) return { skipped: "abandoned" };
  if ("HTUV".includes(featureClass)) return { skipped: "water-relief-vegetation" };
  if (code === "CMP") return { skipped: "temporary-camp" };
  return { skipped: featureClass === "L" ? "park-or-locality" : featureClass === "R" ? "road-or-railway" : "other-kind" };
}

const OSM: Readonly<Record<string, PlaceKind>> = {
  "place=city": settlement("town"), "place=town": settlement("town"), "place=village": settlement("village"), "place=hamlet": settlement("hamlet"),
  "place=suburb": settlement("unclassified"), "place=quarter": settlement("unclassified"), "place=neighbourhood": settlement("unclassified"),
  "amenity=school": site("school"), "amenity=kindergarten": site("school"), "amenity=college": site("training-centre"), "amenity=university": site("training-centre"),
  "amenity=clinic": site("clinic"), "amenity=doctors": site("clinic"), "amenity=health_post": site("clinic"), "amenity=hospital": site("hospital"),
  "amenity=marketplace": site("market"), "amenity=bus_station": site("bus-station"), "amenity=ferry_terminal": site("landing"), "amenity=fuel": site("fuel-depot"),
  "amenity=police": site("police-station"), "amenity=townhall": site("town-hall"), "amenity=courthouse": site("court"), "amenity=fire_station": site("civil-protection-post"),
  "amenity=drinking_water": site("water-point"), "amenity=water_point": site("water-point"), "amenity=watering_place": site("water-point"), "natural=spring": site("water-point"),
  "man_made=water_well": site("water-point"), "man_made=water_tower": site("water-point"), "man_made=mast": site("telecom-mast"), "man_made=antenna": site("telecom-mast"), "man_made=communications_tower": site("telecom-mast"),
  "man_made=mineshaft": site("mine"), "landuse=quarry": site("mine"), "industrial=mine": site("mine"),
  "military=barracks": site("post"), "military=base": site("post"), "military=checkpoint": site("checkpoint"), "barrier=border_control": site("border-post"), "amenity=customs": site("customs-post"), "government=customs": site("customs-post"),
  "aeroway=aerodrome": site("airfield"), "aeroway=airstrip": site("airfield"), "craft=sawmill": site("logging-site"), "man_made=pier": site("landing"), "leisure=slipway": site("landing"),
};

export function kindOfOsm(tag: string, value: string): PlaceKind | Skipped {
  const known = OSM[`${tag}=${value}`];
  if (known) return known;
  if (/worship|grave_yard|cemetery|monastery|shrine/.test(value)) return { skipped: "worship-or-burial" };
  if (tag === "place") return { skipped: value === "isolated_dwelling" || value === "farm" ? "single-dwelling" : "park-or-locality" };
  if (tag === "power" || tag === "man_made") return { skipped: "power-structure" };
  if (["shop", "craft", "office", "tourism"].includes(tag) || tag === "amenity") return { skipped: "business" };
  return { skipped: "other-kind" };
}
