// Who answers for what: a gap is shown, a post with a sealed number closes it, and the number is seen by nobody afterwards.
import { describe, expect, test } from "vitest";
import { cannotRun, openHouse } from "./house.ts";

describe.skipIf(cannotRun)("contacts", () => {
  const house = openHouse("none");

  test("a gap without a contact, one without a channel, and none", async () => {
    const page = await house.enter();
    await page.goto(`${house.url}/exchange/coverage?level=1`);
    const row = page.getByRole("row", { name: /^Kédougou/ });
    await row.waitFor();
    expect(await row.getByText("personne", { exact: true }).count()).toBe(5);

    const reply = await page.request.post(`${house.url}/api/contacts`, { data: { marking: "AMBER", content: {
      title: "permanence, protection civile, Kédougou", country: "SN", service: "civil-protection", isArmed: false, level: "operational", areas: ["SN06"], functions: ["emergency-response"], timeZone: "Africa/Dakar", language: "fr", isDutyOfficer: true,
    } } });
    expect(reply.status(), await reply.text()).toBe(201);
    await row.getByText("sans canal").waitFor();

    await page.getByRole("link", { name: /permanence, protection civile/ }).click();
    await page.getByRole("button", { name: "Changer les canaux" }).click();
    await page.getByLabel(/^appel téléphonique/).fill("76 543 21");
    await page.getByRole("button", { name: "Sceller et enregistrer" }).click();
    await page.getByText("…321").waitFor();
    expect(await page.getByText("7654321").count()).toBe(0);

    await page.goto(`${house.url}/exchange/coverage?level=1`);
    await row.getByText("✓ couvert").waitFor();
    expect(await row.getByText("personne", { exact: true }).count()).toBe(4);
    await page.context().close();
  });
});
