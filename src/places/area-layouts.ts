/**
 * How do the publishers of boundaries spell an area? One reader a layout, told by its columns. All of them answer the same:
 * a p-code or an ISO 3166 code (names never join), a level, names, a parent, dates.
 */
import { codeFrom, isCode } from "../platform/codes.ts";
import type { GeoJsonGeometry } from "../platform/noun.ts";

export interface AreaRow {
  line: number;
  /** As it came, without its outline: for the rejects file. */
  raw: unknown;
  pcode?: string;
  /** ISO 3166-1 or -2, for layouts without p-codes. */
  iso?: string;
  level?: number;
  country?: string;
  parentPcode?: string;
  areaType?: string;
  name?: string;
  nameFr?: string;
  nameEn?: string;
  nameAr?: string;
  validFrom?: string;
  validTo?: string;
  geometry?: GeoJsonGeometry;
}

export type Properties = Readonly<Record<string, unknown>>;

export interface AreaLayout {
  name: string;
  fits(columns: readonly string[]): boolean;
  read(properties: Properties): Omit<AreaRow, "line" | "raw" | "geometry">;
}

/** OCHA's common operational datasets: ADM2_PCODE, ADM2_FR, …; since 2024 also adm2_pcode, adm2_name. */
const codAb: AreaLayout = {
  name: "COD-AB",
  fits: (columns) => columns.some((column) => /^adm\d_pcode$/i.test(column)),
  read(properties) {
    const of = lowerCased(properties);
    const level = [5, 4, 3, 2, 1, 0].find((n) => of[`adm${n}_pcode`]);
    if (level === undefined) return {};
    const name = (language: string) => words(of[`adm${level}_${language}`]);
    return {
      level, pcode: words(of[`adm${level}_pcode`]), country: countryCode(of.adm0_pcode), parentPcode: level > 0 ? words(of[`adm${level - 1}_pcode`]) : undefined,
      name: name("fr") ?? name("name") ?? name("en"), nameFr: name("fr"), nameEn: name("en"), nameAr: name("ar"),
      validFrom: day(of.validon ?? of.valid_on ?? of.date), validTo: day(of.validto ?? of.valid_to),
    };
  },
};

/** OCHA's West and Central Africa files: admin1Name, admin1Pcod. */
const ochaRegional: AreaLayout = {
  name: "OCHA regional",
  fits: (columns) => columns.some((column) => /^admin\dPcode?$/.test(column)),
  read(properties) {
    const code = (n: number) => words(properties[`admin${n}Pcod`] ?? properties[`admin${n}Pcode`]);
    const level = [4, 3, 2, 1, 0].find((n) => code(n));
    if (level === undefined) return {};
    return { level, pcode: code(level), country: countryCode(code(0)), parentPcode: level > 0 ? code(level - 1) : undefined, name: words(properties[`admin${level}Name`]), validFrom: day(properties.last_modif) };
  },
};

const geoBoundaries: AreaLayout = {
  name: "geoBoundaries",
  fits: (columns) => columns.includes("shapeName") && columns.includes("shapeGroup"),
  read(properties) {
    const level = Number(/^ADM(\d)$/.exec(String(properties.shapeType))?.[1] ?? NaN);
    const country = countryCode(properties.shapeGroup);
    return { level: Number.isInteger(level) ? level : undefined, country, iso: level === 0 ? country : words(properties.shapeISO), name: words(properties.shapeName) };
  },
};

/** What is exported here: p-code and hierarchy in our own words. */
const own: AreaLayout = {
  name: "Falémé",
  fits: (columns) => ["pcode", "hierarchy", "level"].every((column) => columns.includes(column)),
  read: (properties) => ({
    pcode: words(properties.pcode), iso: words(properties.iso), level: Number(properties.level), country: words(properties.country), parentPcode: words(properties.parentPcode),
    areaType: words(properties.areaType), name: words(properties.name), nameFr: words(properties.nameFr), nameEn: words(properties.nameEn), nameAr: words(properties.nameAr),
    validFrom: day(properties.validFrom), validTo: day(properties.validTo),
  }),
};

/** OpenStreetMap extracts carry an ISO 3166 code and a name. */
const openStreetMap: AreaLayout = {
  name: "OpenStreetMap",
  fits: (columns) => columns.includes("name") && ISO_COLUMNS.some((column) => columns.includes(column)),
  read(properties) {
    const iso = words(ISO_COLUMNS.map((column) => properties[column]).find(Boolean));
    return { iso, level: iso ? Number(iso.length > 2) : undefined, country: iso?.slice(0, 2).toUpperCase(), name: words(properties["name:fr"] ?? properties.name), nameEn: words(properties["name:en"]), nameAr: words(properties["name:ar"]) };
  },
};
const ISO_COLUMNS = ["ISO3166-2", "iso3166-2", "iso", "iso2", "ISO3166-1"];

/** A country's own table of codes, names and parents, without outlines. */
const codedTable: AreaLayout = {
  name: "table of codes with points",
  fits: (columns) => ["level", "code.id", "parent.id"].every((column) => columns.includes(column)),
  read(properties) {
    const pcode = words(properties["code.id"]);
    const country = pcode?.slice(0, 2);
    return { pcode, level: Number(properties.level), country, parentPcode: words(properties["parent.id"]) ?? country, areaType: words(properties["level_name.en"]), name: words(properties["name.en"]) ?? words(properties["name.local"]) };
  },
};

/** OCHA's list of p-codes. */
const pcodeList: AreaLayout = {
  name: "OCHA p-code list",
  fits: (columns) => ["Location", "Admin Level", "P-Code", "Name"].every((column) => columns.includes(column)),
  read(properties) {
    const country = countryCode(properties.Location);
    const parent = words(properties["Parent P-Code"]);
    return { pcode: words(properties["P-Code"]), level: Number(properties["Admin Level"]), country, parentPcode: parent?.length === 3 ? country : parent, name: words(properties.Name), validFrom: day(properties["Valid from date"]) };
  },
};

const LAYOUTS: readonly AreaLayout[] = [codAb, ochaRegional, geoBoundaries, own, codedTable, pcodeList, openStreetMap];

export const areaLayoutOf = (columns: readonly string[]): AreaLayout | undefined => LAYOUTS.find((layout) => layout.fits(columns));

const lowerCased = (properties: Properties) => Object.fromEntries(Object.entries(properties).map(([name, value]) => [name.toLowerCase(), value]));

/** "Mali (le)" carries its article as catalogues do. */
const words = (value: unknown): string | undefined => (value === null || value === undefined ? undefined : String(value).replace(/\s*\((?:le|la|les|l['’])\)$/i, "").trim() || undefined);

const day = (value: unknown): string | undefined => /^(\d{4}-\d{2}-\d{2})/.exec(String(value ?? ""))?.[1];

/** ISO 3166-1 alpha-2, from itself or from alpha-3. */
function countryCode(value: unknown): string | undefined {
  const code = words(value)?.toUpperCase();
  if (code === undefined) return undefined;
  return isCode("country", code) ? code : codeFrom("country", "iso3", code);
}
