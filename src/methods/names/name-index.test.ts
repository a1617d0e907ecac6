import { expect, test } from "vitest";
import fc from "fast-check";
import { NameIndex } from "./name-index.ts";

const places = new NameIndex([
  { key: "kidira", name: "Kidira", weight: 8 },
  { key: "kidira-ml", name: "Kidira", weight: 2 },
  { key: "bakel", name: "Bakel", weight: 8 },
  { key: "dioumara", name: "Dyoumara", weight: 5 },
  { key: "khossanto", name: "Kossanto", weight: 5 },
  { key: "guemedje", name: "Guémédji", weight: 3 },
  { key: "guemedje", name: "Guemadie", weight: 3 },
  { key: "sirimana", name: "Missirah Sirimana", weight: 3 },
  { key: "ouro", name: "Ouro Sogui", weight: 4 },
  { key: "nioro", name: "Nioro du Sahel", weight: 7 },
  { key: "saraya", name: "Saraya", weight: 6 },
  { key: "faranding", name: "Faranding", weight: 2 },
  { key: "school", name: "École de Kidira", weight: 1 },
  { key: "gao", name: "Gao", weight: 8 },
]);

const keys = (query: string, typing = true) => places.search(query, { typing }).map(({ key }) => key);
const settled = (name: string) => places.settle(name).map(({ key }) => key);

test("spellings settle on the same place, homonyms on all of theirs", () => {
  expect(settled("Dioumara")).toEqual(["dioumara"]);
  expect(settled("KHOSSANTO")).toEqual(["khossanto"]);
  expect(settled("Ourossogui")).toEqual(["ouro"]);
  expect(settled("كيديرا")).toEqual(["kidira", "kidira-ml"]);
});

test("a slip is shown first and settles nothing", () => {
  for (const [written, key] of [["Kdira", "kidira"], ["Guémédié", "guemedje"], ["باكل", "bakel"], ["Farading", "faranding"]] as const) {
    expect(keys(written, false)[0]).toBe(key);
    expect(settled(written)).toEqual([]);
  }
});

test("as one types the place comes up, before and after a digraph is whole", () => {
  for (const typed of ["ki", "kid", "kidi", "kidir"]) expect(keys(typed)[0]).toBe("kidira");
  for (const typed of ["d", "di", "dy", "dj", "dio", "diou", "dioum"]) expect(keys(typed)).toContain("dioumara");
  expect(keys("missirah si")[0]).toBe("sirimana");
  expect(keys("sahel")).toContain("nioro");
});

test("words in another order, or one of them, find the place but do not settle it", () => {
  expect(keys("Sirimana Missirah", false)[0]).toBe("sirimana");
  expect(keys("Nioro", false)[0]).toBe("nioro");
  expect(settled("Nioro")).toEqual([]);
});

test("equal comes before near, and heavy before light", () => {
  const found = places.search("Kidira");
  expect(found.map(({ key }) => key).slice(0, 3)).toEqual(["kidira", "kidira-ml", "school"]);
  expect(found[1]!.score).toBeGreaterThan(0.97);
  expect(found[2]!.score).toBeLessThan(0.97);
});

test("several names of one place come back once, with the best", () => {
  const found = places.search("Guemadie", { typing: false });
  expect(found[0]).toMatchObject({ key: "guemedje", name: "Guemadie", confident: true });
  expect(found.filter(({ key }) => key === "guemedje")).toHaveLength(1);
});

test("nothing near gives nothing", () => {
  for (const query of ["", "  ", "…", "Xyzzyplugh", "Ouagadougou"]) expect(places.search(query)).toEqual([]);
  expect(new NameIndex([]).search("Kidira")).toEqual([]);
});

test("a slip in a small part of a long name is not near", () => {
  const long = new NameIndex([{ key: "centre", name: "Centre de santé communautaire de Bakel" }]);
  expect(long.search("Bakel", { typing: false })).toHaveLength(1);
  expect(long.search("Bakol", { typing: false })).toEqual([]);
});

test("three folded letters settle only if written alike", () => {
  const short = new NameIndex([{ key: "x", name: "Koy" }]);
  expect(short.settle("Koy")).toHaveLength(1);
  expect(short.settle("Khoï")).toEqual([]);
});

test("a negative weight is refused", () => {
  expect(() => new NameIndex([{ key: 1, name: "Kidira", weight: -1 }])).toThrow("-1 for Kidira");
});

const syllable = fc.constantFrom("ki", "di", "ra", "ba", "kel", "bou", "gou", "sa", "ma", "ndi", "ko", "yé");
const name = fc.array(syllable, { minLength: 2, maxLength: 5 }).map((parts) => parts.join(""));

test("every name finds itself, settled, and scores stay in order between 0 and 1", () => {
  fc.assert(fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 40 }), fc.nat(), (names, pick) => {
    const index = new NameIndex(names.map((each) => ({ key: each, name: each })));
    const wanted = names[pick % names.length]!;
    const found = index.search(wanted, { limit: 100 });
    expect(found[0]).toMatchObject({ confident: true });
    expect(found.filter(({ confident }) => confident).map(({ key }) => key)).toContain(wanted);
    found.forEach(({ score }, i) => expect(score <= (found[i - 1]?.score ?? 1) && score > 0).toBe(true));
  }), { numRuns: 50 });
});

test("every beginning of a name brings it up while typing", () => {
  fc.assert(fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 20 }), fc.nat(), fc.nat(), (names, pick, cut) => {
    const index = new NameIndex(names.map((each) => ({ key: each, name: each })));
    const wanted = names[pick % names.length]!;
    const typed = wanted.slice(0, 1 + (cut % wanted.length));
    expect(index.search(typed, { limit: 100 }).map(({ key }) => key)).toContain(wanted);
  }), { numRuns: 100 });
});
