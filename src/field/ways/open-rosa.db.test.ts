// A form on its way: from the sheet to the telephone, filled, and back, over real HTTP as ODK Collect speaks it.
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import { startHouse, type Client } from "../../../tests/database/signed-in.ts";
import { testNode } from "../../../tests/database/test-node.ts";
import { workbookOf } from "../../../tests/field/workbook-of.ts";
import { readContent } from "../intake/content.ts";
import { hashOf } from "./media-files.ts";
import { scanXml } from "./xml-scan.ts";

const node = await testNode();
const house = await startHouse(node);
const phone = house.visitor();
let administrator: Client;
let officer: Client;
const keeper = node.keeper("test");

const SHEETS = {
  survey: `type | name | label::Français (fr) | label::العربية (ar) | relevant | required | faleme
select_one what | what | Quoi ? | ماذا؟ |  | yes | kind
text | where | À quel endroit ? | أين؟ |  | yes | place
date | day | Quel jour ? | في أي يوم؟ |  |  | on
integer | heads | Combien ? | كم؟ | \${what} = 'cattle-theft' |  | number
image | picture | Photo | صورة |  |  |
geopoint | spot | Point | نقطة |  |  | point`,
  choices: `list_name | name | label::Français (fr) | label::العربية (ar)
what | cattle-theft | Vol de bétail | سرقة مواش
what | flood | Crue | فيضان`,
  settings: `form_title | form_id | version | default_language
Veille de village | village-watch | 1 | Français (fr)`,
};

const send = (bytes: Buffer, query = "file=veille.xlsx") => administrator(`/api/field/forms?${query}`, { method: "POST", body: new Uint8Array(bytes), headers: { "content-type": "application/octet-stream" } });

beforeAll(async () => {
  administrator = await house.administrator();
  officer = await house.signIn("analyst", "AMBER+STRICT");
  expect((await send(await workbookOf(SHEETS))).status).toBe(201);
});

const filled = (instance: string, more = "") => `<?xml version='1.0' ?><data id="village-watch" version="1" xmlns:jr="http://openrosa.org/javarosa"><what>cattle-theft</what><where>Bakel</where><day>2026-11-20</day><heads>40</heads><picture>1732.jpg</picture><spot>14.9 -12.46 20.0 5.0</spot>${more}<deviceid>collect:Zq8</deviceid><meta><instanceID>uuid:${instance}</instanceID></meta></data>`;

/** As Collect sends it: the form as a file called so, each attachment under its own name, and whether more follows. */
function body(xml: string, files: Record<string, Buffer> = {}, isIncomplete = false): FormData {
  const form = new FormData();
  form.append("xml_submission_file", new Blob([xml], { type: "text/xml" }), "village-watch_2026-11-20.xml");
  for (const [name, bytes] of Object.entries(files)) form.append(name, new Blob([new Uint8Array(bytes)], { type: "image/jpeg" }), name);
  if (isIncomplete) form.append("*isIncomplete*", "yes");
  return form;
}
const submit = (form: FormData, path = "/openrosa/submission") => phone(path, { method: "POST", body: form, headers: { "x-openrosa-version": "1.0" } });
const receiptIn = (words: string) => /(\d{4}) (\d{4}) (\d{4}) (\d{4})/.exec(words)?.slice(1).join("");
const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: "#884422" } }).jpeg().withExif({ IFD0: { Make: "Fabricant", Model: "Appareil 7" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "14/1 54/1 0/1" } }).toBuffer();

test("the list says where each form is, and the form is an XForm in both languages", async () => {
  const reply = await phone("/openrosa/formList", { headers: { "x-openrosa-version": "1.0" } });
  expect([reply.status, reply.headers.get("x-openrosa-version"), reply.headers.get("content-type")]).toEqual([200, "1.0", "text/xml; charset=utf-8"]);
  const leaves = new Map(scanXml(await reply.text()).leaves.map(({ path, text }) => [path.join("/"), text]));
  expect(leaves.get("xform/formID")).toBe("village-watch");
  expect(leaves.get("xform/hash")).toMatch(/^md5:[0-9a-f]{32}$/);
  const xform = await (await phone(new URL(leaves.get("xform/downloadUrl")!).pathname)).text();
  const { leaves: inForm } = scanXml(xform);
  expect(inForm.map(({ text }) => text)).toEqual(expect.arrayContaining(["Veille de village", "Vol de bétail", "سرقة مواش", "في أي يوم؟"]));
  expect(xform).toContain('relevant=" /data/what  = &apos;cattle-theft&apos;"');
  expect((await phone(new URL(leaves.get("xform/manifestUrl")!).pathname)).status).toBe(200);
});

