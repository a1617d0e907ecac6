// An alert's whole way by hand: written, previewed, agreed to by a second officer, answered on the phone, ended; and the board in Arabic on a phone.
import { randomUUID } from "node:crypto";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { accessibilityFaults, cannotRun, openHouse, PASSWORD, widthOverflow } from "./house.ts";

describe.skipIf(cannotRun)("alerts", () => {
  const house = openHouse("none");
  const states = new Map<string, Awaited<ReturnType<ReturnType<Page["context"]>["storageState"]>>>();

  /** Somebody with these roles, invited by the first administrator. */
  async function enter(login: string, roles: readonly string[], options: Parameters<typeof house.visit>[0] = {}): Promise<Page> {
    if (!states.has(login)) {
      const office = await house.enter();
      const { link } = await (await office.request.post(`${house.url}/api/members`, { data: { login, title: login, roles, clearance: "AMBER+STRICT" } })).json();
      await office.context().close();
      const first = await house.visit();
      const made = await first.request.post(`${house.url}/api/welcome`, { data: { token: new URL(link.url).searchParams.get("token"), password: PASSWORD } });
      expect(made.status(), await made.text()).toBe(200);
      states.set(login, await first.context().storageState());
      await first.context().close();
    }
    return house.visit({ ...options, storageState: states.get(login)! });
  }

  const post = async (page: Page, path: string, data: object) => {
    const reply = await page.request.post(`${house.url}/api/${path}`, { data });
    expect(reply.status(), `${path}: ${await reply.text()}`).toBeLessThan(300);
    return reply.json();
  };

  /** A contact that may receive: a post with a telephone, a decision, and an agreement that two people put in force. */
  async function prepare(duty: Page, releasing: Page, second: Page): Promise<void> {
    const post1 = await post(duty, "contacts", { marking: "AMBER", content: {
      title: "permanence, protection civile, Kédougou", country: "SN", service: "civil-protection", isArmed: false, level: "operational", areas: ["SN"], functions: ["emergency-response", "protection"], timeZone: "Africa/Dakar", language: "fr", isDutyOfficer: true,
    } });
    const channels = await duty.request.put(`${house.url}/api/contacts/${post1.id}/channels`, { data: { channels: [{ channel: "page" }, { channel: "call", address: "1234567" }] } });
    expect(channels.status(), await channels.text()).toBe(200);
    await post(releasing, "due-diligence-decisions", { marking: "AMBER+STRICT", content: { title: "protection civile", country: "SN", service: "civil-protection", outcome: "share", askedBy: "préfecture", conduct: "rien de contraire", decidedOn: "2025-01-01", until: "2099-12-31" } });
    const agreement = await post(releasing, "agreements", { marking: "AMBER", content: {
      title: "Protocole d’alerte", parties: ["SN"], fields: ["protection"], purpose: "protection", audience: [{ country: "SN", services: ["civil-protection"] }], subjects: ["alert"], kinds: ["armed-attack", "panic-displacement"], areas: ["SN"],
      highestMarking: "AMBER", finestPlace: "admin2", finestTime: "day", startsOn: "2025-01-01", endsOn: "2099-12-31", state: "draft",
    } });
    for (const officer of [releasing, second]) await post(officer, `agreements/${agreement.id}/agreeing/sign`, {});
  }

  test("a duty officer writes and previews, a second officer issues, the contact answers by phone, the outcome is kept", async () => {
    const duty = await enter("permanence-kedougou", ["duty-officer"]);
    const releasing = await enter("diffusion", ["releasing-officer"]);
    const second = await enter("diffusion-2", ["releasing-officer"]);
    await prepare(duty, releasing, second);

    await duty.goto(`${house.url}/exchange`);
    await duty.getByRole("link", { name: "Écrire une alerte" }).click();
    await duty.getByRole("button", { name: "Sans fait enregistré" }).click();
    const draft = duty.getByRole("button", { name: "Préparer le projet" });
    expect(await draft.getAttribute("aria-disabled")).toBe("true");
    await duty.getByLabel("Genre").selectOption("armed-attack");
    await duty.getByRole("combobox", { name: "Ajouter une zone" }).fill("Kédougou");
    await duty.getByRole("option", { name: /^Kédougou/ }).click();
    await duty.getByLabel("Gravité").selectOption("Severe");
    await duty.getByLabel("Diffusion").selectOption("AMBER");
    await draft.click();

    // The preview: who, in what form, and as they would read it. Nothing has left.
    await duty.getByText("Recevraient (1)").waitFor();
    await duty.getByRole("button", { name: "Voir comme ce destinataire" }).click();
    await duty.getByRole("group", { name: "Voir comme ce destinataire" }).getByText(/Kédougou/).first().waitFor();
    await duty.getByRole("button", { name: "Émettre (à deux)" }).click();
    await duty.getByText("Rien ne part avant qu’une seconde personne confirme").waitFor();
    const address = duty.url();

    await releasing.goto(address);
    await releasing.getByText("Une première personne a décidé").waitFor();
    await releasing.getByRole("button", { name: "Émettre", exact: true }).click();
    await releasing.getByRole("heading", { name: "Qui a été prévenu, et ce qu’ils répondent" }).waitFor();

    await duty.reload();
    await duty.getByRole("button", { name: "Noter une réponse" }).click();
    await duty.getByRole("button", { name: "Montrer le numéro" }).click();
    await duty.getByText("1234567").waitFor();
    await duty.getByLabel("Réponse", { exact: true }).selectOption("taking-action");
    await duty.getByLabel("Mots du contact").fill("deux équipes partent");
    await duty.getByRole("button", { name: "Enregistrer, selon le contact au téléphone" }).click();
    await duty.getByText("deux équipes partent").waitFor();
    await duty.getByText("téléphone, selon le contact").first().waitFor();
    await duty.getByRole("button", { name: "Vérifier la signature" }).click();
    await duty.getByText("signature bonne, inchangé").waitFor();

    // What it turned out to be, the end for everyone who was told, and the measures.
    await duty.getByRole("button", { name: "Noter une réponse" }).click();
    await duty.getByLabel("Réponse", { exact: true }).selectOption("outcome-true");
    await duty.getByRole("textbox", { name: "Ce qui a été fait" }).fill("habitants mis à l’abri");
    await duty.getByRole("button", { name: "Enregistrer, selon le contact au téléphone" }).click();
    await duty.getByText("habitants mis à l’abri").waitFor();
    await duty.getByRole("button", { name: "Fin d’alerte", exact: true }).click();
    await duty.getByLabel(/^Pourquoi/).fill("le calme est revenu");
    await duty.getByRole("button", { name: "Envoyer à tous ceux qui ont été prévenus" }).click();
    await duty.getByText("fin d’alerte").first().waitFor();
    await duty.goto(`${house.url}/exchange/quality`);
    await duty.getByText("1 sur 1").first().waitFor();
    for (const page of [duty, releasing, second]) await page.context().close();
  });

  test("a reader is told why nothing can be written, and the board and an alert are readable in Arabic on a phone", async () => {
    const reader = await enter("lecture", ["reader"], { viewport: { width: 360, height: 780 } });
    await reader.goto(`${house.url}/exchange`);
    const off = reader.getByRole("button", { name: "Écrire une alerte" });
    expect(await off.getAttribute("aria-disabled")).toBe("true");
    const duty = await enter("permanence-kedougou", ["duty-officer"]);
    const { id } = await post(duty, "alerts", { id: randomUUID(), marking: "GREEN", content: {
      title: "fuite d’habitants – Saraya", kind: "panic-displacement", messageType: "Alert", category: "Rescue", urgency: "Immediate", severity: "Extreme", certainty: "Likely", isTest: false, basis: "stated", functions: ["protection"], state: "draft",
    } });
    await duty.context().close();
    await reader.evaluate(() => { localStorage.setItem("faleme.language", "ar"); });
    for (const path of ["/exchange", `/exchange/alerts/${id}`, "/exchange/coverage", "/exchange/governance", "/exchange/requests", "/exchange/information-requests/new", "/exchange/data-incidents/new"]) {
      await reader.goto(`${house.url}${path}`);
      await reader.locator("h1").waitFor();
      await expect.poll(() => reader.locator("main [class*=Skeleton]").count(), { timeout: 20_000 }).toBe(0);
      expect(await widthOverflow(reader), path).toBe(0);
      expect(await accessibilityFaults(reader), path).toEqual([]);
    }
    await reader.context().close();
  });

  test("by the names of two places an alert is placed; a question with a deadline is asked and answered; an incident is written down without a name", async () => {
    const duty = await enter("permanence-kedougou", ["duty-officer"]);
    await duty.goto(`${house.url}/exchange/alerts/new`);
    await duty.getByRole("button", { name: "Sans fait enregistré" }).click();
    await duty.getByLabel("Genre").selectOption("armed-attack");
    for (const [label, place] of [["Près de", "Kidira"], ["Vers", "Bakel"]] as const) {
      await duty.getByRole("combobox", { name: label, exact: true }).fill(place);
      await duty.getByRole("option", { name: new RegExp(`^${place}, `) }).first().click();
    }
    await duty.getByText("direction suivie").first().waitFor();
    await duty.getByRole("button", { name: "Préparer le projet" }).click();
    await duty.getByText("peut-être survenu ici").first().waitFor();

    await duty.getByRole("link", { name: "Poser une question sur cette alerte" }).click();
    await duty.getByRole("combobox", { name: "Posée à" }).click();
    await duty.getByRole("option", { name: /permanence, protection civile/ }).click();
    await duty.getByLabel("Objet").fill("Effectif");
    await duty.getByRole("textbox", { name: "Question" }).fill("Mamadou Diallo a-t-il été vu ?");
    await duty.getByRole("button", { name: "Poser la question" }).click();
    await duty.getByText(/nomment peut-être quelqu’un/).waitFor();
    await duty.getByRole("textbox", { name: "Question" }).fill("Combien d’hommes armés ont été vus ?");
    await duty.getByRole("button", { name: "Poser la question" }).click();
    await duty.getByRole("heading", { name: "Effectif" }).waitFor();
    await duty.getByLabel(/^Réponse, ou raison/).fill("Une dizaine.");
    await duty.getByRole("button", { name: "Répondre", exact: true }).click();
    await duty.getByText("répondue", { exact: true }).waitFor();

    await duty.goto(`${house.url}/exchange/governance`);
    await duty.getByRole("link", { name: "Inscrire un incident" }).click();
    await duty.getByLabel("Intitulé").fill("Téléphone de permanence perdu");
    await duty.getByLabel("Genre").selectOption("lost-device");
    await duty.getByRole("combobox", { name: "Données touchées" }).click({ force: true });
    await duty.getByRole("option", { name: "signalements", exact: true }).click();
    await duty.keyboard.press("Escape");
    await duty.getByLabel("Ce qui s’est passé").fill("Le téléphone n’a pas été retrouvé après la patrouille.");
    await duty.getByRole("button", { name: "Enregistrer" }).click();
    const contain = duty.getByRole("button", { name: "Contenu" });
    await contain.waitFor();
    expect(await contain.getAttribute("aria-disabled")).toBe("true"); // no measure stands in it
    await duty.goto(`${house.url}/exchange/governance`);
    await duty.getByRole("link", { name: "Téléphone de permanence perdu" }).waitFor();
    await duty.context().close();
  });

  test("the administrator sets how messages leave, and gives and takes back a key; an exercise is begun, ended and read in Arabic", async () => {
    const office = await house.enter();
    await office.goto(`${house.url}/exchange/outward`);
    await office.getByRole("switch", { name: "Envoyer par courriel" }).click();
    await office.getByLabel("Serveur SMTP").fill("127.0.0.1");
    await office.getByLabel("Adresse d’expédition").fill("alerte@exemple.sn");
    await office.getByRole("textbox", { name: "Mot de passe" }).fill("secret-du-serveur");
    await office.getByRole("button", { name: "Enregistrer" }).click();
    await office.getByText("Réglé. Cela vaut").waitFor();
    await office.getByText("Un mot de passe est gardé").waitFor();
    expect(await office.getByRole("textbox", { name: "Mot de passe" }).inputValue()).toBe("");
    await office.getByRole("listitem").filter({ hasText: "service TAXII" }).getByRole("button", { name: "Ouvrir cette porte" }).click();
    await office.getByText(`${house.url}/taxii2/`).waitFor();
    await office.getByRole("combobox", { name: "Faire une clé pour" }).click();
    await office.getByRole("option", { name: /permanence, protection civile/ }).click();
    await office.getByRole("button", { name: "Faire la clé" }).click();
    const key = await office.getByRole("status").filter({ hasText: "montrée qu’une fois" }).locator("p").first().innerText();
    await office.getByRole("cell", { name: "jamais" }).waitFor();
    const read = await office.request.get(`${house.url}/taxii2/released/collections/`, { headers: { authorization: `Bearer ${key}`, accept: "application/taxii+json;version=2.1" } });
    expect((await read.json()).collections).toHaveLength(1);
    await office.reload();
    await office.getByRole("button", { name: /^Reprendre la clé/ }).waitFor();
    expect(await office.getByRole("cell", { name: "jamais" }).count()).toBe(0);
    expect(await office.getByText(key).count()).toBe(0);
    expect(await accessibilityFaults(office)).toEqual([]);
    await office.getByRole("button", { name: /^Reprendre la clé/ }).click();
    await office.getByRole("button", { name: "Oui, elle n’ouvre plus rien" }).click();
    await office.getByText("Aucune clé").waitFor();
    await office.context().close();

    const duty = await enter("permanence-kedougou", ["duty-officer"], { viewport: { width: 360, height: 780 } });
    await duty.goto(`${house.url}/exchange/drills`);
    await duty.getByRole("link", { name: "Aller aux exercices" }).click();
    await duty.getByLabel("Intitulé").fill("Fleuve, saison sèche");
    await duty.getByRole("button", { name: "Commencer maintenant" }).click();
    await duty.getByRole("button", { name: "Terminer l’exercice" }).click();
    await duty.getByText("Aucune alerte pendant l’exercice.").waitFor();
    await duty.evaluate(() => { localStorage.setItem("faleme.language", "ar"); });
    await duty.reload();
    await duty.getByText("الخط الزمني").waitFor();
    expect(await duty.getByRole("button", { name: "إنهاء التمرين" }).count()).toBe(0);
    expect(await widthOverflow(duty)).toBe(0);
    expect(await accessibilityFaults(duty)).toEqual([]);
    await duty.context().close();
  });
});
