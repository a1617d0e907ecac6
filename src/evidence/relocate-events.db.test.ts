// Better outlines give events finer areas, once, and nothing else of them changes.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { testNode } from "../../tests/database/test-node.ts";
import { bring, csvFile, ucdpRow } from "../../tests/evidence/rows.ts";
import { loadShippedPlaces } from "../places/index.ts";
import { area } from "../places/area.noun.ts";
import { areasImporter } from "../places/import-areas.ts";
import { idFrom } from "../platform/identity.ts";
import { runImport } from "../platform/import.ts";
import { verifyJournal } from "../platform/journal.ts";
import { find, history, save } from "../platform/noun-store.ts";
import { event } from "./event.noun.ts";
import { relocateEvents } from "./relocate-events.ts";

const node = await testNode();
const keeper = node.keeper("test");
const signal = new AbortController().signal;
const id = (n: number) => idFrom("ucdp-ged", String(n));
const content = async (n: number) => (await node.db.as(keeper, (tx) => find(tx, event, id(n))))!.content as Record<string, unknown>;

test("an event gets the district that is drawn around it, if the row is precise enough; a second run changes nothing", async () => {
  await loadShippedPlaces(node);
  await bring(node, "ucdp", csvFile([ucdpRow({ id: 1 }), ucdpRow({ id: 2, where_prec: 4 }), ucdpRow({ id: 3, latitude: 13.2, longitude: -8.9, adm_1: "Koulikoro region" })], { name: "ged241.csv" }));
  await relocateEvents(node, false, signal);
  expect(await relocateEvents(node, false, signal)).toBeUndefined();
  await node.db.as(keeper, (tx) => save(tx, area, { content: {
    name: "Testé", pcode: "ML0199", hierarchy: "admin", level: 2, parentPcode: "ML01", country: "ML", boundaryPrecisionKm: 1,
    geometry: { type: "Polygon", coordinates: [[[-11, 14], [-10, 14], [-10, 15], [-11, 15], [-11, 14]]] },
  } }));
  expect(await relocateEvents(node, false, signal)).toBe(1);
  expect(await content(1)).toMatchObject({ area: "ML0199", admin1: "ML01", admin2: "ML0199", placeName: "Test town", fatalitiesBest: 3 });
  expect(await content(2)).toMatchObject({ area: "ML01", admin1: "ML01" });
  expect(await content(2)).not.toHaveProperty("admin2");
  const versions = await node.db.as(keeper, (tx) => history(tx, event, id(1)));
  expect(versions.map(({ author }) => author)).toEqual(["test", "relocation"]);
  // The same file again knows the new areas itself, and finds them there.
  expect(await bring(node, "ucdp", csvFile([ucdpRow({ id: 1 })], { name: "ged241.csv" }))).toMatchObject({ updated: 0, unchanged: 1 });
  expect((await node.owner(verifyJournal)).versions).toBeGreaterThan(5);
});

const BOUNDARIES = fileURLToPath(new URL("../../../shared/data/boundaries/", import.meta.url));
const UCDP = fileURLToPath(new URL("../../../shared/data/ucdp/ged241-west-africa-1989-2021.csv.gz", import.meta.url));

test.skipIf(!existsSync(BOUNDARIES) || !existsSync(UCDP))("with the real boundaries nothing of the real file is refused, before or after them", async () => {
  const real = await testNode();
  const files = ["cod_mli_adm0", "cod_mli_adm1", "cod_mli_adm2", "cod_sen_adm0", "cod_sen_adm1", "cod_sen_adm2"].map((name) => `${BOUNDARIES}${name}.geojson`);
  await runImport(areasImporter, { node: real, caller: real.keeper("test"), files, isDryRun: false, values: {}, signal, progress() {} });
  expect(await bring(real, "ucdp", UCDP)).toMatchObject({ read: 3292, inserted: 3292, rejected: 0 });
  const { rows } = await real.owner((client) => client.query("select count(*) filter (where admin2 is not null) as placed, count(*) filter (where admin1 = 'ML01') as kayes from events where country = 'ML' and place_precision in ('exact', 'near', 'admin2')"));
  expect(rows[0].placed).toBeGreaterThan(1_000);
  expect(rows[0].kayes).toBe(9);
});
