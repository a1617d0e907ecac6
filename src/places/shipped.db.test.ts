import { expect, test } from "vitest";
import { callerWith, testNode } from "../../tests/database/test-node.ts";
import { verifyJournal } from "../platform/journal.ts";
import { count, find, history, save } from "../platform/noun-store.ts";
import { area } from "./area.noun.ts";
import { loadShippedPlaces } from "./shipped.ts";
import { settlement } from "./settlement.noun.ts";

const node = await testNode();
const analyst = callerWith("analyst", "AMBER");
const countOf = (noun: typeof settlement | typeof area) => node.db.as(analyst, (tx) => count(tx, noun as never, {}));
const named = (name: string) => node.db.as(analyst, async (tx) => {
  const { rows: [row] } = await tx.client.query("select id from settlements where name = $1", [name]);
  return (await find(tx, settlement, row.id))!;
});
/** As if another release had shipped: its digest is not the one that is kept. */
const nextRelease = () => node.owner((client) => client.query("update settings set value = '\"another\"' where name = 'places.shipped'"));

test("loads into an empty database, and a second time writes nothing", async () => {
  const loaded = await loadShippedPlaces(node);
  expect(loaded).toMatchObject({ updated: 0, unchanged: 0 });
  expect(loaded!.inserted).toBeGreaterThan(500);
  const [settlements, areas] = [await countOf(settlement), await countOf(area)];
  expect(await loadShippedPlaces(node)).toBeUndefined();
  await nextRelease();
  expect(await loadShippedPlaces(node)).toEqual({ inserted: 0, updated: 0, unchanged: loaded!.inserted });
  expect([await countOf(settlement), await countOf(area)]).toEqual([settlements, areas]);
  expect(await node.owner(verifyJournal)).toMatchObject({ versions: loaded!.inserted });
});

test("two processes that start at once load it once", async () => {
  await nextRelease();
  const both = await Promise.all([loadShippedPlaces(node), loadShippedPlaces(node)]);
  expect(both.filter((one) => one !== undefined)).toHaveLength(1);
});

test("a newer release changes what nobody has touched, and leaves what a person has corrected", async () => {
  const kidira = await named("Kidira");
  const bakel = await named("Bakel");
  await node.db.as(node.keeper("shipped"), (tx) => save(tx, settlement, { id: kidira.id, content: { ...kidira.content, population: 1 } }));
  await node.db.as(analyst, (tx) => save(tx, settlement, { id: bakel.id, content: { ...bakel.content, population: 13_329 } }));
  await nextRelease();
  expect(await loadShippedPlaces(node)).toMatchObject({ updated: 1 });
  expect(await named("Kidira")).toMatchObject({ version: 3, content: kidira.content });
  expect(await named("Bakel")).toMatchObject({ version: 2, content: { population: 13_329 } });
  expect(await node.db.as(analyst, (tx) => history(tx, settlement, kidira.id))).toHaveLength(3);
});
