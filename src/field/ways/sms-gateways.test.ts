import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { GATEWAYS, SIGNATURE_SECONDS } from "./sms-gateways.ts";

const SECRET = "a secret of this test";
const NOW = new Date("2026-11-24T06:00:00Z");
const delivery = (body: string, headers: Record<string, string> = {}) => ({ body: Buffer.from(body), headers });

const ANDROID = JSON.stringify({ deviceId: "d", event: "sms:received", id: "delivery-1", payload: { message: "BAKEL crue", receivedAt: "2026-11-24T06:00:00.000+00:00", messageId: "m", phoneNumber: "+221000000000", simNumber: 1 }, webhookId: "w" });

function signed(body: string, at: Date, secret = SECRET) {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  return delivery(body, { "x-timestamp": timestamp, "x-signature": createHmac("sha256", secret).update(body + timestamp).digest("hex") });
}

test("an Android gateway's message is read when its signature is right, fresh and over these bytes", () => {
  const good = signed(ANDROID, NOW);
  expect(GATEWAYS.android.isGenuine(good, SECRET, NOW)).toBe(true);
  expect(GATEWAYS.android.read(good)).toMatchObject({ from: "+221000000000", text: "BAKEL crue" });
  expect(GATEWAYS.android.isGenuine({ ...good, body: Buffer.from(`${ANDROID} `) }, SECRET, NOW)).toBe(false);
  expect(GATEWAYS.android.isGenuine(signed(ANDROID, NOW, "another"), SECRET, NOW)).toBe(false);
  expect(GATEWAYS.android.isGenuine(good, SECRET, new Date(NOW.getTime() + (SIGNATURE_SECONDS + 1) * 1000))).toBe(false);
});

test("Africa's Talking posts a form, and proves itself by the address", () => {
  const form = { ...delivery("date=2026-11-24&from=%2B221000000000&id=at-1&linkId=l&text=BAKEL+crue&to=20880&networkCode=60801"), secretInAddress: SECRET };
  expect(GATEWAYS["africas-talking"].isGenuine(form, SECRET)).toBe(true);
  expect(GATEWAYS["africas-talking"].isGenuine({ ...form, secretInAddress: "" }, SECRET)).toBe(false);
  expect(GATEWAYS["africas-talking"].read(form)).toMatchObject({ from: "+221000000000", text: "BAKEL crue" });
});

test("the generic gateway carries its secret as a bearer token", () => {
  const sent = delivery(JSON.stringify({ id: "1", from: "+221000000000", text: "BAKEL crue" }), { authorization: `Bearer ${SECRET.replaceAll(" ", "-")}` });
  expect(GATEWAYS.generic.isGenuine(sent, SECRET.replaceAll(" ", "-"))).toBe(true);
  expect(GATEWAYS.generic.isGenuine(sent, "another")).toBe(false);
});

test("a secret that was never set opens nothing", () => {
  expect(GATEWAYS.generic.isGenuine(delivery("{}"), "")).toBe(false);
  expect(GATEWAYS["africas-talking"].isGenuine(delivery(""), "")).toBe(false);
  expect(GATEWAYS.android.isGenuine(signed(ANDROID, NOW, ""), "", NOW)).toBe(false);
});

test("a repetition has the same id, another delivery another", () => {
  const id = (body: string) => GATEWAYS.android.read(delivery(body))!.id;
  expect(id(ANDROID)).toBe(id(ANDROID));
  expect(id(ANDROID)).not.toBe(id(ANDROID.replace("delivery-1", "delivery-2")));
  expect(id(ANDROID)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("whatever comes is read or refused, without a fault", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...Object.values(GATEWAYS)), (bytes, gateway) => gateway.read({ body: Buffer.from(bytes), headers: {} })?.text.isWellFormed() ?? true));
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => { const read = GATEWAYS.generic.read(delivery(JSON.stringify({ id: "1", from: "x", text })))!; return read.text.isWellFormed() && !read.text.includes("\0"); }));
  expect(GATEWAYS.generic.read(delivery(JSON.stringify({ id: "1", from: "x", text: "😀".repeat(1_250_000) })))).toBeUndefined();
  expect(GATEWAYS.generic.read(delivery(JSON.stringify({ id: "1", from: "x", text: "a\0b\ud800" })))!.text).toBe("ab\ufffd");
});
