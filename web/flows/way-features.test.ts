import { expect, test } from "vitest";
import { boundsOf, waysOf, widthOf, type Way } from "./way-features.ts";

const way = (more: Partial<Way>): Way => ({ geometry: { type: "LineString", coordinates: [[-12, 14], [-10, 15]] }, count: 1, isArc: false, words: "", colour: "#000", isDashed: false, hasArrow: false, ...more });

test("an arc keeps its ends, and a second one on the same way bends further", () => {
  const { features: [first, second] } = waysOf([way({ isArc: true }), way({ isArc: true })]);
  const middle = (feature: typeof first) => (feature!.geometry.coordinates as [number, number][])[16]!;
  const line = first!.geometry.coordinates as [number, number][];
  expect(line[0]).toEqual([-12, 14]);
  expect(line.at(-1)).toEqual([-10, 15]);
  const away = ([x, y]: [number, number]) => Math.hypot(x + 11, y - 14.5);
  expect(away(middle(second))).toBeGreaterThan(away(middle(first)));
});

test("two lines on one way lie beside each other; what has no geometry is not drawn", () => {
  const { features } = waysOf([way({}), way({}), way({}), way({ geometry: null })]);
  expect(features.map(({ properties: { offset } }) => Math.sign(offset))).toEqual([0, 1, -1]);
});

test("wider with the count, never without bound", () => {
  expect(widthOf(1)).toBe(2.5);
  expect(widthOf(25)).toBeGreaterThan(widthOf(4));
  expect(widthOf(1e6)).toBe(13);
});

test("the window holds every point, and there is none for nothing", () => {
  expect(boundsOf(waysOf([]))).toBeUndefined();
  expect(boundsOf(waysOf([way({}), way({ geometry: { type: "Point", coordinates: [-8, 12] } })]))).toEqual([[-12.6, 11.4], [-7.4, 15.6]]);
});

test("what is known of one place is one ring that sums its counts and names them all", () => {
  const at = (count: number, words: string, colour: string) => way({ geometry: { type: "Point", coordinates: [-8, 12] }, count, words, colour });
  const { features } = waysOf([at(2, "fuel", "blue"), at(5, "cattle", "orange"), way({})]);
  expect(features).toHaveLength(2);
  expect(features[1]!.properties).toMatchObject({ label: "7", colour: "orange", words: "fuel\ncattle" });
});
