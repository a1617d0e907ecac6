// Each way in, as its own clients speak to it, with hostile content.
import { createHash, createHmac, randomUUID } from "node:crypto";
import { createConnection } from "node:net";
import { crc32 } from "node:zlib";
import { zipOf } from "../../src/field/ways/stored-zip.ts";
import { escapeXml } from "../../src/field/ways/xml-scan.ts";
import { workbookOf } from "../field/workbook-of.ts";
import { hostileText, hostileValue, mangled, noise, packedNothing, pick, upTo, type Random } from "./hostile-inputs.ts";

export interface Target {
  url: string;
  emailPort: number;
  /** Gateways are called as their kinds; each knows this. */
  secret: string;
  /** A report that is there, for files to belong to. */
  report: string;
  administrator(path: string, init?: RequestInit): Promise<Response>;
}

export interface Answered { status: number; words: string }
type Send = (target: Target, random: Random) => Promise<Answered>;

const bytesOf = (bytes: Buffer) => new Uint8Array(bytes);

async function post(target: Target, path: string, body: Buffer, headers: Record<string, string>, method = "POST"): Promise<Answered> {
  // A server may close on a sender who does not stop: that is a refusal too, as long as it lives on.
  const reply = await fetch(new URL(path, target.url), { method, headers, body: bytesOf(body) }).catch((error: Error & { cause?: { code?: string } }) => error);
  if (reply instanceof Error) return { status: /UND_ERR_SOCKET|ECONNRESET|EPIPE/.test(reply.cause?.code ?? "") ? 499 : 0, words: "" };
  return { status: reply.status, words: await reply.text() };
}

const inAddress = (words: string, most: number) => encodeURIComponent(words.slice(0, most).toWellFormed());
const type = (random: Random, usual: string) => (random() < 0.9 ? usual : pick(random, ["", "text/plain", "application/json", "multipart/form-data", "application/xml; charset=utf-16", "x/y; z"]));

const web: Send = (target, random) => {
  const good = { id: randomUUID(), way: "web", text: hostileText(random), answers: { [hostileText(random).slice(0, 300)]: hostileValue(random) }, said: { place: hostileText(random).slice(0, 201), on: "2026-11-20", numbers: [{ value: 3 }] } };
  const body = random() < 0.75 ? { ...good, ...(random() < 0.4 ? { [pick(random, ["said", "contact", "media", "id", "way", "language", "sentinel", "form"])]: hostileValue(random) } : {}) } : hostileValue(random);
  const words = random() < 0.01 ? "[".repeat(100_000) : JSON.stringify(body);
  return post(target, "/api/field/reports", mangled(random, Buffer.from(words)), { "content-type": type(random, "application/json") });
};

const sms: Send = (target, random) => {
  const kind = pick(random, ["generic", "africas-talking", "android"] as const);
  const [id, from, text] = [randomUUID(), random() < 0.7 ? `+2217${upTo(random, 1e8)}` : hostileText(random).slice(0, 60), hostileText(random)];
  const good = kind === "generic" ? JSON.stringify({ id, from, text }) : kind === "android" ? JSON.stringify({ event: "sms:received", id, payload: { message: text, phoneNumber: from } }) : new URLSearchParams({ id, from, text: text.toWellFormed(), date: "x" }).toString();
  const body = mangled(random, Buffer.from(good));
  const timestamp = String(Math.floor(Date.now() / 1000));
  const proof: Record<string, string> = kind === "generic" ? { authorization: `Bearer ${target.secret}` } : kind === "android" ? { "x-timestamp": timestamp, "x-signature": createHmac("sha256", target.secret).update(body).update(timestamp).digest("hex") } : {};
  const path = kind === "africas-talking" ? `/api/field/sms/${kind}/${target.secret}` : `/api/field/sms/${kind}`;
  const strange = `/api/field/sms/${inAddress(hostileText(random), 80)}`;
  return post(target, random() < 0.95 ? path : strange, body, { "content-type": type(random, kind === "africas-talking" ? "application/x-www-form-urlencoded" : "application/json"), ...proof });
};

