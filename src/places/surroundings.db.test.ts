// Distances against R's sf with s2, on the lines that ship. With R at hand it reads the same files; without, what it once said
// of fixed points still holds.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callerWith, testNode } from "../../tests/database/test-node.ts";
import { distanceM, type LonLat } from "../methods/spatial/sphere.ts";
import { looking, type Looking } from "./place-answer.ts";
import { loadShippedPlaces } from "./shipped.ts";
import { nearest, nearestBorder, surroundings } from "./surroundings.ts";

const node = await testNode();
const reader = callerWith("reader", "GREEN");
let look: Looking;
beforeAll(async () => {
  await loadShippedPlaces(node);
  look = await node.db.as(reader, (tx) => looking(node, tx));
});

const POINTS: Readonly<Record<string, LonLat>> = {
  Bakel: [-12.4593, 14.9024], Kidira: [-12.2166, 14.4567], Kayes: [-11.4439, 14.4478], Kédougou: [-12.1746, 12.5605], Sélibaby: [-12.1833, 15.1667], Bamako: [-8, 12.65], "Nioro du Sahel": [-9.5932, 15.2293], Labé: [-12.3, 11.32],
};

// R: st_distance(st_sfc(st_point(c(-12.4593, 14.9024)), crs = 4326), st_sfc(st_point(…), crs = 4326)), sf 1.0.9 with s2, in metres
test.each([["Bakel", "Kidira", 56_015.053813], ["Bakel", "Kayes", 120_353.928227], ["Kayes", "Bamako", 422_545.888444], ["Kédougou", "Kidira", 210_897.039156]])("%s to %s as R says", (from, to, metres) => {
  expect(distanceM(POINTS[from]!, POINTS[to]!)).toBeCloseTo(metres, 5);
});

const hasR = spawnSync("Rscript", ["-e", "stopifnot(requireNamespace('sf', quietly = TRUE))"]).status === 0;

describe.skipIf(!hasR)(`with Rscript and sf${hasR ? "" : " (skipped: they are not installed)"}`, () => {
  const dir = mkdtempSync(path.join(tmpdir(), "faleme-r-"));
  afterAll(() => { rmSync(dir, { recursive: true }); });

  test("borders, routes, reaches and crossings are as far as sf says, for every point", () => {
    writeFileSync(path.join(dir, "points.csv"), `name,lon,lat,country\n${Object.entries(POINTS).map(([name, [lon, lat]]) => [name, lon, lat, look.geography.whereabouts(lon, lat).country].join(",")).join("\n")}\n`);
    const shipped = fileURLToPath(new URL("../../data/places/", import.meta.url));
    const script = `suppressMessages(library(sf)); points <- read.csv("${dir}/points.csv"); shapes <- st_as_sf(points, coords = c("lon", "lat"), crs = 4326)
      layer <- function(name) st_read(paste0("${shipped}", name, ".geojson"), quiet = TRUE)
      borders <- layer("borders"); km <- function(i, l) min(as.numeric(st_distance(shapes[i, ], l))) / 1000
      near <- function(name) { l <- layer(name); l <- l[!st_is_empty(l), ]; sapply(seq_len(nrow(shapes)), km, l) }
      points$border <- sapply(seq_len(nrow(shapes)), function(i) km(i, borders[grepl(points$country[i], borders$between), ]))
      points$route <- near("routes"); points$reach <- near("reaches"); points$crossing <- near("crossings")
      cat(paste(points$name, sprintf("%.9f", points$border), sprintf("%.9f", points$route), sprintf("%.9f", points$reach), sprintf("%.9f", points$crossing), sep = ","), sep = "\\n")`;
    const said = execFileSync("Rscript", ["-e", script], { encoding: "utf8" }).trim().split("\n").map((line) => line.split(","));
    expect(said).toHaveLength(Object.keys(POINTS).length);
    for (const [name, ...numbers] of said) {
      const [border, route, reach, crossing] = numbers.map(Number);
      const around = surroundings(look.geography, look.store, reader, POINTS[name!]!);
      expect(around.border!.km, name).toBeCloseTo(border!, 6);
      expect(around.route!.km, name).toBeCloseTo(route!, 6);
      expect(around.reach!.km, name).toBeCloseTo(reach!, 6);
      expect(around.crossing!.km, name).toBeCloseTo(crossing!, 6);
    }
  });
});

test("the country beyond the nearest border is a neighbour, never one's own", () => {
  const beyond = Object.fromEntries(Object.entries(POINTS).map(([name, at]) => [name, nearestBorder(look.geography, look.store, reader, at)!.country]));
  expect(beyond).toMatchObject({ Bakel: "MR", Kédougou: "GN", Sélibaby: expect.stringMatching(/^(ML|SN)$/), Bamako: "GN", "Nioro du Sahel": "MR", Labé: expect.stringMatching(/^(SN|ML|SL)$/) });
  // A coarse outline puts Kidira beyond its river: known to be in Senegal, it has Mali before it.
  expect(nearestBorder(look.geography, look.store, reader, POINTS.Kidira!, "SN")!.country).toBe("ML");
});

test("within so many kilometres, the nearest few, and by kind", () => {
  const near = nearest(look.store, reader, POINTS.Bakel!, { withinKm: 30 });
  expect(near[0]!.place.name).toBe("Bakel");
  expect(near.map(({ km }) => km)).toEqual(near.map(({ km }) => km).sort((a, b) => a - b));
  expect(near.every(({ km }) => km <= 30)).toBe(true);
  expect(near.some(({ place }) => place.noun === "reach")).toBe(true);
  const all = nearest(look.store, reader, POINTS.Bakel!, { nouns: ["settlement"] });
  expect(nearest(look.store, reader, POINTS.Bakel!, { nouns: ["settlement"], count: 4 })).toEqual(all.slice(0, 4));
  expect(nearest(look.store, reader, POINTS.Bakel!, { kinds: ["port"], count: 1 })[0]!.place.name).toBe("Port de Dakar");
  expect(nearest(look.store, callerWith("reader", "CLEAR"), POINTS.Bakel!, { kinds: ["port"] })).toEqual([]);
});
