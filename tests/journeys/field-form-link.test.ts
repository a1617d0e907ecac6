// The field form where it is meant to work: over a link of 40 kbit/s with 600 ms and one packet in twenty lost, without any, and in
// a phone that dies at every step of sending. Whatever happens, there is exactly one report on the server.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { openNode, type Node } from "../../src/platform/node.ts";
import { cannotRun, openHouse } from "./house.ts";
import { enter, isWhole, Phone, receiptOf, tellCattleTheft } from "./notebook.ts";
import { openLink, type Cut, type Link } from "./slow-link.ts";

const FAR = { bitsPerSecond: 40_000, delayMs: 600, loss: 0.05 };

describe.skipIf(cannotRun)("the field form on a bad link", () => {
  const house = openHouse("none");
  let link: Link, node: Node;
  beforeAll(async () => {
    if (cannotRun) return;
    link = await openLink(() => house.url);
    node = await openNode({ dir: house.dir });
  });
  afterAll(() => node?.close());

  const reports = async () => (await node.owner((client) => client.query("select id from reports order by id"))).rows.map(({ id }: { id: string }) => id);

  test("a first visit over a far link is light, whole after it without a network, and a report is less than two kilobytes", async () => {
    const phone = new Phone();
    link.quality = FAR;
    const page = await phone.open("about:blank");
    const elsewhere: string[] = [];
    page.on("request", (request) => { if (new URL(request.url()).origin !== link.url && !/^(blob|data):/.test(request.url())) elsewhere.push(request.url()); });
    const startedAt = Date.now();
    await page.goto(`${link.url}/report`);
    await page.getByRole("button", { name: "Français" }).waitFor({ timeout: 120_000 });
    const firstScreen = { seconds: (Date.now() - startedAt) / 1_000, kb: link.down / 1_000 };
    await enter(page);
    await expect.poll(() => isWhole(page), { timeout: 120_000 }).toBe(true);
    await expect.poll(() => page.evaluate(async () => (await (await caches.open("places")).keys()).length), { timeout: 120_000 }).toBe(3);
    const whole = { seconds: (Date.now() - startedAt) / 1_000, kb: link.down / 1_000 };
    expect(whole.kb).toBeLessThan(150);

    await tellCattleTheft(page, { words: "Ils sont partis vers le fleuve avant l’aube, avec deux charrettes." });
    const before = link.asked.length;
    const askedAt = Date.now();
    await page.getByRole("button", { name: "Envoyer", exact: true }).click();
    expect(await receiptOf(page)).toMatch(/^\d{16}$/);
    const sentIn = (Date.now() - askedAt) / 1_000;
    const sent = link.asked.slice(before).filter(({ line }) => line.startsWith("POST /api/field/reports"));
    expect(sent.length).toBeGreaterThanOrEqual(1);
    for (const { bytes } of sent) expect(bytes).toBeLessThan(2_000);
    expect((await reports()).length).toBe(1);
    process.stdout.write(`Field form over 40 kbit/s, 600 ms, 5 % loss: first screen ${firstScreen.seconds.toFixed(1)} s and ${firstScreen.kb.toFixed(1)} KB; works without a network, with its places, after ${whole.seconds.toFixed(1)} s and ${whole.kb.toFixed(1)} KB; one report ${sent[0]!.bytes} bytes on the wire (request line, headers and body), acknowledged in ${sentIn.toFixed(1)} s\n`);

    // No network at all, and opened anew: everything is there, and what is told waits until the network is back.
    link.quality = {};
    link.cut = "everything";
    await page.reload();
    await page.getByRole("button", { name: "Raconter un fait" }).waitFor();
    await tellCattleTheft(page, { place: "Kayes" });
    await page.getByRole("button", { name: "Envoyer", exact: true }).click();
    await page.getByText("Le réseau ne répond pas encore").waitFor();
    link.cut = "none";
    await page.getByRole("button", { name: "Envoyer maintenant" }).click();
    expect(await receiptOf(page)).toMatch(/^\d{16}$/);
    expect((await reports()).length).toBe(2);
    expect(elsewhere).toEqual([]);
    await phone.throwAway();
  });

  test("a phone that dies at any step has lost nothing, and sends it once", async () => {
    const phone = new Phone();
    const address = `${link.url}/report/`;
    const before = await reports();
    let page: Page = await phone.open(address);
    try {
      await enter(page);
      await expect.poll(() => isWhole(page)).toBe(true);
      await expect.poll(() => page.evaluate(async () => (await (await caches.open("places")).keys()).length), { timeout: 60_000 }).toBe(3);

      // In the middle of the questions.
      await page.getByRole("button", { name: "Raconter un fait" }).click();
      await page.getByRole("button", { name: "Menace, pression" }).click();
      await page.getByRole("button", { name: "Message de menace" }).click();
      await page.getByRole("heading", { name: "Où" }).waitFor();
      await phone.kill();
      page = await phone.open(address);
      await page.getByRole("button", { name: /Message de menace/ }).click();
      await page.getByRole("heading", { name: "Vérifier et envoyer" }).waitFor();
      await page.getByRole("button", { name: "Jeter ce brouillon" }).click();

      // Put down to be sent, with no network; and still to be changed.
      link.cut = "everything";
      await tellCattleTheft(page);
      await page.getByRole("button", { name: "Envoyer", exact: true }).click();
      await page.getByText("Le réseau ne répond pas encore").waitFor();
      await phone.kill();
      expect(await reports()).toEqual(before);
      link.cut = "none";
      page = await phone.open(address);
      await page.getByRole("button", { name: /Bien reçu/ }).click();
      const receipts = [await receiptOf(page)];
      await page.getByRole("button", { name: "Retour au début" }).click();

      // On the wire, before the server has it; and after the server has it, before the phone knows.
      for (const [at, cut] of (["before the server", "before the answer"] as const satisfies readonly Cut[]).entries()) {
        link.cut = cut;
        const asked = link.asked.length;
        await tellCattleTheft(page);
        await page.getByRole("button", { name: "Envoyer", exact: true }).click();
        await expect.poll(() => link.asked.slice(asked).some(({ line }) => line.startsWith("POST /api/field/reports"))).toBe(true);
        await page.getByText("Envoi en cours").waitFor();
        await expect.poll(async () => (await reports()).length - before.length).toBe(cut === "before the answer" ? at + 2 : at + 1);
        await phone.kill();
        link.cut = "none";
        page = await phone.open(address);
        await expect.poll(() => page.getByRole("button", { name: /Bien reçu/ }).count()).toBe(at + 2);
        await page.getByRole("button", { name: /Bien reçu/ }).first().click();
        receipts.push(await receiptOf(page));
        await page.getByRole("button", { name: "Retour au début" }).click();
      }

      // At the very moment of the answer.
      await tellCattleTheft(page);
      const answered = page.waitForResponse((reply) => reply.url().endsWith("/api/field/reports"));
      await page.getByRole("button", { name: "Envoyer", exact: true }).click();
      await answered;
      await phone.kill();
      page = await phone.open(address);
      await expect.poll(() => page.getByRole("button", { name: /Bien reçu/ }).count()).toBe(4);
      await page.getByRole("button", { name: /Bien reçu/ }).first().click();
      receipts.push(await receiptOf(page));

      const now = await reports();
      expect(now.length - before.length).toBe(4);
      expect(new Set(receipts).size).toBe(4);
    } finally {
      await phone.throwAway();
    }
  });
});