const odk: Send = (target, random) => {
  const name = () => (random() < 0.9 ? pick(random, ["a", "where", "meta", "constructor", "__proto__", "g:h", "é"]) : hostileText(random).slice(0, 40));
  const words = () => (random() < 0.7 ? escapeXml(hostileText(random)) : hostileText(random));
  const leaf = () => { const tag = name(); return `<${tag}>${words()}</${tag}>`; };
  const nested = random() < 0.02 ? "<g>".repeat(5_000) : random() < 0.02 ? `${"<g>".repeat(20)}${leaf()}${"</g>".repeat(20)}` : "";
  const head = random() < 0.9 ? "" : pick(random, ["<?xml version='1.0' encoding='utf-16'?>", "<?xml version='1.0' encoding='x-none'?>", `<!DOCTYPE d [<!ENTITY a "${"&b;".repeat(9)}"><!ENTITY b "${"x".repeat(999)}">]>`, "<!DOCTYPE d SYSTEM 'http://127.0.0.1:1/x'>"]);
  const xml = `${head}<data id="${escapeXml(hostileText(random).slice(0, 300))}" version="1">${Array.from({ length: upTo(random, 8) }, leaf).join("")}${nested}<meta><instanceID>uuid:${randomUUID()}</instanceID></meta></data>`;
  const boundary = `b${upTo(random, 1e9)}`;
  const part = (part: string, filename: string, bytes: Buffer) => Buffer.concat([Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${part}"; filename="${filename}"\r\nContent-Type: ${pick(random, ["text/xml", "image/jpeg", "audio/amr"])}\r\n\r\n`), bytes, Buffer.from("\r\n")]);
  const files = Array.from({ length: random() < 0.2 ? 1 + upTo(random, 3) : 0 }, () => part(hostileText(random).slice(0, 90), hostileText(random).slice(0, 90), hostileFile(random)));
  const body = Buffer.concat([part(random() < 0.95 ? "xml_submission_file" : "x", "../../x.xml", mangled(random, Buffer.from(xml))), ...files, Buffer.from(`--${boundary}--\r\n`)]);
  return post(target, "/openrosa/submission", random() < 0.8 ? body : mangled(random, body), { "content-type": type(random, `multipart/form-data; boundary=${boundary}`), "x-openrosa-version": "1.0" });
};

const HEADS = ["\xff\xd8\xff\xe0", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff\x08\x06\0\0\0", "GIF89a\xff\xff\xff\xff", "RIFF\xff\xff\xff\xffWEBPVP8 ", "RIFF\xff\xff\xff\xffWAVEfmt \xff\xff\xff\xff", "\0\0\0\x18ftypisom", "\0\0\0\x18ftypheic", "\x1a\x45\xdf\xa3\x01\xff\xff\xff\xff\xff\xff\xff", "OggS\0\x02", "ID3\x04\0\0\x7f\x7f\x7f\x7f", "#!AMR\n", "PK\x03\x04", "%PDF-1.7", "<svg onload=alert(1)>", "MZ"].map((words) => Buffer.from(words, "latin1"));
const hostileFile = (random: Random): Buffer => Buffer.concat([pick(random, HEADS), noise(random, upTo(random, 600))]);

/** What is announced must mostly be right, or no file would ever be looked at. */
const sometimes = (random: Random, bytes: Buffer) => (random() < 0.7 ? bytes : mangled(random, bytes));

const media: Send = async (target, random) => {
  const file = hostileFile(random);
  // A report may have but so many files: every few rounds there is another.
  if (random() < 0.1) {
    const id = randomUUID();
    await post(target, "/api/field/reports", Buffer.from(JSON.stringify({ id, way: "web", text: "another" })), { "content-type": "application/json" });
    target.report = id;
  }
  const announced = { report: random() < 0.9 ? target.report : randomUUID(), bytes: random() < 0.9 ? file.length : upTo(random, 2 ** 31), sha256: random() < 0.9 ? createHash("sha256").update(file).digest("hex") : "0".repeat(64), ...(random() < 0.3 ? { question: hostileText(random) } : {}) };
  const first = await post(target, "/api/field/media", sometimes(random, Buffer.from(JSON.stringify(announced))), { "content-type": "application/json" });
  const id = first.status === 201 ? (JSON.parse(first.words) as { id: string }).id : random() < 0.5 ? randomUUID() : inAddress(hostileText(random), 60);
  if (first.status >= 500) return first;
  return post(target, `/api/field/media/${id}/upload`, sometimes(random, file), { "content-type": "application/octet-stream", "upload-offset": random() < 0.9 ? "0" : pick(random, ["-1", "1e9", "x", "9007199254740993"]) }, "PATCH");
};

const xlsform: Send = async (target, random) => {
  const cell = () => hostileText(random).replaceAll(/[|\n]/g, " ").slice(0, 300);
  const rows = Array.from({ length: upTo(random, 6) }, () => `${random() < 0.93 ? pick(random, ["text", "select_one yn", "note", "date", random() < 0.2 ? pick(random, ["begin group", "end group", "begin repeat"]) : "image"]) : cell()} | ${random() < 0.93 ? `q${upTo(random, 99)}` : cell()} | ${cell() || "x"} | ${random() < 0.1 ? `\${q${upTo(random, 9)}}` : random() < 0.1 ? cell() : ""}`);
  const book = await workbookOf({ survey: ["type | name | label | relevant", ...rows].join("\n"), choices: `list_name | name | label\nyn | ${random() < 0.9 ? "a" : cell()} | ${cell()}`, settings: `form_id | form_title\n${random() < 0.9 ? `h${upTo(random, 40)}` : cell()} | ${cell()}` });
  const kind = random();
  const bytes = kind < 0.05 ? bombed() : kind < 0.1 ? zipOf([{ name: "../../../../tmp/x.xml", bytes: Buffer.from("<a/>") }, { name: "xl/workbook.xml", bytes: Buffer.from(`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`) }]) : mangled(random, book);
  // A workbook is checked whole either way; most are only tried, so that the proof is about what is refused.
  const reply = await target.administrator(`/api/field/forms?file=${inAddress(cell() || "x", 150)}&isTrial=${random() < 0.9}`, { method: "POST", headers: { "content-type": "application/octet-stream" }, body: bytesOf(bytes) });
  return { status: reply.status, words: await reply.text() };
};

/** A workbook whose sheet unpacks to a hundred megabytes, and says that it is small. */
function bombed(): Buffer {
  const { packed, length } = packedNothing();
  const [name, local, end] = [Buffer.from("xl/workbook.xml"), Buffer.alloc(30), Buffer.alloc(22)];
  local.write("PK\u0003\u0004", "latin1"); local.writeUInt16LE(20, 4); local.writeUInt16LE(8, 8); local.writeUInt32LE(crc32(packed), 14); local.writeUInt32LE(packed.length, 18); local.writeUInt32LE(length, 22); local.writeUInt16LE(name.length, 26);
  const entry = Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\0", "latin1"), local.subarray(4, 30), Buffer.alloc(14)]);
  end.write("PK\u0005\u0006", "latin1"); end.writeUInt16LE(1, 8); end.writeUInt16LE(1, 10); end.writeUInt32LE(entry.length + name.length, 12); end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, entry, name, end]);
}

const email: Send = (target, random) => {
  const lines = [`From: ${hostileText(random).slice(0, 100)}`, `Subject: ${random() < 0.5 ? hostileText(random).slice(0, 900) : `=?utf-8?B?${Buffer.from(hostileText(random).slice(0, 200)).toString("base64")}?=`}`, `Message-ID: <${randomUUID()}@x>`, `Content-Type: ${pick(random, ["text/plain", "text/html; charset=x-none", "multipart/mixed; boundary=b", "multipart/mixed", "message/rfc822", "text/plain; charset=utf-16", "application/ms-tnef"])}`, `Content-Transfer-Encoding: ${pick(random, ["8bit", "base64", "quoted-printable", "x-none"])}`, "", hostileText(random).slice(0, 300_000), "--b", `Content-Disposition: attachment; filename="${hostileText(random).slice(0, 60)}"`, "Content-Transfer-Encoding: base64", "", hostileFile(random).toString("base64"), random() < 0.5 ? "--b--" : ""];
  const raw = mangled(random, Buffer.from(lines.join("\r\n")));
  return spoken(target.emailPort, random() < 0.95 ? ["EHLO x", "MAIL FROM:<x@y.example>", `RCPT TO:<${random() < 0.97 ? "in@house.example" : "x@y.example"}>`, "DATA"] : ["EHLO x", hostileText(random).slice(0, 4_000), "DATA"], raw);
};

/** SMTP with nothing between us and the wire; the last reply counts. */
function spoken(port: number, commands: readonly string[], raw: Buffer): Promise<Answered> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: "127.0.0.1", port });
    const [left, words]: [string[], string[]] = [[...commands], []];
    let last = 0;
    let isSent = false;
    const end = () => { socket.destroy(); resolve({ status: last, words: words.join("\n") }); };
    socket.setTimeout(20_000, () => { last = 0; end(); });
    socket.on("error", () => {});
    socket.on("close", () => resolve({ status: last || 499, words: words.join("\n") }));
    let rest = "";
    socket.on("data", (chunk: Buffer) => {
      const all = (rest + chunk.toString("latin1")).split("\r\n");
      rest = all.pop()!;
      for (const line of all) {
        words.push(line);
        if (!/^\d{3} /.test(line)) continue;
        last = Number(line.slice(0, 3));
        if (isSent || last >= 400) return end();
        if (last === 354) {
          isSent = true;
          // A line that begins with a dot gets another; one dot alone ends the message.
          socket.write(Buffer.from(`${raw.toString("latin1").replaceAll(/(^|\r\n|\n|\r)\./g, "$1..")}\r\n.\r\n`, "latin1"));
        } else if (left.length > 0) socket.write(`${left.shift()!.replaceAll(/[\r\n]/g, " ")}\r\n`);
        else return end();
      }
    });
  });
}

export const WAYS = { web, sms, odk, media, xlsform, email } as const satisfies Record<string, Send>;
export type HostileWay = keyof typeof WAYS;
