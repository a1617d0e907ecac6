/** All SQL of the chapter. Everything is read as the caller of the transaction, under row-level security. */
import { sql } from "kysely";
import type { Transaction } from "../platform/database.ts";
import type { AreaShape } from "./geography.ts";

/** Every area that the caller may read, with its outline. */
export async function areaShapes(tx: Transaction): Promise<AreaShape[]> {
  const { rows } = await sql<Record<string, any>>`
    select id, pcode, name, level, hierarchy, country, parent_pcode, area_type, iso, valid_to, geometry, boundary_precision_km,
      array_remove(array[name_fr, name_en, name_ar] || coalesce(spellings, '{}'), null) as spellings
    from areas where not withdrawn order by pcode, id`.execute(tx.sql);
  return rows.map((row) => withoutNulls({
    id: row.id, pcode: row.pcode, name: row.name, level: row.level, hierarchy: row.hierarchy, country: row.country, parentPcode: row.parent_pcode,
    areaType: row.area_type, iso: row.iso, validTo: row.valid_to, geometry: row.geometry, boundaryPrecisionKm: row.boundary_precision_km,
    spellings: row.spellings,
  }) as unknown as AreaShape);
}

const withoutNulls = (object: Record<string, unknown>) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null && value !== undefined));
