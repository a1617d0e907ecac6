// The whole of it on the report's facts: what is known and what nobody knows; a message from a phone without a network becomes graded
// evidence; the country that is affected is warned and answers; the sender reads what became of it, and it is erased. No outside address is asked.
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { codesFor } from "../../src/exchange/delivery/codes.ts";
import { contentForHouse } from "../../src/field/intake/content.ts";
import { verifyJournal } from "../../src/platform/journal.ts";
import { openNode, type Node } from "../../src/platform/node.ts";
import { agreementWords, MAKOFE, SARAYA } from "../exchange/world.ts";
import { openNeighbour, type Neighbour } from "./neighbour.ts";
import { cannotRun, openHouse } from "./house.ts";
import { enter, isWhole, Phone, receiptOf, tellCattleTheft } from "./notebook.ts";
import { asked, invited } from "./officers.ts";
import { openLink, type Link } from "./slow-link.ts";

const UCDP = "../shared/data/ucdp/ged241-west-africa-1989-2021.csv.gz";
const GEONAMES = "../shared/data/gazetteer/geonames_2014_ml_mr_sn_gn_triborder.tsv.gz";
const MELGUE = "9e60b709-e8e7-8526-832e-3c5318194788";
const DEADLINE_SECONDS = 15 * 60;

