// A file sent to a running house by somebody who signed in: tried, brought in by the queue, seen in the list, its rejects read.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { startHouse } from "../../../tests/database/signed-in.ts";
import { testNode } from "../../../tests/database/test-node.ts";
import { csvFile, ucdpRow } from "../../../tests/evidence/rows.ts";

const house = await startHouse(await testNode(), { isWorker: true });

test("from the upload to the list, through the queue", async () => {
  const analyst = await house.signIn("analyst", "AMBER");
  const reader = await house.signIn("reader", "AMBER");
  const body = readFileSync(csvFile([ucdpRow({ id: 1 }), ucdpRow({ id: 2, latitude: 214 }), ucdpRow({ id: 3 })], { name: "ged241.csv.gz" }));
  const send = (client: typeof analyst) => client("/api/imports?kind=ucdp&file=ged241.csv.gz", { method: "POST", headers: { "content-type": "application/octet-stream" }, body });
  expect((await send(reader)).status).toBe(403);
  const { id } = (await (await send(analyst)).json()) as { id: string };
  const state = (of: string) => analyst.json(`/api/imports/${of}`);
  await expect.poll(async () => (await state(id)).state, { timeout: 30_000 }).toBe("done");
  expect(await state(id)).toMatchObject({ isDryRun: true, read: 3, inserted: 2, rejected: 1, notes: { layout: "UCDP GED", release: "24.1" } });
  expect((await analyst.json("/api/events")).rows).toEqual([]);
  expect(await (await analyst(`/api/imports/${id}/rejects.csv`)).text()).toMatch(/ged241\.csv,3,latitude,214 is outside -90 to 90/);
  const real = await analyst.json(`/api/imports/${id}/run`, { method: "POST" });
  await expect.poll(async () => (await state(real.id)).state, { timeout: 30_000 }).toBe("done");
  const { rows } = await reader.json("/api/events?country=ML&area=ML01");
  expect(rows.map((row: { content: { sourceEventId: string }; author: string }) => row.content.sourceEventId).sort()).toEqual(["1", "3"]);
  // Whoever sent the file is the author of what it brought.
  expect(rows[0].author).not.toBe("import");
  expect((await reader("/api/imports")).status).toBe(403);
  expect(await (await analyst("/api/events/template.csv")).text()).toMatch(/^sourceEventId,kind,occurredFrom/);
}, 90_000);
