// Many reports at once are screened as each alone would be, and nobody waits for anybody: one that is in somebody's hands comes last.
import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { testNode } from "../../../tests/database/test-node.ts";
import { loadShippedPlaces } from "../../places/index.ts";
import type { Transaction } from "../../platform/database.ts";
import { verifyJournal } from "../../platform/journal.ts";
import { findMany } from "../../platform/noun-store.ts";
import { accept, type Incoming } from "../intake/accept.ts";
import { contentForHouse } from "../intake/content.ts";
import { erase } from "../intake/erase.ts";
import { report } from "../intake/report.noun.ts";
import { screenReports } from "./screen-report.ts";

const node = await testNode();
await loadShippedPlaces(node);
const keeper = node.keeper("triage");
const as = <T>(work: (tx: Transaction) => Promise<T>) => node.db.as(keeper, work);
const screenAll = (...ids: string[]) => screenReports.run(node, { ids: ids.join(","), exercise: "false" }, new AbortController().signal);

const SAID: readonly Partial<Incoming>[] = [
  { text: "Vol de bétail hier, Mamadou Diallo a vu 12 têtes partir", said: { place: "Kidira" } },
  { text: "feu de brousse", said: { place: "Xaransi Gumbu", near: "Kidira", towards: "Bakel" } },
  { answers: { groupe: { temoin: "Fatoumata Sow", tel: "77 123 45 67" } }, said: { kind: "cattle-theft", place: "Kidira" } },
  { text: "Attaque à Woudou Thierno", said: { kind: "demand-for-water" } },
];

const sent = async (said: Partial<Incoming>): Promise<string> => (await accept(node, { id: randomUUID(), way: "web", language: "fr", ...said })).id;

/** What was written of them, without what names one of them alone. */
const written = (...ids: string[]) => as(async (tx) => {
  const rows = new Map((await findMany(tx, report, ids)).map((row) => [row.id, row]));
  const found = [];
  for (const id of ids) {
    const { version, marking, content } = rows.get(id)!;
    found.push({ version, marking, content: { ...content, receivedAt: "" } as Record<string, unknown>, kept: await contentForHouse(node, tx, id) });
  }
  return found;
});

test("together as each alone", async () => {
  const [alone, together] = [await Promise.all(SAID.map(sent)), await Promise.all(SAID.map(sent))];
  for (const id of alone) await screenAll(id);
  await screenAll(...together);
  const found = await written(...together);
  expect(found).toEqual(await written(...alone));
  expect(found.map(({ version, content }) => [version, content.state])).toEqual(SAID.map(() => [2, "screened"]));
  expect(found[0]!.kept!.triage).toMatchObject({ screenings: [{ key: "text" }] });
  await screenAll(...together);
  expect(await written(...together)).toEqual(found);
  await node.owner(verifyJournal);
});

test("one that is erased, and one that somebody holds, keep nobody waiting; the one that was held is done when it is let go", async () => {
  const [gone, held, ...others] = await Promise.all([...SAID, ...SAID].map(sent)) as [string, string, ...string[]];
  await as((tx) => erase(node, tx, gone, "sender"));
  let letGo = () => {};
  const holding = new Promise<void>((resolve) => { letGo = resolve; });
  let isHeld = () => {};
  const taken = new Promise<void>((resolve) => { isHeld = resolve; });
  const other = as(async (tx) => {
    await tx.client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [held]);
    isHeld();
    await holding;
  });
  await taken;
  const screening = screenAll(held, gone, ...others);
  const stateOf = async (...ids: string[]) => (await as((tx) => findMany(tx, report, ids))).map(({ content }) => (content as { state: string }).state);
  await expect.poll(() => stateOf(...others), { timeout: 30_000 }).toEqual(others.map(() => "screened"));
  expect(await stateOf(held)).toEqual(["received"]);
  letGo();
  await Promise.all([other, screening]);
  expect(await stateOf(held, gone)).toEqual(expect.arrayContaining(["screened", "erased"]));
});