describe.skipIf(cannotRun)("the demonstration", { retry: 0 }, () => {
  const house = openHouse("report");
  const phone = new Phone();
  let node: Node, link: Link, mali: Neighbour;
  let duty: Page, second: Page, releasing: Page, other: Page;
  /** Of the report that came from the phone, of the event made of it, of the alert about it. */
  let report: string, receipt: string, event: string, alert: string;
  const posts = {} as Record<"rescue" | "deputy" | "prefecture" | "army" | "malian", string>;

  beforeAll(async () => {
    if (cannotRun) return;
    link = await openLink(() => house.url);
    node = await openNode({ dir: house.dir });
    duty = await invited(house, "permanence-1", "duty-officer", "AMBER+STRICT");
    second = await invited(house, "permanence-2", "duty-officer", "AMBER+STRICT");
    releasing = await invited(house, "diffusion-1", "releasing-officer", "AMBER+STRICT");
    other = await invited(house, "diffusion-2", "releasing-officer", "AMBER+STRICT");
  });
  afterAll(async () => { await phone.throwAway(); await mali?.close(); await node?.close(); });

  const contentOf = (id: string) => node.db.as(node.keeper("test"), (tx) => contentForHouse(node, tx, id));
  const reports = async (): Promise<string[]> => (await node.owner((client) => client.query("select id from reports order by received_at, id"))).rows.map(({ id }) => id as string);
  const rowOf = async (id: string) => asked(duty, `/api/reports/${id}`);
  const screened = (id: string) => expect.poll(async () => (await rowOf(id)).content.state, { timeout: 30_000 }).toBe("screened");
  const sent = async (told: object): Promise<string> => {
    const { id } = await asked(duty, "/api/field/reports", { id: randomUUID(), language: "fr", ...told });
    await screened(id);
    return id;
  };
  /** As the page sends a file, and waits for it. */
  const imported = async (kind: string, file: string, data: Buffer) => {
    const page = await house.enter();
    const { id } = await (await page.request.post(`${house.url}/api/imports?kind=${kind}&file=${file}&dryRun=false`, { data, headers: { "content-type": "application/octet-stream" }, timeout: 60_000 })).json();
    await expect.poll(async () => (await (await page.request.get(`${house.url}/api/imports/${id}`)).json()).state, { timeout: 120_000 }).toBe("done");
    return page;
  };
  const trail = () => asked(duty, `/api/alerts/${alert}/trail`);

  test.skipIf(!existsSync(UCDP))(`Kayes: one event of open data in 2021, nobody looking from 2022 on, and a growth that is a claim${existsSync(UCDP) ? "" : " (skipped: ../shared/data is not here)"}`, async () => {
    const page = await imported("ucdp", "ged241.csv.gz", readFileSync(UCDP));
    await page.goto(`${house.url}/areas/ML01`);
    const chart = page.getByRole("figure", { name: /Événements connus chaque année/ });
    await chart.getByRole("img").waitFor();
    await chart.getByRole("button", { name: "Tableau" }).click();
    const year = (name: string) => chart.getByRole("row").filter({ has: page.getByRole("rowheader", { name }) }).innerText();
    expect(await year("2021")).toMatch(/^2021\s+1\s.*couverte en entier/s);
    for (const name of ["2022", "2023", "2024"]) expect(await year(name)).toMatch(/non couverte/);
    await page.getByRole("listitem").filter({ hasText: "more than sevenfold" }).getByText("non vérifiable avec nos données").waitFor();
    await page.context().close();
  });

  test("Melgué has two candidates and no dot; Makofé has no coordinates, and Saraya in Senegal is affected", async () => {
    if (existsSync(GEONAMES)) {
      const rows = gunzipSync(readFileSync(GEONAMES)).toString("utf8").split("\n");
      await (await imported("gazetteer", "geonames_melgue.tsv", Buffer.from(rows.filter((row, at) => at === 0 || row.split("\t")[1] === "Melgué").join("\n")))).context().close();
    }
    await duty.goto(`${house.url}/evidence/events/${MELGUE}`);
    await duty.getByText("non tranché entre plusieurs lieux").first().waitFor();
    await duty.getByText("aucune : rien d’inventé").waitFor();
    const { isInDoubt, candidates } = await asked(duty, `/api/events/${MELGUE}/candidates`);
    expect([isInDoubt, candidates.length]).toEqual([true, existsSync(GEONAMES) ? 2 : 0]);
    for (const id of [MELGUE, MAKOFE]) expect((await asked(duty, `/api/events/${id}`)).content.geometry).toBeUndefined();
    expect(await asked(duty, `/api/exchange/affected/${MAKOFE}`)).toMatchObject({ countries: expect.arrayContaining(["SN"]), affected: expect.arrayContaining([expect.objectContaining({ pcode: SARAYA, country: "SN" })]) });
  });

  test("a phone without a network queues what it was told, survives a kill, and sends it once", async () => {
    let page = await phone.open(`${link.url}/report/`);
    const elsewhere: string[] = [];
    const watch = (of: Page) => of.on("request", (request) => { if (new URL(request.url()).origin !== link.url && !/^(blob|data):/.test(request.url())) elsewhere.push(request.url()); });
    watch(page);
    await enter(page);
    await expect.poll(() => isWhole(page)).toBe(true);
    await expect.poll(() => page.evaluate(async () => (await (await caches.open("places")).keys()).length), { timeout: 60_000 }).toBe(3);
    link.cut = "everything";
    await page.context().setOffline(true);
    await tellCattleTheft(page, { place: "Saraya", words: "SARAYA vol betail 40 hier" });
    await page.getByRole("button", { name: "Envoyer", exact: true }).click();
    await page.getByText(/Pas de réseau|Le réseau ne répond pas encore/).waitFor();
    await phone.kill();
    expect(await reports()).toEqual([]);
    link.cut = "none";
    page = await phone.open(`${link.url}/report/`);
    watch(page);
    await page.getByRole("button", { name: /Bien reçu/ }).click();
    receipt = await receiptOf(page);
    const arrived = await reports();
    expect(arrived).toHaveLength(1);
    report = arrived[0]!;
    expect(link.asked.filter(({ line }) => line.startsWith("POST /api/field/reports")).length).toBeGreaterThan(0);
    expect(elsewhere).toEqual([]);
    await phone.kill();
    await screened(report);
    expect((await rowOf(report)).content).toMatchObject({ kind: "cattle-theft", country: "SN", admin1: "SN06", numbers: [{ value: 40 }] });
  });

  test("by keyboard to C3 and an event; the same origin again adds nothing, an independent one does", async () => {
    // No outline of a department ships: that Saraya lies in the one of its name is for a person to say.
    await asked(duty, `/api/reports/${report}`, { basedOn: (await rowOf(report)).version, where: { area: SARAYA } }, "PATCH");
    expect((await rowOf(report)).content).toMatchObject({ admin2: SARAYA, placePrecision: "admin2" });
    await duty.goto(`${house.url}/field`);
    await duty.getByRole("cell", { name: /relu par la machine|trié/ }).first().waitFor();
    await duty.keyboard.press("j");
    await duty.keyboard.press("Enter");
    await duty.getByRole("heading", { level: 1, name: /Vol de bétail/ }).waitFor();
    await duty.keyboard.press("g");
    await duty.getByRole("heading", { name: /Quelle confiance/ }).waitFor();
    await duty.keyboard.press("c");
    await duty.keyboard.press("3");
    for (let stop = 0; stop < 3; stop++) await duty.keyboard.press("Tab");
    await duty.keyboard.type("éleveurs");
    await duty.keyboard.press("Control+Enter");
    await duty.getByText("coté", { exact: true }).first().waitFor();
    await duty.getByText("C3").first().waitFor();
    await duty.getByRole("heading", { name: /Quelle confiance/ }).waitFor({ state: "detached" });
    await duty.keyboard.press("e");
    await duty.getByLabel(/^Intitulé/).waitFor();
    await duty.keyboard.type("Troupeau emporté près de Saraya");
    await duty.keyboard.press("Enter");
    await duty.getByRole("link", { name: "Troupeau emporté près de Saraya" }).first().waitFor();
    event = (await rowOf(report)).content.event;
    const sources = async () => (await asked(duty, `/api/events/${event}`)).content.independentSources;
    expect(await sources()).toBe(1);

    const before = await sources();
    for (const [group, counted] of [["éleveurs", before], ["radio communautaire", before + 1]] as const) {
      const id = await sent({ text: "Un troupeau de 40 bêtes a été pris hier à Saraya", said: { kind: "cattle-theft", place: "Saraya" } });
      const { version } = await rowOf(id);
      const { row } = await asked(duty, `/api/reports/${id}`, { basedOn: version, change: { datePrecision: "day", reliability: "C", credibility: "3", sourceGroup: group }, step: "grade" }, "PATCH");
      await asked(duty, `/api/reports/${id}/event`, { basedOn: row.version, event });
      expect(await sources(), group).toBe(counted);
    }
  });

  test("a message that names a person keeps its event and loses the name; what only denounces is closed and erased", async () => {
    const named = await sent({ text: "Moussa Traoré a pris dix bœufs à Kidira", said: { kind: "cattle-theft", place: "Kidira" } });
    await duty.goto(`${house.url}/field/reports/${named}`);
    await duty.getByRole("button", { name: "nom", exact: true }).waitFor();
    expect(await duty.getByText("Traoré").count()).toBe(0);
    await asked(duty, `/api/reports/${named}/remove-names`, { reason: "le fait suffit" });
    expect((await contentOf(named))!.text).toMatch(/dix bœufs/);
    expect(JSON.stringify(await contentOf(named))).not.toMatch(/Moussa|Traoré/);
    expect((await rowOf(named)).content).toMatchObject({ kind: "cattle-theft" });

    const bare = await sent({ text: "Amadou Diallo est complice, arrêtez-le" });
    await duty.goto(`${house.url}/field/reports/${bare}`);
    await duty.getByText(/ne dit peut-être rien d’autre/).waitFor();
    await duty.keyboard.press("x");
    await duty.getByRole("button", { name: "Clore et effacer" }).click();
    await duty.getByText("Effacé : il ne reste rien à lire.").waitFor();
    expect(await contentOf(bare)).toBeUndefined();
  });

  test("the preview gives civil protection and the prefecture the second-level area, and the army nothing while nobody has decided", async () => {
    const post = async (title: string, more: object = {}) => (await asked(duty, "/api/contacts", { content: { title, country: "SN", service: "civil-protection", isArmed: false, level: "operational", areas: [SARAYA], functions: ["emergency-response", "protection"], timeZone: "Africa/Dakar", language: "fr", isDutyOfficer: false, ...more } })).id as string;
    posts.deputy = await post("suppléance, protection civile, Saraya");
    posts.rescue = await post("protection civile, Saraya", { deputies: [posts.deputy] });
    posts.prefecture = await post("préfecture, Saraya", { service: "prefecture" });
    posts.army = await post("poste militaire, Saraya", { service: "army", isArmed: true, functions: ["interdiction"] });
    posts.malian = await post("protection civile, Kayes", { country: "ML", areas: ["ML01"] });
    for (const id of [posts.deputy, posts.rescue, posts.prefecture, posts.army]) await asked(duty, `/api/contacts/${id}/channels`, { channels: [{ channel: "page" }] }, "PUT");
    const audience = [{ country: "SN", services: ["civil-protection", "prefecture", "army"] }, { country: "ML", services: ["civil-protection"] }];
    const content = agreementWords({ audience, finestPlace: "admin2" });
    const { id: agreement } = await asked(releasing, "/api/agreements", { content });
    for (const officer of [releasing, other]) await asked(officer, `/api/agreements/${agreement}/agreeing/sign`, {});
    mali = await openNeighbour(node, "ML", { agreement, content });
    for (const [country, service] of [["SN", "civil-protection"], ["SN", "prefecture"], ["ML", "civil-protection"]]) {
      await asked(releasing, "/api/due-diligence-decisions", { content: { title: `${service}, ${country}`, country, service, outcome: "share", askedBy: "officier de diffusion", conduct: "Aucun fait retenu à ce jour.", decidedOn: "2020-01-01", until: "2099-12-31" } });
    }
    // What people told stays in the house until two of its officers open the event made of it.
    expect(await asked(duty, `/api/reports/${report}/open-event`, { marking: "AMBER" })).toMatchObject({ isWaiting: true });
    expect(await asked(second, `/api/reports/${report}/open-event`, { marking: "AMBER" })).toMatchObject({ isWaiting: false, marking: "AMBER" });

    const shown: any[] = await asked(duty, `/api/exchange/preview/event/${event}`);
    const to = (contact: string) => shown.find((one) => one.contact === contact);
    for (const contact of [posts.rescue, posts.prefecture]) {
      expect(to(contact)).toMatchObject({ isReleased: true, place: "admin2", content: { where: [{ admin2: SARAYA }] } });
      expect(JSON.stringify(to(contact).content)).not.toMatch(/exact|point|Troupeau/);
    }
    expect(to(posts.army)).toMatchObject({ isReleased: false, reasons: [{ code: "no-due-diligence" }] });
    expect(to(posts.army).content).toBeUndefined();
  });

  test("a second officer approves; the contact without a node gets the sheet; the deadline passes to the deputy, who answers by phone", async () => {
    ({ id: alert } = await asked(duty, "/api/alerts/draft", { events: [event, MAKOFE], severity: "Severe", urgency: "Immediate" }));
    expect(await asked(duty, `/api/alerts/${alert}/alerting/issue`, {})).toMatchObject({ isWaiting: true });
    expect((await trail()).deliveries).toEqual([]);
    expect(await asked(releasing, `/api/alerts/${alert}/alerting/issue`, {})).toMatchObject({ isWaiting: false, row: { content: { state: "issued" } } });
    const of = async (contact: string) => (await trail()).deliveries.find((one: any) => one.contact === contact);
    await expect.poll(async () => (await of(posts.rescue))?.state).toBe("delivered");
    expect(await of(posts.army)).toBeUndefined();

    // Without an account, by the code of the message alone.
    const visitor = await house.visit();
    await visitor.goto(`${house.url}/sign-in`);
    const sheet = await asked(visitor, "/api/exchange/sheet", { code: codesFor(node, (await of(posts.rescue)).id).token });
    expect(sheet).toMatchObject({ isExercise: false, isOver: false, document: { sender: "SN", content: { status: "Actual" } } });
    expect(sheet.text).toMatch(/Saraya/);
    expect(sheet.text).not.toMatch(/Makofé|Troupeau|éleveurs/);
    await visitor.context().close();

    const { chain } = await of(posts.rescue);
    await node.owner((client) => client.query("update escalations set due_at = due_at - $1 where id = $2", [DEADLINE_SECONDS, chain]));
    await expect.poll(async () => (await of(posts.deputy))?.state, { timeout: 30_000 }).toBe("delivered");
    expect((await of(posts.rescue)).state).toBe("escalated");
    await asked(duty, `/api/deliveries/${(await of(posts.deputy)).id}/answers`, { way: "phoned", kind: "acknowledged", words: "Une équipe part pour Saraya" });
    expect((await trail()).answers).toMatchObject([{ contact: posts.deputy, way: "phoned", kind: "acknowledged", words: "Une équipe part pour Saraya" }]);
  });

  test("the line to Mali is cut and a file carries it; when the line returns there is one copy", async () => {
    await expect(mali.round("cut")).rejects.toThrow("fetch failed");
    expect(await mali.alerts()).toHaveLength(0);
    await mali.carryFile();
    expect(await mali.alerts()).toMatchObject([{ owner: "SN", content: { state: "received" } }]);
    expect(JSON.stringify(await mali.alerts())).not.toMatch(/Troupeau|éleveurs|Makofé/);
    await mali.round("mended");
    expect(await mali.alerts()).toHaveLength(1);
    await expect.poll(async () => (await trail()).deliveries.find((one: any) => one.contact === posts.malian)?.state).toBe("delivered");
  });

  test("on paper: one page for whoever has no node, and the week on two pages at most, in French and in Arabic", async () => {
    const pagesOf = async (address: string) => {
      const reply = await duty.request.get(house.url + address);
      expect(reply.status(), `${address}: ${reply.statusText()}`).toBe(200);
      expect((await reply.body()).subarray(0, 5).toString(), address).toBe("%PDF-");
      return Number(reply.headers()["x-pages"]);
    };
    expect(await pagesOf(`/api/alerts/${alert}/sheet?contact=${posts.rescue}`)).toBe(1);
    // The week of Makofé, by its Monday.
    const { id, content } = await asked(duty, "/api/bulletins", { week: "2025-02-03" });
    expect(content.facts.figures.find(({ key }: { key: string }) => key === "events").value).toBeGreaterThan(0);
    for (const language of ["fr", "ar"]) expect([1, 2], language).toContain(await pagesOf(`/api/bulletins/${id}/paper?language=${language}`));
  });

  test("what was done is kept, residents have a text, the sender reads the status; erased, nothing decrypts it and the journal verifies", async () => {
    const { deliveries } = await trail();
    await asked(duty, `/api/deliveries/${deliveries.find((one: any) => one.contact === posts.deputy).id}/answers`, { way: "phoned", kind: "outcome-true", done: "Troupeau retrouvé" });
    const { content } = await asked(duty, `/api/alerts/${alert}`);
    for (const info of content.info) expect(info.relay.length, info.language).toBeGreaterThan(20);
    await asked(duty, `/api/alerts/${alert}/alerting/close`, { reason: "Troupeau retrouvé" });

    const page = await phone.open(`${link.url}/report/`);
    await page.getByRole("button", { name: /Bien reçu/ }).click();
    expect(await receiptOf(page)).toBe(receipt);
    await page.getByRole("button", { name: "Voir la suite" }).click();
    await page.getByText("C’est vérifié autant que possible, et pris en compte.").waitFor();
    await page.getByText("Effacer ce message").click();
    await page.getByRole("button", { name: "Effacer pour toujours" }).click();
    await page.getByText("personne ici ne peut plus le lire").waitFor();
    expect(await contentOf(report)).toBeUndefined();
    expect((await asked(duty, `/api/reports/${report}/account`)).isReadable).toBe(false);
    expect((await node.owner(verifyJournal)).entries).toBeGreaterThan(50);
    expect(house.outside).toEqual([]);
  });
});
