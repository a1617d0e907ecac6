// Mail over loopback, from a real client through the listener to a report.
import { createConnection } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import nodemailer, { type SendMailOptions } from "nodemailer";
import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import { startHouse, type Client } from "../../../tests/database/signed-in.ts";
import { testNode } from "../../../tests/database/test-node.ts";
import { readContent } from "../intake/content.ts";

const node = await testNode();
const house = await startHouse(node);
let administrator: Client;
let port = 0;

const settle = async (json: object) => administrator.json("/api/field/email", { method: "PUT", json });

beforeAll(async () => {
  administrator = await house.administrator();
  expect(await administrator.json("/api/field/email")).toMatchObject({ isOn: false, listensOn: null });
  port = (await settle({ isOn: true, port: 0, recipients: ["Veille@house.example"] })).listensOn;
  expect(port).toBeGreaterThan(0);
});

const send = (mail: SendMailOptions) => nodemailer.createTransport({ host: "127.0.0.1", port, secure: false, ignoreTLS: true }).sendMail({ from: "person@elsewhere.example", to: "veille@house.example", ...mail });
const reports = async () => (await node.owner((client) => client.query("select r.id from reports r join report_contents c using (id) where way = 'email' order by c.slot"))).rows.map(({ id }) => id as string);
const contentOf = async (id: string) => (await node.db.as(node.keeper("test"), (tx) => readContent(node, tx, id)))!;

test("a message is a report with its subject and words, and not with its sender", async () => {
  const mail = { subject: "Crue à Bakel", text: "L’eau monte depuis hier.\n\nLe 20 nov., X a écrit :\n> ancien message", messageId: "<1@elsewhere.example>" };
  expect((await send(mail)).response).toContain("250");
  await send(mail);
  const [id, ...others] = await reports();
  expect(others).toEqual([]);
  const content = await contentOf(id!);
  expect(content.text).toBe("Crue à Bakel\n\nL’eau monte depuis hier.");
  expect(JSON.stringify(content)).not.toContain("elsewhere");
});

test("letters of other scripts and encodings are read; a page is read as words", async () => {
  await send({ subject: "فيضان في باكل", html: "<p>ارتفع <b>الماء</b></p><script>x()</script>", textEncoding: "base64" });
  expect((await contentOf((await reports()).at(-1)!)).text).toBe("فيضان في باكل\n\nارتفع الماء");
});

test("pictures and recordings are files of the report; anything else is noted and not kept", async () => {
  const picture = await sharp({ create: { width: 9, height: 9, channels: 3, background: "#123456" } }).png().toBuffer();
  await send({ subject: "photo", text: "voici", attachments: [{ filename: "../../x.png", content: picture }, { filename: "x.exe", content: Buffer.from("MZ…") }] });
  const id = (await reports()).at(-1)!;
  const { rows } = await node.owner((client) => client.query("select state, type, clean_sha256 is not null as clean from media where report = $1 order by state", [id]));
  expect(rows).toEqual([{ state: "kept", type: "image/png", clean: true }, { state: "refused", type: null, clean: false }]);
});

test("mail for others is refused, nothing is relayed, and an empty or enormous one is refused in words", async () => {
  const before = (await reports()).length;
  await expect(send({ to: "somebody@elsewhere.example", text: "x" })).rejects.toMatchObject({ responseCode: 550 });
  await expect(send({})).rejects.toMatchObject({ responseCode: 554 });
  await expect(send({ text: "x".repeat(26 * 2 ** 20) })).rejects.toMatchObject({ responseCode: 552 });
  expect((await reports()).length).toBe(before);
});

test("bytes that are no mail do not end it; it can be closed again", async () => {
  const socket = createConnection({ host: "127.0.0.1", port });
  socket.on("error", () => {});
  socket.write(Buffer.from([0, 255, 13, 10, 1, 2, 3]));
  socket.write(`EHLO x\r\nMAIL FROM:<${"a".repeat(9_000)}>\r\n`);
  await pause(100);
  socket.destroy();
  expect((await send({ text: "encore" })).response).toContain("250");
  expect(await settle({ isOn: false })).toMatchObject({ isOn: false, listensOn: null });
  await expect(send({ text: "x" })).rejects.toMatchObject({ code: "ESOCKET" });
});