test("HEAD says that filled forms are taken here, and how large", async () => {
  const reply = await phone("/openrosa/submission", { method: "HEAD" });
  expect([reply.status, reply.headers.get("x-openrosa-accept-content-length"), reply.headers.get("location")]).toEqual([204, "10000000", `${house.url}/openrosa/submission`]);
});

test("a filled form is a report: 201 with its number, 202 and the same number when it is sent again", async () => {
  const instance = randomUUID();
  const first = await submit(body(filled(instance)));
  const receipt = receiptIn(await first.text());
  expect([first.status, receipt]).toEqual([201, expect.stringMatching(/^\d{16}$/)]);
  const again = await submit(body(filled(instance)));
  expect([again.status, receiptIn(await again.text())]).toEqual([202, receipt]);
  const { rows } = await node.owner((client) => client.query("select id, way, kind, occurred_on, form from reports where form = 'village-watch' order by received_at desc, id desc"));
  expect(rows.filter(({ way }) => way === "odk").length).toBe(1);
  expect(rows[0]).toMatchObject({ kind: "cattle-theft", occurred_on: "2026-11-20" });
  const content = await node.db.as(keeper, (tx) => readContent(node, tx, rows[0].id));
  expect(content!.said).toMatchObject({ place: "Bakel", numbers: [{ value: 40, of: "heads" }], point: [-12.46, 14.9] });
  expect(content!.answers).toMatchObject({ where: "Bakel", picture: "1732.jpg" });
  expect(JSON.stringify(content!.answers) + content!.original!.bytes.toString()).not.toContain("Zq8");
  expect(content!.original!.bytes.toString()).toContain("<where>Bakel</where>");
});

test("pictures come over several requests, each with the form, and none of them twice; people see a copy without place and device", async () => {
  const instance = randomUUID();
  const other = await sharp(photo).rotate(90).jpeg().toBuffer();
  const page = Buffer.from("<html><script>alert(1)</script></html>");
  expect((await submit(body(filled(instance), { "1732.jpg": photo }, true))).status).toBe(201);
  expect((await submit(body(filled(instance), { "../../etc/passwd": other, "x.jpg": page }))).status).toBe(202);
  expect((await submit(body(filled(instance), { "1732.jpg": photo, "b.jpg": other }))).status).toBe(202);
  const { rows: [{ report }] } = await node.owner((client) => client.query("select report from media where sha256 = $1", [hashOf(photo)]));
  const files: { id: string; question: string | null; state: string; type: string; sha256: string; hasCleanCopy: boolean }[] = await officer.json(`/api/field/reports/${report}/media`);
  expect(files.map(({ state, type }) => `${state} ${type}`).sort()).toEqual(["kept image/jpeg", "kept image/jpeg", "refused null"]);
  const mine = files.find(({ sha256 }) => sha256 === hashOf(photo))!;
  expect(mine).toMatchObject({ question: "picture", hasCleanCopy: true });

  const clean = Buffer.from(await (await officer(`/api/field/media/${mine.id}`)).arrayBuffer());
  expect((await sharp(photo).metadata()).exif).toBeDefined();
  const { exif, width, height } = await sharp(clean).metadata();
  expect({ exif, width, height }).toEqual({ exif: undefined, width: 40, height: 30 });
  const original = Buffer.from(await (await officer(`/api/field/media/${mine.id}/original`, { method: "POST", json: { reason: "verification" } })).arrayBuffer());
  expect(original.equals(photo)).toBe(true);
  expect((await officer.json(`/api/field/media/${mine.id}/custody`)).map(({ act, sha256 }: { act: string; sha256: string }) => [act, sha256])).toEqual([["seal", hashOf(photo)], ["open-verification", hashOf(photo)]]);
});

