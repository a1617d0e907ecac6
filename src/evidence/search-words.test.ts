import { expect, test } from "vitest";
import { searchQuery, searchWords } from "./search-words.ts";

const event = { kind: "extortion", reliability: "B", credibility: "3", verification: "unverified", source: "s", country: "ML", admin1: "ML01", area: "ML01" };

test("words of the text without accents, codes beside them; what a citation says is not searched", () => {
  const words = searchWords({ ...event, title: "Kéniéba, l’axe", description: "À 3 h, le marché", placeName: "كايس", fatalitiesBest: 22, citation: "Headline Person" } as never);
  expect(words).toContain("kenieba");
  expect(words).toContain("marche");
  expect(words).toContain("'kind:extortion'");
  expect(words).toContain("'in:ML01'");
  expect(words).toMatch(/'deaths:5' 'deaths:10' 'deaths:20'/);
  expect(words).not.toContain("deaths:50");
  expect(words).not.toMatch(/headline|person/);
  expect(words.match(/'in:ML01'/g)).toHaveLength(1);
});

test("quotes and backslashes cannot leave their word", () => {
  expect(searchWords({ ...event, actors: [{ name: "L'élite \\ 1" }] })).toContain("'actor:L''élite \\\\ 1'");
  expect(searchQuery(undefined, { actor: ["L'élite"] })).toBe("('actor:L''élite')");
  expect(searchQuery("' | & ! :*")).toBeUndefined();
});

test("the last word may still be being typed; each code must hold, of a list any", () => {
  expect(searchQuery("Kéniéba mar", { tactic: ["ied", "raid"], reliability: "B" })).toBe("'kenieba' & 'mar':* & ('tactic:ied' | 'tactic:raid') & ('reliability:B')");
  expect(searchQuery("", { deaths: 17 })).toBe("'deaths:10'");
  expect(searchQuery("", { deaths: 3 })).toBeUndefined();
});
