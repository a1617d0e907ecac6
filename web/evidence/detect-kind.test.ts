import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { detectKind, kindOfWords } from "./detect-kind.ts";

for (const [kind, words] of [
  ["ucdp", '"id","relid","year","active_year","code_status","type_of_violence","conflict_dset_id"\n1'],
  ["acled", "data_id;iso;event_id_cnty;event_date;event_type;sub_event_type\n"],
  ["events", "\uFEFFkind,occurredFrom,occurredTo,country\n"],
  ["events", '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point"'],
  ["areas", ' {"type":"FeatureCollection","features":[{"geometry":{"type":"MultiPolygon"'],
  ["gazetteer", `2456917\tKayes${"\t".repeat(17)}2012-01-18\n`],
  ["gazetteer", "osm_id,name,place,lat,lon\n"],
  [undefined, "colour,shape\nred,round\n"],
  [undefined, ""],
] as const) {
  test(`${kind ?? "nothing known"}: ${words.slice(0, 30).trim()}`, () => { expect(kindOfWords(words)).toBe(kind); });
}

test("a gzipped file is read as what it holds, though only its beginning is looked at", async () => {
  const rows = Array.from({ length: 40_000 }, (_, row) => `${row},${Math.sin(row)},2`).join("\n");
  const file = new File([gzipSync(`id,latitude_x,type_of_violence\n${rows}`)], "ged.csv.gz");
  expect(file.size).toBeGreaterThan(64 * 1024);
  expect(await detectKind(file)).toBe("ucdp");
});
