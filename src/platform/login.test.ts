import fc from "fast-check";
import { expect, test } from "vitest";
import { addressOf, isWeak, Login, loginOf } from "./login.ts";

test.each(["permanence-bakel", "admin", "poste.kidira_2", "abc", " Permanence-Bakel ", "garde@prefecture.sn"])("%s is a login", (login) => {
  expect(Login.parse(login)).toBe(login.trim().toLowerCase());
});

test.each(["ab", "-bakel", "bakel-", "a..b", "deux mots", "é-bakel", "x@y", "a@b.c d", "bakel@faleme.invalid", "a".repeat(101), ""])("%j is none", (login) => {
  expect(Login.safeParse(login).success).toBe(false);
});

test("a login comes back from its address as it was", () => {
  fc.assert(fc.property(fc.stringMatching(/^[a-z0-9]{3,30}$/), (login) => loginOf(addressOf(login)) === login));
  expect(loginOf(addressOf("garde@prefecture.sn"))).toBe("garde@prefecture.sn");
});

test.each(["court", "onze lettre", "motdepasse123", "Password2026!!", "azertyuiop12", "123456789012", "aaaaaaaaaaaaaaaa", "abababababab", "Bonjour-Dakar-2026", "senegalmali2025", "Administrateur1!", "faleme faleme", "admin admin admin"])("%s is weak", (password) => {
  expect(isWeak(password)).toBe(true);
});

test.each(["quatre hiboux lisent tard", "أربع بومات تقرأ ليلا", "7#k!Zq0vRw$2pL", "9182-7364-5546-#%&*", "correct horse battery staple", "passerelle en bois vert"])("%s is not", (password) => {
  expect(isWeak(password)).toBe(false);
});

test("one's own login is no password", () => {
  expect(isWeak("permanence-bakel-2026", "permanence-bakel")).toBe(true);
  expect(isWeak("permanence-bakel-2026", "poste-kidira")).toBe(false);
});
