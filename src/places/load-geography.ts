/** The geography that a caller may see, built once and shared until an area changes. */
import type { Transaction } from "../platform/database.ts";
import { geographyFrom, type Geography } from "./geography.ts";
import { areaShapes } from "./queries.ts";

export async function loadGeography(tx: Transaction): Promise<Geography> {
  return geographyFrom(await areaShapes(tx));
}
