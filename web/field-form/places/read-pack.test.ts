// What the server packs is what the phone reads, every place once, in packs that a slow link bears.
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cutIntoPacks, MOST_PLACES, packsOf, writePack, type PackArea, type PackPlace } from "../../../src/field/places-pack.ts";
import { PlaceSearch } from "./place-search.ts";
import { readPack } from "./read-pack.ts";

const COUNTRY: PackArea = { pcode: "SN", name: "Sénégal", level: 0, spellings: ["السنغال"] };
const areas: PackArea[] = [COUNTRY, ...Array.from({ length: 6 }, (_, n): PackArea => ({ pcode: `SN0${n}`, name: `Région ${n}`, level: 1, parentPcode: "SN", spellings: [] })),
  ...Array.from({ length: 6 }, (_, n): PackArea => ({ pcode: `SN0${n}1`, name: `Département ${n}`, level: 2, parentPcode: `SN0${n}`, spellings: [] }))];

const place = fc.record({
  id: fc.uuid(), name: fc.string({ minLength: 1, maxLength: 20 }).filter((name) => name.replaceAll(/[|\n\r]/g, " ").trim() !== ""), spellings: fc.array(fc.string({ maxLength: 10 }), { maxLength: 2 }),
  coordinates: fc.tuple(fc.double({ min: -18, max: -4, noNaN: true }), fc.double({ min: 10, max: 20, noNaN: true })),
  area: fc.option(fc.constantFrom(...areas.map(({ pcode }) => pcode), "nowhere"), { nil: undefined }), kind: fc.option(fc.constantFrom("village", "capital", "well"), { nil: undefined }),
}, { requiredKeys: ["id", "name", "spellings", "coordinates"] });

test("every place comes back as it was, to a hundred metres", () => {
  fc.assert(fc.property(fc.uniqueArray(place, { maxLength: 40, selector: ({ id }) => id }), (places: PackPlace[]) => {
    const cuts = cutIntoPacks(places, areas);
    const back = new Map(cuts.flatMap((cut) => readPack(JSON.parse(JSON.stringify(writePack(cut))))).flatMap((one) => (one.id ? [[one.id, one]] : [])));
    expect(back.size).toBe(places.length);
    for (const { id, name, coordinates, area } of places) {
      const found = back.get(id)!;
      expect(found.names[0]).toBe(name.replaceAll(/[|\n\r]/g, " ").trim());
      expect(Math.abs(found.at![0] - coordinates[0])).toBeLessThanOrEqual(0.000_501);
      expect(Math.abs(found.at![1] - coordinates[1])).toBeLessThanOrEqual(0.000_501);
      expect(found.area).toBe(areas.some(({ pcode }) => pcode === area) ? area : undefined);
    }
  }), { numRuns: 60 });
});

/** Names as villages bear them: put together from the syllables of the region. */
function villages(count: number, areaOf: (n: number) => string | undefined): PackPlace[] {
  const syllables = ["ba", "kel", "dia", "gou", "mo", "sam", "ba", "ké", "nié", "ta", "fa", "lé", "mé", "sin", "thiou", "ro", "wou", "dou", "ka", "ye"];
  return Array.from({ length: count }, (_, n) => {
    const name = [n % 20, Math.floor(n / 20) % 20, Math.floor(n / 400) % 20, Math.floor(n / 8_000)].map((at) => syllables[at]!).join("");
    const area = areaOf(n);
    return { id: randomUUID(), name: name[0]!.toUpperCase() + name.slice(1), spellings: [], coordinates: [-16 + (n % 997) / 100, 11 + (n % 613) / 90] as const, kind: "village", ...(area ? { area } : {}) };
  });
}

test("20,000 villages come in packs by area of at most 300 KB, each village in one", async () => {
  const places = villages(20_000, (n) => (n % 50 === 0 ? undefined : n % 3 === 0 ? "SN00" : `SN0${n % 6}1`));
  const packs = await packsOf(places, areas);
  const heaviest = Math.max(...packs.map(({ bytes }) => bytes));
  process.stdout.write(`20,000 villages: ${packs.length} packs, the heaviest ${Math.round(heaviest / 1_000)} KB brotli, ${Math.round(Math.max(...packs.map(({ gz }) => gz.length)) / 1_000)} KB gzip, all of them ${Math.round(packs.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000)} KB\n`);
  expect(Math.max(...packs.map(({ gz }) => gz.length))).toBeLessThanOrEqual(300_000);
  expect(packs.reduce((sum, pack) => sum + pack.places, 0)).toBe(20_000);
  expect(packs.every((pack) => pack.places <= MOST_PLACES)).toBe(true);
  expect(packs.some(({ area }) => area === "SN011")).toBe(true);
  const all = packs.flatMap(({ json }) => readPack(JSON.parse(json.toString()))).flatMap(({ id }) => id ?? []);
  expect(new Set(all).size).toBe(20_000);
  // One area that is too large even alone is parted by number.
  expect(cutIntoPacks(villages(MOST_PLACES * 2 + 1, () => "SN011"), areas).map(({ places: part }) => part.length)).toEqual([MOST_PLACES, MOST_PLACES, 1]);
});

test("a few places are one pack with its areas", () => {
  const [only, ...others] = cutIntoPacks(villages(100, () => "SN011"), areas);
  expect([only!.area, others]).toEqual([undefined, []]);
  expect(readPack(writePack(only!)).filter(({ id }) => !id).map(({ area }) => area)).toContain("SN01");
});

const search = new PlaceSearch([readPack(writePack({
  areas, places: [
    { id: randomUUID(), name: "Bakel", spellings: ["باكل"], coordinates: [-12.46, 14.9], area: "SN011", kind: "district-seat" },
    { id: randomUUID(), name: "Dyoumara", spellings: [], coordinates: [-11, 14], kind: "village" },
    { id: randomUUID(), name: "Ouro Sogui", spellings: [], coordinates: [-13.32, 15.6], kind: "village" },
    { id: randomUUID(), name: "Kéniéba", spellings: [], coordinates: [-11.2, 12.8], area: "SN011", kind: "village" },
    { id: randomUUID(), name: "Kéniéba", spellings: [], coordinates: [-9, 12], area: "SN021", kind: "village" },
  ],
}))]);
const first = (words: string) => search.find(words)[0]?.names[0];

test.each([["bakel", "Bakel"], ["BAKEL", "Bakel"], ["b", "Bakel"], ["Ba", "Bakel"], ["bakell", "Bakel"], ["باكل", "Bakel"], ["Dioumara", "Dyoumara"], ["djoumara", "Dyoumara"], ["ourossogui", "Ouro Sogui"], ["kenieba", "Kéniéba"], ["keni", "Kéniéba"]])("%s finds %s", (typed, meant) => {
  expect(first(typed)).toBe(meant);
});

test("homonyms are all there, told apart by their area; nothing like it finds nothing", () => {
  expect(search.find("kenieba").filter(({ names }) => names[0] === "Kéniéba").map(({ within }) => within[0]![0])).toEqual(["Département 1", "Département 2"]);
  expect(search.find("ke").map(({ names }) => names[0])).toEqual(["Kéniéba", "Kéniéba"]);
  expect(search.find("xqzw")).toEqual([]);
  expect(search.find("  ")).toEqual([]);
});

test("the nearest villages come first, with their distance", () => {
  const [nearest, next] = search.near([-12.5, 14.9], 2);
  expect(nearest!.names[0]).toBe("Bakel");
  expect(nearest!.km).toBeCloseTo(4.3, 1);
  expect(next!.km).toBeGreaterThan(nearest!.km!);
});
