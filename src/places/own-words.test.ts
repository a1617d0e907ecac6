import { expect, test } from "vitest";
import { agreesInBearing, agreesInDistance, readOwnWords } from "./own-words.ts";

test.each([
  ["À environ 35 km de Bakel, sur la route entre Kayes et la frontière", [{ km: 35, from: "Bakel" }], []],
  ["à 12,5 kilomètres au sud-est de Nioro du Sahel environ", [{ km: 12.5, from: "Nioro du Sahel" }], [{ bearing: "SE", from: "Nioro du Sahel" }]],
  ["about 20 km north of Saint-Louis town", [{ km: 20, from: "Saint-Louis" }], [{ bearing: "N", from: "Saint-Louis" }]],
  ["Commune à l’est de Diéma.", [], [{ bearing: "E", from: "Diéma" }]],
  ["على بعد 35 كم من باكل", [{ km: 35, from: "باكل" }], []],
  ["جنوب شرق ديومارا", [], [{ bearing: "SE", from: "ديومارا" }]],
  ["À Goudiry, région de Tambacounda ; la position livrée est celle de la ville.", [], []],
  ["35 km de la frontière", [], []],
])("%s", (words, distances, bearings) => {
  expect(readOwnWords(words)).toEqual({ distances, bearings });
});

test("a stated distance is allowed a third, and ten kilometres at least", () => {
  expect([agreesInDistance(35, 46), agreesInDistance(35, 72), agreesInDistance(5, 14), agreesInDistance(90, 121)]).toEqual([true, false, true, false]);
});

test("a bearing is allowed one wind and a little on either side, across north too", () => {
  expect([agreesInBearing("N", 350), agreesInBearing("N", 61), agreesInBearing("NW", 10), agreesInBearing("SE", 300), agreesInBearing("E", 33)]).toEqual([true, false, true, false, true]);
});
