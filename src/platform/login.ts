/**
 * What does a member type to sign in? A login names a role or a post ("permanence-bakel"), and may look like an e-mail
 * address, but nothing is ever sent to it. The sign-in library knows users by address only, so a plain login is kept under
 * a domain that can never exist (RFC 2606).
 */
import { z } from "zod";

const NOWHERE = "@faleme.invalid";
const PLAIN = /^[a-z0-9](?:[._-]?[a-z0-9]){2,59}$/;

export const Login = z.string().trim().toLowerCase().max(100)
  .refine((login) => PLAIN.test(login) || (z.email().safeParse(login).success && !login.endsWith(NOWHERE)), "3 to 60 letters (a–z), digits, dots, hyphens; or an address")
  .meta({ description: "A role or a post, never a person’s name: permanence-bakel" });

/** How the holder of a login is shown: "administrateur", "Permanence de Bakel". */
export const Title = z.string().trim().min(2).max(80).meta({ description: "The role’s display name, never a person’s" });

export const addressOf = (login: string): string => (login.includes("@") ? login : `${login}${NOWHERE}`);

export const loginOf = (address: string): string => (address.endsWith(NOWHERE) ? address.slice(0, -NOWHERE.length) : address);

export const PASSWORD_MIN_LENGTH = 12;
export const PASSWORD_MAX_LENGTH = 128;
/** Only its shape; whether it is too common is asked by `isWeak`, which tells how to choose better. */
export const Password = z.string().max(PASSWORD_MAX_LENGTH);

/** The stems of the commonest passwords, here and elsewhere, folded: a password made of them, digits and signs is guessed first. */
const COMMONEST = [
  "motdepasse", "passer", "password", "passw0rd", "passe", "pass", "azertyuiop", "azerty", "qwertyuiop", "qwerty", "qsdfghjklm", "asdfghjkl", "wxcvbn", "zxcvbnm",
  "bonjour", "bienvenue", "welcome", "letmein", "iloveyou", "jetaime", "doudou", "soleil", "sunshine", "princess", "princesse", "chouchou", "loulou", "football",
  "master", "monkey", "dragon", "shadow", "superman", "secret", "changeme", "changezmoi", "default", "guest", "user", "test", "demo", "login", "connexion",
  "administrateur", "administrator", "administration", "admin", "root", "super", "system", "systeme", "faleme", "senegal", "mauritanie", "mali", "bamako", "dakar",
  "nouakchott", "kayes", "kidira", "bakel", "tambacounda", "kedougou", "matam", "alerte", "alert", "police", "armee", "securite", "security", "marhaba", "salam",
  "bismillah", "inchallah", "inshallah", "alhamdulillah", "allah", "muhammad", "mohamed", "abc",
].sort((a, b) => b.length - a.length);

/** What must be left of a password once the commonest words, the login, digits and signs are taken away; and how varied it must be. */
const OWN_LETTERS = 4;
const DISTINCT_CHARACTERS = 5;

export function isWeak(password: string, login = ""): boolean {
  if (password.length < PASSWORD_MIN_LENGTH || new Set(password).size < DISTINCT_CHARACTERS) return true;
  let rest = password.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
  for (const word of [...login.split(/[@._-]/).filter((part) => part.length > 2), ...COMMONEST]) rest = rest.replaceAll(word, " ");
  const isOnlyDigits = /^\d+$/.test(password);
  // A long random string of digits and signs has no letters and is no common word either.
  const hasNoWord = rest.length === password.length && !isOnlyDigits && !/[a-z]{3}/.test(rest);
  return !hasNoWord && rest.replaceAll(/[^\p{L}]/gu, "").length < OWN_LETTERS;
}
