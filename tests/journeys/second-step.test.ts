// The second step of sign-in: turned on with an authenticator's code, needed at the next sign-in, and passed with a recovery code.
import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { accessibilityFaults, cannotRun, LOGIN, openHouse, PASSWORD } from "./house.ts";

describe.skipIf(cannotRun)("the second step", () => {
  const house = openHouse("none");

  test("on, asked for, passed by a recovery code that works once", async () => {
    const page = await house.enter();
    await page.goto(`${house.url}/account`);
    await page.getByRole("button", { name: "Activer la double authentification" }).click();
    await page.getByLabel(/^Mot de passe actuel/).last().fill(PASSWORD);
    await page.getByRole("button", { name: "Activer la double authentification" }).click();
    await page.getByRole("img", { name: /Code QR/ }).waitFor();
    const words = await page.getByText("Ou saisissez cette clé").innerText();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel("Code à six chiffres").fill(codeOf(words.split(":").at(-1)!.replaceAll(/\s/g, ""), Date.now()));
    await page.getByRole("button", { name: "Confirmer et activer" }).click();
    await page.getByText("La double authentification est activée.").waitFor();
    const codes = await page.getByRole("region", { name: "Vos codes de secours" }).getByRole("listitem").allInnerTexts();
    expect(codes.length).toBeGreaterThanOrEqual(8);

    const again = await house.visit();
    const passwordStep = async () => {
      await again.goto(`${house.url}/sign-in`);
      await again.getByLabel("Identifiant").fill(LOGIN);
      await again.getByLabel(/^Mot de passe/).fill(PASSWORD);
      await again.getByRole("button", { name: "Entrer" }).click();
      await again.getByRole("heading", { name: "Second contrôle" }).waitFor();
      await again.getByRole("button", { name: /Utiliser un code de secours/ }).click();
      await again.getByLabel("Code de secours").fill(codes[0]!);
      await again.getByRole("button", { name: "Entrer" }).click();
    };
    await passwordStep();
    await again.getByRole("button", { name: /Mon compte/ }).click();
    await again.getByRole("menuitem", { name: "Se déconnecter" }).click();
    await passwordStep();
    await again.getByRole("alert").waitFor();
    await again.context().close();
    await page.context().close();
  });
});

/** RFC 6238 with its defaults: SHA-1, six digits, thirty seconds. */
function codeOf(secret: string, nowMs: number): string {
  const bits = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(nowMs / 30_000)));
  const hash = createHmac("sha1", key).update(counter).digest();
  return String((hash.readUInt32BE(hash[19]! & 0xf) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}