test.each([
  ["cut off", "<data id='x'><a>1"], ["an entity of its own", `<!DOCTYPE d [<!ENTITY e "x">]><data id="f"><meta><instanceID>1</instanceID></meta></data>`],
  ["nobody's entity", `<data id="f"><a>&nbsp;</a><meta><instanceID>1</instanceID></meta></data>`], ["no identity", `<data id="f"><a>1</a></data>`], ["nothing", ""], ["no XML", "%PDF-1.4"],
])("a form with %s is refused in words, and nothing of it is kept", async (_, xml) => {
  const before = await node.owner((client) => client.query("select count(*) from reports"));
  const reply = await submit(body(xml));
  expect([reply.status, reply.headers.get("content-type")]).toEqual([422, "text/xml; charset=utf-8"]);
  expect(await reply.text()).toContain('nature="submit_error"');
  expect((await node.owner((client) => client.query("select count(*) from reports"))).rows).toEqual(before.rows);
});

test("what is filled in an exercise is of the exercise", async () => {
  expect((await submit(body(filled(randomUUID())), "/openrosa/exercise/submission")).status).toBe(201);
  expect((await node.owner((client) => client.query("select count(*) from reports where exercise"))).rows[0].count).toBe(1);
  expect(await (await phone("/openrosa/exercise/formList")).text()).not.toContain("village-watch");
});

test("a form that is closed is not listed, and what was filled before still comes", async () => {
  const { id } = (await administrator.json("/api/forms")).rows?.[0] ?? (await administrator.json("/api/forms")).items[0];
  await administrator.json(`/api/field/forms/${id}/open`, { method: "PUT", json: { isOpen: false } });
  expect(await (await phone("/openrosa/formList")).text()).not.toContain("village-watch");
  expect((await phone(`/openrosa/forms/${id}/form.xml`)).status).toBe(404);
  expect((await submit(body(filled(randomUUID())))).status).toBe(201);
  await administrator.json(`/api/field/forms/${id}/open`, { method: "PUT", json: { isOpen: true } });
});

test("a version in use keeps its questions; another version may have others", async () => {
  const changed = { ...SHEETS, survey: SHEETS.survey.replace("Quel jour", "Quelle date") };
  const refused = await send(await workbookOf(changed));
  expect([refused.status, (await refused.json()).code]).toEqual([422, "form.refused"]);
  expect((await send(await workbookOf({ ...changed, settings: SHEETS.settings.replace("| 1 |", "| 2 |") }))).status).toBe(201);
});

test("what a sheet asks and we do not support is refused, each with its row", async () => {
  const reply = await send(await workbookOf({ ...SHEETS, survey: `${SHEETS.survey}\nphonenumber | tel | x | x |  |  |\ntext | where | x | x | \${nothing} = 1 |  |` }));
  const { code, details } = await reply.json();
  expect([reply.status, code]).toEqual([422, "form.refused"]);
  expect(details.faults.map(({ field }: { field: string }) => field)).toEqual(["8", "9", "9"]);
  expect(details.reason).toContain("téléphone");
  expect((await administrator("/api/forms", { method: "POST", json: {} })).status).toBe(409);
  expect((await phone("/api/field/forms?file=x.xlsx", { method: "POST", body: "x" })).status).toBe(401);
  for (const bytes of [Buffer.from("PK\u0003\u0004 no"), Buffer.alloc(0), Buffer.from("type,name,label")]) expect((await send(bytes)).status).toBe(422);
});

test("a sheet of ODK's own is taken, under its file's name", async ({ skip }) => {
  const fixture = new URL("../../../../shared/fixtures/odk/odk_simple.xlsx", import.meta.url);
  if (!existsSync(fixture)) skip("no ODK fixtures beside this checkout");
  expect(await (await send(readFileSync(fixture), "file=odk_simple.xlsx")).json()).toMatchObject({ formId: "odk_simple", questionCount: 2 });
});
