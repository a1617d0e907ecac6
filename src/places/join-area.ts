/** What is known of an area, joined with what a file says of it: the better outline, every spelling, nothing lost. */
import { fold } from "../methods/names/fold.ts";
import type { GeoJsonGeometry } from "../platform/noun.ts";
import type { AreaRow } from "./area-layouts.ts";

export interface AreaContent {
  name: string;
  nameFr?: string;
  nameEn?: string;
  nameAr?: string;
  spellings?: string[];
  pcode: string;
  iso?: string;
  hierarchy: string;
  level: number;
  areaType?: string;
  parentPcode?: string;
  country: string;
  validFrom?: string;
  validTo?: string;
  boundarySource?: string;
  boundaryPrecisionKm?: number;
  geometry?: GeoJsonGeometry;
}

export interface Provenance { source: string; precisionKm: number | undefined }

export function joined(held: AreaContent | undefined, row: AreaRow, { source, precisionKm }: Provenance): AreaContent {
  const base: AreaContent = held ?? { name: row.name!, pcode: row.pcode!, hierarchy: "admin", level: row.level!, country: row.country!, ...compact({ parentPcode: row.parentPcode, areaType: row.areaType }) };
  const named = withNames(base, row);
  const dates = compact({ validFrom: row.validFrom ?? base.validFrom, validTo: row.validTo ?? base.validTo });
  if (!row.geometry) return { ...named, ...(held?.geometry ? {} : dates) };
  if (held && !isBetter(held, row, precisionKm)) return named;
  return { ...named, ...dates, geometry: row.geometry, boundarySource: source.slice(0, 120), ...compact({ boundaryPrecisionKm: precisionKm }) };
}

/** More precise, or as precise and not older. An outline beats none. */
function isBetter(held: AreaContent, row: AreaRow, precisionKm = Infinity): boolean {
  if (!held.geometry) return true;
  const heldKm = held.boundaryPrecisionKm ?? Infinity;
  if (precisionKm !== heldKm) return precisionKm < heldKm;
  return (row.validFrom ?? "") >= (held.validFrom ?? "");
}

/** The name that is known stays; one that folds alike but keeps its accents is better; any other is one more spelling. */
function withNames(base: AreaContent, { name, nameFr, nameEn, nameAr }: AreaRow): AreaContent {
  const best = name && fold(name) === fold(base.name) && marksOf(name) > marksOf(base.name) ? name : base.name;
  const named = { ...base, name: best, ...compact({ nameFr: base.nameFr ?? nameFr, nameEn: base.nameEn ?? nameEn, nameAr: base.nameAr ?? nameAr }) };
  const known = new Set([best, named.nameFr, named.nameEn, named.nameAr, ...(base.spellings ?? [])].flatMap((one) => (one ? fold(one) : [])));
  const others = [name, nameFr, nameEn, nameAr, base.name].filter((one): one is string => one !== undefined && !known.has(fold(one)));
  const spellings = [...new Set([...(base.spellings ?? []), ...others])];
  return { ...named, ...(spellings.length > 0 ? { spellings } : {}) };
}

const marksOf = (name: string) => [...name].filter((letter) => letter > "\u007F").length;

const compact = <T extends object>(object: T) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: NonNullable<T[K]> };
