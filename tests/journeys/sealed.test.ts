// Under seal: a mailbox opened, named by somebody else, written to from a phone without an account, read, answered, and
// recovered by two officers when its passphrase is lost. All of the cryptography is the browser's.
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { accessibilityFaults, cannotRun, openHouse, PASSWORD, widthOverflow } from "./house.ts";

const PASSPHRASE = "une pirogue longe la berge";
const COMPLAINT = "Au poste de contrôle, on demande mille francs par sac.";

describe.skipIf(cannotRun)("letters under seal", () => {
  const house = openHouse("none");

  /** A new member's tab, invited by the administrator. */
  async function member(administrator: Page, login: string, title: string, roles: string[]): Promise<Page> {
    const invited = await administrator.request.post(`${house.url}/api/members`, { data: { login: `${login}-${Date.now()}`, title, roles, clearance: "GREEN" } });
    const { link } = await invited.json();
    const page = await house.visit();
    await page.request.post(`${house.url}/api/welcome`, { data: { token: new URL(link.url).searchParams.get("token"), password: PASSWORD } });
    await page.goto(`${house.url}/field/sealed`);
    return page;
  }

  async function openMailbox(page: Page, title: string): Promise<void> {
    await page.getByLabel("Fonction").fill(title);
    await page.getByLabel("Phrase de passe").first().fill(PASSPHRASE);
    await page.getByLabel("Une seconde fois").first().fill(PASSPHRASE);
    await page.getByRole("button", { name: "Ouvrir la boîte" }).click();
    // Open at once, to whoever has just made it.
    await page.getByRole("region", { name: title }).getByRole("button", { name: "Verrouiller" }).waitFor();
  }

  async function unlock(page: Page, title: string, passphrase = PASSPHRASE): Promise<void> {
    const card = page.getByRole("region", { name: title });
    await card.getByLabel("Phrase de passe").fill(passphrase);
    await card.getByRole("button", { name: "Ouvrir", exact: true }).click();
  }

  test("from a phone to its recipient and back, and read by nobody else", async () => {
    const administrator = await house.enter();
    const mediator = await member(administrator, "mediateur", "Médiateur", ["reader"]);
    await openMailbox(mediator, "Médiateur de la région");
    expect(await accessibilityFaults(mediator)).toEqual([]);
    await administrator.goto(`${house.url}/field/sealed`);
    await administrator.getByRole("row", { name: /Médiateur de la région/ }).getByRole("button", { name: "Nommer" }).click();
    await administrator.getByRole("button", { name: "Retirer" }).waitFor();

    const phone = await house.visit({ viewport: { width: 360, height: 740 } });
    const sent: string[] = [];
    phone.on("request", (request) => { sent.push(`${request.url()} ${request.postData() ?? ""}`); });
    await phone.goto(`${house.url}/report/sealed.html`);
    await phone.getByRole("button", { name: "Écrire une lettre" }).click();
    await phone.getByRole("button", { name: /^Une plainte/ }).click();
    await phone.getByRole("button", { name: "Suivant" }).click();
    await phone.getByText("Choisissez au moins une fonction.").waitFor();
    await phone.getByRole("checkbox", { name: /Médiateur de la région/ }).check();
    expect(await accessibilityFaults(phone)).toEqual([]);
    await phone.getByRole("button", { name: "Suivant" }).click();
    await phone.getByLabel(/Ce qui s’est passé/).fill(COMPLAINT);
    // The network fails at the moment of sending: nothing is lost, and the second try is the same letter.
    await phone.context().setOffline(true);
    await phone.getByRole("button", { name: "Sceller et envoyer" }).click();
    await phone.getByText("Rien n’est perdu").waitFor();
    await phone.context().setOffline(false);
    await phone.getByRole("button", { name: "Sceller et envoyer" }).click();
    await phone.getByRole("heading", { name: "Votre lettre est arrivée" }).waitFor();
    const receipt = (await phone.locator(".digits span").allTextContents()).join("");
    expect(receipt).toMatch(/^\d{24}$/);
    expect(await widthOverflow(phone)).toBe(0);
    for (const words of ["mille francs", receipt]) expect(sent.join("\n")).not.toContain(words);
    // And nothing stays on the phone.
    const kept = await phone.evaluate(async () => JSON.stringify([...Object.entries(localStorage), ...Object.entries(sessionStorage)]) + document.cookie);
    for (const words of ["mille francs", receipt]) expect(kept).not.toContain(words);

    await mediator.reload();
    await unlock(mediator, "Médiateur de la région", "une autre phrase de passe");
    await mediator.getByText("Ce n’est pas cette phrase de passe.").waitFor();
    await unlock(mediator, "Médiateur de la région");
    await mediator.getByRole("button", { name: "Lire" }).click();
    await mediator.getByText(COMPLAINT).waitFor();
    await mediator.getByLabel("Répondre").fill("Nous regardons cela.");
    await mediator.getByRole("button", { name: "Sceller et répondre" }).click();
    await mediator.getByText("Nous regardons cela.").first().waitFor();
    expect(await accessibilityFaults(mediator)).toEqual([]);

    // The administrator, whose house it is, is told of no letter.
    await administrator.reload();
    await administrator.getByRole("heading", { name: "Mes boîtes" }).waitFor();
    expect(await administrator.getByText(COMPLAINT).count()).toBe(0);
    expect((await (await administrator.request.get(`${house.url}/api/field/sealed/cases`)).json()).rows).toEqual([]);

    await phone.goto(`${house.url}/report/sealed.html`);
    await phone.getByRole("button", { name: /Lire la réponse/ }).click();
    await phone.locator("#receipt").fill("0".repeat(24));
    await phone.getByRole("button", { name: "Ouvrir" }).click();
    await phone.getByText("Aucune lettre n’a ce reçu.").waitFor();
    await phone.locator("#receipt").fill(receipt);
    await phone.getByRole("button", { name: "Ouvrir" }).click();
    await phone.getByText("Nous regardons cela.").waitFor();
    await phone.getByText("Effacer ma lettre").click();
    await phone.getByRole("button", { name: "Effacer maintenant" }).click();
    await phone.getByText("C’est effacé.").waitFor();
    await mediator.reload();
    await mediator.getByText("Aucune lettre").waitFor();

    // Arabic, from the right, on a small phone.
    const arabic = await house.visit({ locale: "ar", viewport: { width: 360, height: 740 } });
    await arabic.goto(`${house.url}/report/sealed.html`);
    await arabic.getByRole("heading", { name: "اكتب رسالة مختومة" }).waitFor();
    expect(await arabic.evaluate(() => document.documentElement.dir)).toBe("rtl");
    expect(await widthOverflow(arabic)).toBe(0);
    for (const page of [mediator, phone, arabic, administrator]) await page.context().close();
  });

  test("a lost passphrase: two officers give the mailbox back, each from their own browser", async () => {
    const administrator = await house.enter();
    const holder = await member(administrator, "inspection", "Inspection", ["reader"]);
    const officers = [await member(administrator, "officier-1", "Premier officier", ["reader"]), await member(administrator, "officier-2", "Second officier", ["auditor"])];
    await openMailbox(officers[0]!, "Officier, un");
    await openMailbox(officers[1]!, "Officier, deux");
    await openMailbox(holder, "Inspection des services");
    await holder.getByText("Nommer deux officiers de recouvrement").click();
    await holder.getByLabel("Premier officier").selectOption({ label: "Officier, un" });
    await holder.getByLabel("Second officier").selectOption({ label: "Officier, deux" });
    await holder.getByRole("button", { name: "Couper et déposer les deux parts" }).click();
    await holder.getByText("Les deux parts sont déposées.").waitFor();

    await holder.reload();
    await holder.getByText("Demander le recouvrement d’une boîte").click();
    await holder.getByLabel("Quelle boîte").selectOption({ label: "Inspection des services" });
    await holder.getByLabel("Nouvelle phrase de passe").fill("le vent tourne avant midi");
    await holder.getByLabel("Une seconde fois").last().fill("le vent tourne avant midi");
    await holder.getByRole("button", { name: "Demander aux deux officiers" }).click();
    await holder.getByText("0 part sur deux").waitFor();
    for (const [at, officer] of officers.entries()) {
      await officer.reload();
      await unlock(officer, ["Officier, un", "Officier, deux"][at]!);
      await officer.getByText(/Inspection demande la boîte/).waitFor();
      await officer.getByRole("button", { name: "Donner ma part" }).click();
      await officer.getByText("Votre part est donnée.").waitFor();
    }
    await holder.reload();
    await holder.getByText("2 parts sur deux").waitFor();
    await holder.getByRole("region", { name: "Vous avez demandé une boîte" }).getByLabel("Nouvelle phrase de passe").fill("le vent tourne avant midi");
    await holder.getByRole("button", { name: "Reprendre la boîte" }).click();
    await holder.getByRole("region", { name: "Inspection des services" }).getByRole("button", { name: "Verrouiller" }).click();
    await unlock(holder, "Inspection des services", "le vent tourne avant midi");
    await holder.getByRole("button", { name: "Verrouiller" }).waitFor();
    for (const page of [holder, ...officers, administrator]) await page.context().close();
  });
});
