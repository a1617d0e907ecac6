// Files of reports: over a link that breaks, sealed with the report's key, gone with it or on their day.
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import { startHouse, type Client } from "../../../tests/database/signed-in.ts";
import { testNode } from "../../../tests/database/test-node.ts";
import { accept } from "../intake/accept.ts";
import { erase } from "../intake/erase.ts";
import { destroyDueMedia } from "./media.ts";

const node = await testNode();
const house = await startHouse(node);
const phone = house.visitor();
const keeper = node.keeper("test");
let officer: Client;
beforeAll(async () => { officer = await house.signIn("analyst", "AMBER+STRICT"); });

/** Noise does not shrink: a picture of some hundred kilobytes. */
const picture = await sharp(randomBytes(320 * 320 * 3), { raw: { width: 320, height: 320, channels: 3 } }).png().withExif({ IFD0: { Artist: "Appareil de l'essai" } }).toBuffer();
const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
const newReport = async () => (await accept(node, { id: randomUUID(), way: "web", text: "avec une photo" })).id;

const announce = (report: string, bytes: Buffer) => phone("/api/field/media", { method: "POST", json: { report, bytes: bytes.length, sha256: sha256(bytes) } });
const bring = (id: string, offset: number, bytes: Buffer | ReadableStream) => phone(`/api/field/media/${id}/upload`, { method: "PATCH", body: bytes instanceof Buffer ? new Uint8Array(bytes) : bytes, headers: { "content-type": "application/octet-stream", "upload-offset": String(offset) }, ...(bytes instanceof Buffer ? {} : { duplex: "half" }) } as never);
const filesOnDisk = () => { const folder = path.join(node.dir, "media"); return existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ parentPath, name }) => path.join(parentPath, name)) : []; };

test("an upload goes on where it was cut, at any byte, and ends as what was announced", async () => {
  const report = await newReport();
  const { id, arrived, state } = await (await announce(report, picture)).json();
  expect([arrived, state]).toEqual([0, "arriving"]);
  expect(await (await bring(id, 0, picture.subarray(0, 70_001))).json()).toMatchObject({ arrived: 70_001, state: "arriving" });
  // The sender's link breaks in the middle of a request, once some of it is here.
  let link: ReadableStreamDefaultController | undefined;
  const cut = bring(id, 70_001, new ReadableStream({ start(controller) { link = controller; controller.enqueue(new Uint8Array(picture.subarray(70_001, 90_003))); } })).catch(() => {});
  await expect.poll(() => filesOnDisk().filter((file) => file.includes(id)).map((file) => statSync(file).size), { interval: 20, timeout: 20_000 }).toEqual([90_003]);
  link!.error(new Error("cut"));
  await cut;
  await expect.poll(async () => Number((await phone(`/api/field/media/${id}/upload`, { method: "HEAD" })).headers.get("upload-offset")), { interval: 20, timeout: 20_000 }).toBe(90_003);
  const wrong = await bring(id, 5, picture.subarray(5));
  expect([wrong.status, (await wrong.json()).details]).toEqual([409, { offset: 90_003 }]);
  expect(await (await bring(id, 90_003, picture.subarray(90_003))).json()).toMatchObject({ state: "kept", arrived: picture.length });
  expect(await (await announce(report, picture)).json()).toMatchObject({ id, state: "kept" });
  for (const file of filesOnDisk()) {
    expect(readFileSync(file).includes(picture.subarray(1_000, 1_040)), file).toBe(false);
    expect(readFileSync(file).includes("PNG"), file).toBe(false);
    expect(statSync(file).mode & 0o77, file).toBe(0);
  }
  const clean = Buffer.from(await (await officer(`/api/field/media/${id}`)).arrayBuffer());
  expect(await sharp(clean).metadata()).toMatchObject({ width: 320, height: 320 });
  expect(clean.includes("Appareil de l'essai")).toBe(false);
  expect(picture.includes("Appareil de l'essai")).toBe(true);
});

test("what is not what was announced is thrown away, and can be sent again", async () => {
  const { id } = await (await announce(await newReport(), picture)).json();
  const reply = await bring(id, 0, Buffer.from(picture).fill(7, 100, 120));
  expect([reply.status, (await reply.json()).code]).toEqual([422, "media.refused"]);
  expect(await (await bring(id, 0, picture)).json()).toMatchObject({ state: "kept" });
});

test("more than was announced is not taken; a kind that no report brings is noted and not kept", async () => {
  const page = Buffer.from("<!doctype html><script>alert(1)</script>");
  const { id } = await (await announce(await newReport(), page)).json();
  expect(await (await bring(id, 0, Buffer.concat([page, page]))).json()).toMatchObject({ state: "refused", arrived: page.length });
  expect(filesOnDisk().filter((file) => file.includes(id))).toEqual([]);
});

test("there is no file without a report, none beyond the size, and a stranger reads nothing", async () => {
  expect((await announce(randomUUID(), picture)).status).toBe(409);
  expect((await phone("/api/field/media", { method: "POST", json: { report: await newReport(), bytes: 10 ** 9, sha256: sha256(picture) } })).status).toBe(400);
  const { id } = await (await announce(await newReport(), picture)).json();
  for (const address of [`/api/field/media/${id}`, `/api/field/media/${id}/custody`]) expect((await phone(address)).status).toBe(401);
  expect((await officer(`/api/field/media/${id}`)).status).toBe(404);
  expect((await bring(randomUUID(), 0, picture)).status).toBe(404);
});

test("an erased report's files open no more, and go from the disk; so do those whose day has come", async () => {
  const [first, second] = [await newReport(), await newReport()];
  const ids = await Promise.all([first, second].map(async (report) => { const { id } = await (await announce(report, picture)).json(); await bring(id, 0, picture); return id as string; }));
  await node.db.as(keeper, (tx) => erase(node, tx, first, "sender-asked"));
  expect((await officer(`/api/field/media/${ids[0]}`)).status).toBe(404);
  await destroyDueMedia(node);
  const left = (id: string) => filesOnDisk().filter((file) => file.includes(id)).length;
  expect(ids.map(left)).toEqual([0, 2]);
  await node.owner((client) => client.query("update media set delete_on = current_date where report = $1", [second]));
  await destroyDueMedia(node);
  expect(ids.map(left)).toEqual([0, 0]);
  expect((await officer.json(`/api/field/media/${ids[1]}/custody`)).map(({ act }: { act: string }) => act)).toEqual(["seal", "destroy"]);
});
