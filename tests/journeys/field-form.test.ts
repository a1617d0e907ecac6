// The field form as people use it: what was told arrives as it was told; the sixteen digits lead back to it; nothing of it is left where
// it must not be. In French, in Arabic, and in a language that is still being written; every screen read by axe at 360 pixels.
import { Buffer } from "node:buffer";
import { createHash, randomUUID } from "node:crypto";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { contentForHouse, say } from "../../src/field/intake/content.ts";
import { MOST_PLACES, writePack, type PackPlace } from "../../src/field/places-pack.ts";
import { openNode, type Node } from "../../src/platform/node.ts";
import { accessibilityFaults, cannotRun, openHouse, widthOverflow } from "./house.ts";
import { enter, goOn, isWhole, receiptOf, tellCattleTheft } from "./notebook.ts";

const PHONE = { viewport: { width: 360, height: 740 } };

describe.skipIf(cannotRun)("the field form", () => {
  const house = openHouse("none");
  let node: Node;
  beforeAll(async () => { if (!cannotRun) node = await openNode({ dir: house.dir }); });
  afterAll(() => node?.close());

  const latest = async () => {
    const { rows: [row] } = await node.owner((client) => client.query("select id from reports order by id desc limit 1"));
    return row!.id as string;
  };
  const contentOf = (id: string) => node.db.as(node.keeper("test"), (tx) => contentForHouse(node, tx, id));
  const faults: string[] = [];
  /** Every screen on the way, once. */
  const look = async (page: Page, name: string) => {
    faults.push(...(await accessibilityFaults(page)).map((fault) => `${name}: ${fault}`));
    if ((await widthOverflow(page)) > 0) faults.push(`${name} is wider than the phone`);
  };

  test("in French: told by taps, with a photograph and a number, followed, answered and erased", async () => {
    const page = await house.visit(PHONE);
    await page.goto(`${house.url}/report/`);
    await page.getByRole("button", { name: "Français" }).waitFor();
    await look(page, "languages");
    await page.getByRole("button", { name: "Français" }).click();
    await page.getByText("Un SMS n’est pas anonyme").waitFor();
    await goOn(page);
    await look(page, "home");

    await page.getByRole("button", { name: "Raconter un fait" }).click();
    await look(page, "what");
    await page.getByRole("button", { name: "Vol, pillage" }).click();
    await page.getByRole("button", { name: "Vol de bétail" }).click();
    await page.getByLabel("Nombre d’animaux").fill("40");
    await goOn(page);
    await page.getByLabel("Chercher un village").fill("bakell");
    await page.locator("#places").getByRole("button", { name: /^Bakel.*Tambacounda/ }).first().waitFor();
    await look(page, "where");
    await page.locator("#places").getByRole("button", { name: /^Bakel.*Tambacounda/ }).first().click();
    await page.getByRole("button", { name: /^Hier/ }).click();
    await page.getByRole("button", { name: "Je l’ai vu" }).click();
    // A large photograph with a place in it leaves as a small one without.
    const photo = await sharp({ create: { width: 3_000, height: 2_000, channels: 3, background: "#806040" } }).withExif({ IFD3: { GPSLatitudeRef: "N", GPSLatitude: "14/1 53/1 0/1" } }).jpeg().toBuffer();
    await page.setInputFiles("#photo", { name: "p.jpg", mimeType: "image/jpeg", buffer: photo });
    await page.getByRole("img", { name: "photo" }).waitFor();
    await look(page, "attach");
    await goOn(page);
    await page.locator("textarea").fill("Partis vers le fleuve.");
    await goOn(page);
    await page.getByLabel(/Numéro de téléphone/).fill("12");
    await page.locator("h1").click();
    await page.getByText("Ce n’est pas un numéro").waitFor();
    await page.getByLabel(/Numéro de téléphone/).fill("+221 77 000 00 00");
    await look(page, "reply");
    await goOn(page);
    await look(page, "check");
    // Changed at the last look, and back.
    await page.getByRole("button", { name: "Changer : Combien" }).click();
    await page.getByLabel("Nombre d’animaux").fill("٣٨");
    await page.getByRole("button", { name: "Terminé" }).click();
    await page.getByText("38", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Envoyer", exact: true }).click();
    const receipt = await receiptOf(page);
    await look(page, "receipt");

    const id = await latest();
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const content = await contentOf(id);
    expect(content).toMatchObject({ text: "Partis vers le fleuve.", said: { kind: "cattle-theft", place: "Bakel", on: yesterday, howKnown: "seen", numbers: [{ value: 38, of: "animals" }] } });
    const { rows: [bakel] } = await node.owner((client) => client.query("select name from settlements where id = $1 union select name from areas where pcode = $2", [content!.said!.placeId ?? null, content!.said!.placeId ? null : content!.said!.area]));
    expect(bakel.name).toBe("Bakel");
    await expect.poll(async () => (await node.owner((client) => client.query("select bytes, sha256, state from media where report = $1", [id]))).rows).toMatchObject([{ sha256: expect.anything(), state: "kept" }]);
    await expect.poll(() => page.getByRole("button", { name: /Oublier ce numéro/ }).count()).toBe(1);
    // Nothing of what was said is left in the phone; the number is, until it is written down.
    const kept = () => page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve) => { const request = indexedDB.open("notebook"); request.onsuccess = () => { resolve(request.result); }; });
      const all = (store: string) => new Promise<{ open?: Uint8Array }[]>((resolve) => { const request = database.transaction(store).objectStore(store).getAll(); request.onsuccess = () => { resolve(request.result); }; });
      return { items: (await all("items")).map(({ open }) => (open ? new TextDecoder().decode(open) : "sealed")), media: (await all("media")).length };
    });
    const { items, media } = await kept();
    expect([items.length, items[0]!.includes(receipt), /fleuve|Bakel|cattle|221/.test(items[0]!), media]).toEqual([1, true, false, 0]);

    // The office asks; the digits alone lead to the question.
    await node.db.as(node.keeper("test"), (tx) => say(node, tx, id, { from: "house", words: "Combien de charrettes ?", question: "carts" }));
    await page.getByRole("button", { name: "Voir la suite" }).click();
    await page.getByText("Combien de charrettes ?").waitFor();
    await look(page, "follow");
    await page.getByLabel("Votre réponse").fill("Deux.");
    await page.getByRole("button", { name: "Envoyer" }).click();
    await page.getByText("C’est arrivé. Merci.").waitFor();
    await page.getByText("Deux.").waitFor();
    await page.getByText("Effacer ce message").click();
    await page.getByRole("button", { name: "Effacer pour toujours" }).click();
    await page.getByText("personne ici ne peut plus le lire").waitFor();
    expect(await contentOf(id)).toBeUndefined();
    // A number that never was is not known here, and no address ever held the right one.
    await page.getByRole("button", { name: "Retour", exact: true }).click();
    await page.getByLabel("Les 16 chiffres").fill("0000 0000 0000 0001");
    await page.getByText("n’est pas connu ici").waitFor();
    expect(page.url()).toBe(`${house.url}/report/`);
    await page.context().close();
  });

  test("in Arabic: from right to left, on the map and between two places, in the dark", async () => {
    const page = await house.visit({ ...PHONE, locale: "ar", colorScheme: "dark" });
    await page.goto(`${house.url}/report/`);
    await enter(page, "العربية");
    expect(await page.evaluate(() => [document.documentElement.dir, document.documentElement.lang])).toEqual(["rtl", "ar"]);
    await look(page, "home ar");
    await page.getByRole("button", { name: "أخبر بأمر حدث" }).click();
    await page.getByRole("button", { name: "ماء، نار، مرض" }).click();
    await page.getByRole("button", { name: "فيضان" }).click();
    await page.getByLabel("ابحث عن قرية").fill("باكل");
    await page.locator("#places").getByRole("button", { name: /^Bakel/ }).first().waitFor();
    await look(page, "where ar");
    // By keys: the cross stays, the map moves; the point that leaves is the middle of a square of 20 km.
    await page.getByRole("button", { name: "أشر على الخريطة" }).click();
    const map = page.getByRole("application");
    await map.focus();
    for (const key of ["ArrowLeft", "ArrowUp", "+", "ArrowDown"]) await map.press(key);
    await page.getByRole("button", { name: "20 كم" }).click();
    await look(page, "map ar");
    await page.getByRole("button", { name: "اختر هذا المكان" }).click();
    await page.getByRole("button", { name: "لا أعرف" }).click();
    await page.getByRole("button", { name: "حُكي لي" }).click();
    await page.getByRole("heading", { name: "صورة" }).waitFor();
    await goOn(page, 3);
    await look(page, "check ar");
    await page.getByRole("button", { name: "إرسال" }).click();
    await receiptOf(page);
    await look(page, "receipt ar");
    const { said, answers } = (await contentOf(await latest()))!;
    expect(said).toMatchObject({ kind: "flood", howKnown: "told" });
    expect(answers).toMatchObject({ when: "unknown", pointWithinKm: 20 });
    const [lon, lat] = said!.point!;
    expect([lon > -13 && lon < -11.5, lat > 14 && lat < 15.5]).toEqual([true, true]);
    expect(Math.abs((lat / (20 / 111.2)) % 1 - 0.5)).toBeLessThan(0.01);

    // Near one place, towards another; then what became of it is one tap away.
    await page.getByRole("button", { name: "العودة إلى البداية" }).click();
    await page.getByRole("button", { name: "أخبر بأمر حدث" }).click();
    await page.getByRole("button", { name: "ما نحتاجه" }).click();
    await page.getByRole("button", { name: "ماء", exact: true }).click();
    await page.getByRole("button", { name: "قرب…، نحو…" }).click();
    await page.getByLabel("قرب").fill("Bakel");
    await page.getByLabel("نحو").fill("حقل بعيد");
    await goOn(page, 6);
    await page.getByRole("button", { name: "إرسال" }).click();
    await receiptOf(page);
    expect((await contentOf(await latest()))!.said).toEqual({ kind: "demand-for-water", near: "Bakel", towards: "حقل بعيد" });
    await page.context().close();
  });

  test("a PIN closes the notebook: nothing that is kept can be read without it, and leaving leaves a calendar", async () => {
    const page = await house.visit(PHONE);
    await page.goto(`${house.url}/report/`);
    await enter(page);
    await expect.poll(() => isWhole(page)).toBe(true);
    await page.context().setOffline(true);
    await tellCattleTheft(page, { place: "Kidira", words: "Derrière le marché." });
    await page.getByRole("button", { name: "Envoyer", exact: true }).click();
    await page.getByText("Pas de réseau").waitFor();
    await page.getByRole("button", { name: "Retour au début" }).click();
    await page.getByRole("button", { name: "Réglages" }).click();
    await look(page, "settings");
    await page.getByRole("button", { name: "Mettre un code" }).click();
    await page.getByLabel("Nouveau code").fill("123");
    await page.getByRole("button", { name: "Mettre un code" }).click();
    await page.getByText("Au moins 6").waitFor();
    await look(page, "new PIN");
    for (const label of ["Nouveau code", "Encore une fois"]) await page.getByLabel(label).fill("274911");
    await page.getByRole("button", { name: "Mettre un code" }).click();
    await page.getByText("Le code est mis").waitFor();
    const disk = () => page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve) => { const request = indexedDB.open("notebook"); request.onsuccess = () => { resolve(request.result); }; });
      const all = (store: string) => new Promise<unknown[]>((resolve) => { const request = database.transaction(store).objectStore(store).getAll(); request.onsuccess = () => { resolve(request.result); }; });
      const bytesOf = (value: unknown): string => (value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? new TextDecoder("latin1").decode(value as ArrayBuffer) : typeof value === "object" && value ? Object.entries(value).map(([name, one]) => name + bytesOf(one)).join() : String(value));
      return [...(await all("items")), ...(await all("settings"))].map(bytesOf).join("\n");
    });
    expect(await disk()).not.toMatch(/Kidira|march|cattle|274911/);
    await page.getByRole("button", { name: "Retour", exact: true }).click();
    await tellCattleTheft(page, { place: "Kayes" });
    await page.getByRole("button", { name: "Changer : Vos mots" }).click();
    await page.locator("textarea").fill("Écrit juste avant de sortir.");

    // One tap, and no way back into it without the PIN; the history holds one page less.
    await page.getByRole("button", { name: "Sortir" }).click();
    await page.waitForURL(/calendar/);
    await page.locator("[aria-current=date]").waitFor();
    expect(await disk()).not.toMatch(/Kidira|Kayes|cattle|juste avant|march/);
    await look(page, "calendar");
    expect(await page.evaluate(() => [document.title, document.body.innerText.includes("Carnet"), sessionStorage.length + localStorage.length])).toEqual(["Calendrier", false, 0]);
    await page.goto(`${house.url}/report/`);
    await page.getByLabel("Votre code").fill("000000");
    await page.getByRole("button", { name: "Ouvrir" }).click();
    await page.getByText("Ce n’est pas le bon code").waitFor();
    await look(page, "locked");
    await page.context().setOffline(false);
    await page.getByLabel("Votre code").fill("274911");
    await page.getByRole("button", { name: "Ouvrir" }).click();
    await page.getByRole("button", { name: /Bien reçu/ }).click();
    await receiptOf(page);
    expect((await contentOf(await latest()))!.text).toBe("Derrière le marché.");
    await page.context().close();
  });

  test("what the server will not take comes back to be corrected; a busy server and a stranger's answer cost nothing", async () => {
    const page = await house.visit({ ...PHONE, serviceWorkers: "block" });
    await page.goto(`${house.url}/report/`);
    await enter(page);
    const before = (await node.owner((client) => client.query("select id from reports"))).rows.length;
    const answers = [
      { status: 200, contentType: "text/html", body: "<h1>Bienvenue à l’hôtel</h1>" },
      { status: 503, contentType: "application/problem+json", headers: { "retry-after": "1" }, body: JSON.stringify({ detail: "plein" }) },
      { status: 400, contentType: "application/problem+json", body: JSON.stringify({ detail: "le lieu n’est pas compris" }) },
    ];
    const wires: string[] = [];
    await page.route("**/api/field/reports", (route) => { wires.push(route.request().postData()!); const answer = answers.shift(); return answer ? route.fulfill(answer) : route.continue(); });
    await tellCattleTheft(page);
    await page.getByRole("button", { name: "Envoyer", exact: true }).click();
    // Nobody needs to wait for the next try of its own.
    for (let tries = 0; answers.length > 0 && tries < 20; tries++) await page.getByRole("button", { name: "Envoyer maintenant" }).click({ timeout: 2_000 }).catch(() => undefined);
    expect(answers).toEqual([]);
    await page.getByText("le lieu n’est pas compris").waitFor({ timeout: 60_000 });
    await look(page, "refused");
    await page.getByRole("button", { name: "Changer : Quoi" }).click();
    await page.getByRole("button", { name: "Bonne nouvelle" }).click();
    await page.getByRole("button", { name: "Accord trouvé" }).click();
    await page.getByRole("button", { name: "Envoyer", exact: true }).click();
    await receiptOf(page);
    expect(new Set(wires.map((wire) => JSON.parse(wire).id)).size).toBe(1);
    expect((await node.owner((client) => client.query("select id from reports"))).rows.length).toBe(before + 1);
    expect((await contentOf(await latest()))!.said).toMatchObject({ kind: "local-agreement" });
    await page.context().close();
  });

  test("20,000 villages are searched as one types, with forgiveness, in a language that is still being written", async () => {
    const syllables = ["ba", "kel", "dia", "gou", "mo", "sam", "bou", "ké", "nié", "ta", "fa", "lé", "mé", "sin", "thiou", "ro", "wou", "dou", "ka", "ye"];
    const villages = Array.from({ length: 20_000 }, (_, n): PackPlace => {
      const name = [n % 20, Math.floor(n / 20) % 20, Math.floor(n / 400) % 20, Math.floor(n / 8_000)].map((at) => syllables[at]!).join("");
      return { id: randomUUID(), name: n === 12_345 ? "Dyoumara" : name[0]!.toUpperCase() + name.slice(1), spellings: [], coordinates: [-12 + (n % 997) / 500, 13 + (n % 613) / 400], kind: "village" };
    });
    const packs = Array.from({ length: Math.ceil(villages.length / MOST_PLACES) }, (_, at) => {
      const json = JSON.stringify(writePack({ places: villages.slice(at * MOST_PLACES, (at + 1) * MOST_PLACES), areas: [] }));
      return { json, offer: { name: `all-${createHash("sha256").update(json).digest("hex").slice(0, 12)}`, area: `X${at}`, names: [`Zone ${at}`], places: 7_000, bytes: Buffer.byteLength(json) } };
    });
    const page = await house.visit({ ...PHONE, serviceWorkers: "block" });
    const outline = (await (await fetch(`${house.url}/api/field/places`)).json()).outline;
    await page.route("**/api/field/places", (route) => route.fulfill({ json: { outline, packs: packs.map(({ offer }) => offer) } }));
    for (const { offer, json } of packs) await page.route(`**/api/field/places/${offer.name}`, (route) => route.fulfill({ contentType: "application/json", body: json }));
    await page.goto(`${house.url}/report/`);
    await enter(page, "Pulaar");
    await page.getByText(/Cette langue n’est pas encore complète\s: \d+ mots sur \d+/).waitFor();
    await page.getByRole("button", { name: "Raconter un fait" }).click();
    await page.getByRole("button", { name: "Bonne nouvelle" }).click();
    await page.getByRole("button", { name: "Rencontre, dialogue" }).click();
    // Heavier than a minute of the link together: nothing came unasked.
    await page.getByRole("button", { name: "Choisir les zones" }).click();
    for (const { offer } of packs) await page.getByLabel(offer.names[0]!).check();
    await look(page, "areas to choose");
    await page.getByRole("button", { name: "Terminé" }).click();
    await page.getByText(/^20\s000 lieux/).waitFor({ timeout: 60_000 });

    const typed = async (words: string) => page.evaluate(async (text) => {
      const input = document.getElementById("place") as HTMLInputElement, list = document.getElementById("places")!;
      const times: number[] = [];
      for (let end = 1; end <= text.length; end++) {
        const changed = new Promise<void>((resolve) => { new MutationObserver((_, observer) => { observer.disconnect(); resolve(); }).observe(list, { childList: true }); });
        const from = performance.now();
        input.value = text.slice(0, end);
        input.dispatchEvent(new Event("input", { bubbles: true }));
        await changed;
        times.push(performance.now() - from);
      }
      return { times, first: list.querySelector("button")!.innerText };
    }, words);
    const all: number[] = [];
    for (const [words, meant] of [["dioumara", "Dyoumara"], ["DYOUMARA", "Dyoumara"], ["bakelba", "Bakelba"]] as const) {
      const { times, first } = await typed(words);
      expect(first.toLowerCase(), words).toContain(meant.toLowerCase());
      all.push(...times);
    }
    all.sort((a, b) => a - b);
    process.stdout.write(`Village search over 20,000 names, from keystroke to list: median ${all[all.length >> 1]!.toFixed(1)} ms, slowest ${all.at(-1)!.toFixed(1)} ms of ${all.length} keystrokes\n`);
    await page.context().close();
  });

  test("no screen on the way had a fault that axe knows, nor was wider than the phone", () => { expect(faults).toEqual([]); });
});
