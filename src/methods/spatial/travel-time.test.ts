import { expect, test } from "vitest";
import fc from "fast-check";
import { lonLatDistanceM } from "./sphere.ts";
import { travelTimes } from "./travel-time.ts";
import type { Target, TravelWorld } from "./travel-time.ts";

// About 44 km by 44 km near the Falémé, in cells of 1 km.
const open: TravelWorld = { box: [-12.2, 14, -11.8, 14.4], cellKm: 1, offWayKmPerHour: 4, ways: [], barriers: [], crossings: [] };
const post = { key: "post", at: [-12.15, 14.2] as const };
const km = (a: readonly number[], b: readonly number[]) => lonLatDistanceM(a[0]!, a[1]!, b[0]!, b[1]!) / 1000;
const hoursAt = (world: TravelWorld, lon: number, lat: number, targets: readonly Target<string>[] = [post]) => travelTimes(world, targets)?.at(lon, lat)?.hours;

test("over open land: the straight way at walking speed, at most 2.8 % and a cell more", () => {
  const times = travelTimes(open, [post])!;
  for (const [lon, lat] of [[-11.85, 14.2], [-11.9, 14.05], [-12.1, 14.37], [-12.15, 14.2]] as const) {
    const straight = km([lon, lat], post.at) / 4;
    const { hours } = times.at(lon, lat)!;
    expect(hours).toBeGreaterThan(straight - 0.75 / 4);
    expect(hours).toBeLessThan(straight * 1.028 + 0.75 / 4);
  }
});

test("a road is quicker as far as it runs", () => {
  const road = { line: [[-12.15, 14.2], [-11.85, 14.2]] as const, kmPerHour: 40 };
  const hours = hoursAt({ ...open, ways: [road] }, -11.85, 14.2)!;
  expect(hours).toBeGreaterThan(km(post.at, [-11.85, 14.2]) / 40 - 1e-9);
  expect(hours).toBeLessThan(km(post.at, [-11.85, 14.2]) / 40 + 1.5 / 4);
  // In the rains the same road is closed.
  expect(hoursAt({ ...open, ways: [{ ...road, kmPerHour: 0 }] }, -11.85, 14.2)).toBeCloseTo(hoursAt(open, -11.85, 14.2)!, 12);
});

const river = [[-12, 13.9], [-12, 14.5]] as const;

test("a river in flood cuts the land; where one can cross, it costs its time", () => {
  expect(hoursAt({ ...open, barriers: [river] }, -11.85, 14.2)).toBeUndefined();
  expect(hoursAt({ ...open, barriers: [river] }, -12.05, 14.2)).toBeCloseTo(hoursAt(open, -12.05, 14.2)!, 12);
  const pirogue = { at: [-12, 14.2] as const, hours: 1.5 };
  const across = hoursAt({ ...open, barriers: [river], crossings: [pirogue] }, -11.85, 14.2)!;
  expect(across - hoursAt(open, -11.85, 14.2)!).toBeGreaterThan(1.5 - 0.01);
  expect(across - hoursAt(open, -11.85, 14.2)!).toBeLessThan(1.5 + 0.25);
  // Further down the bank, the way there and back is added.
  const detour = hoursAt({ ...open, barriers: [river], crossings: [{ at: [-12, 14.02], hours: 0 }] }, -11.85, 14.2)!;
  const byHand = (km(post.at, [-12, 14.02]) + km([-12, 14.02], [-11.85, 14.2])) / 4;
  expect(detour).toBeGreaterThan(byHand - 0.75 / 4);
  expect(detour).toBeLessThan(byHand * 1.028 + 1.5 / 4);
});

test("a pirogue along the river is boarded at its landings only", () => {
  const course = [[-12, 14.02], [-12, 14.38]] as const;
  const clinic = [{ key: "post", at: [-12, 14.38] as const }];
  const anywhere = hoursAt({ ...open, ways: [{ line: course, kmPerHour: 10 }] }, -12, 14.2, clinic)!;
  const atTheEnds = hoursAt({ ...open, ways: [{ line: course, kmPerHour: 10, landings: [[-12, 14.02], [-12, 14.38]] }] }, -12, 14.2, clinic)!;
  expect(anywhere).toBeLessThan(km([-12, 14.2], [-12, 14.38]) / 10 + 0.4);
  expect(atTheEnds).toBeGreaterThan(km([-12, 14.2], [-12, 14.38]) / 4 - 0.25);
});

test("what lies on the river itself is open to both banks: a post, a landing, a bridge", () => {
  const flooded = { ...open, barriers: [river] };
  for (const lon of [-12.05, -11.95]) expect(hoursAt(flooded, lon, 14.2, [{ key: "post", at: [-12, 14.2] }])).toBeLessThan(2.5);
  const boat = { line: river, kmPerHour: 10, landings: [[-12, 14.05], [-12, 14.35]] as const };
  expect(hoursAt({ ...flooded, ways: [boat] }, -11.95, 14.05, [{ key: "post", at: [-12.05, 14.35] }])).toBeLessThan(2 * km([-12, 14], [-12.05, 14]) / 4 + 3.4 + 0.5);
  const road = { line: [[-12.15, 14.2], [-12, 14.2], [-11.85, 14.2]] as const, kmPerHour: 40 };
  expect(hoursAt({ ...flooded, ways: [road] }, -11.85, 14.2)).toBeLessThan(1.2);
});

test("the nearest target is named; a lake is walked round", () => {
  const two = [post, { key: "clinic", at: [-11.85, 14.2] as const }];
  const times = travelTimes(open, two)!;
  expect(times.at(-12.1, 14.3)!.key).toBe("post");
  expect(times.at(-11.9, 14.3)!.key).toBe("clinic");
  const lake = (lon: number, lat: number) => (Math.abs(lon + 12) < 0.05 && Math.abs(lat - 14.2) < 0.1 ? undefined : 4);
  const round = travelTimes({ ...open, offWayKmPerHour: lake }, [post])!;
  expect(round.at(-12, 14.2)).toBeUndefined();
  expect(round.at(-11.9, 14.2)!.hours).toBeGreaterThan(times.at(-12.1, 14.2)!.hours + 4);
});

test("no target, or none inside, is no answer; too fine a grid is refused", () => {
  expect(travelTimes(open, [])).toBeUndefined();
  expect(travelTimes(open, [{ key: 1, at: [0, 0] }])).toBeUndefined();
  expect(travelTimes(open, [post])!.at(0, 0)).toBeUndefined();
  expect(() => travelTimes({ ...open, cellKm: 0.001 }, [post])).toThrow("too small");
  expect(() => travelTimes({ ...open, offWayKmPerHour: -1 }, [post])).toThrow("not -1");
});

const small: TravelWorld = { ...open, cellKm: 4 };
const point = fc.tuple(fc.double({ min: -12.19, max: -11.81, noNaN: true }), fc.double({ min: 14.01, max: 14.39, noNaN: true }));
const ways = fc.array(fc.record({ line: fc.array(point, { minLength: 2, maxLength: 4 }), kmPerHour: fc.constantFrom(0, 3, 15, 40) }), { maxLength: 3 });
const barriers = fc.array(fc.array(point, { minLength: 2, maxLength: 4 }), { maxLength: 2 });

test("another road, crossing or post never makes it longer anywhere; a slower season never shorter", () => {
  fc.assert(fc.property(ways, barriers, fc.array(point, { minLength: 1, maxLength: 3 }), point, (roads, rivers, posts, extra) => {
    const targets = posts.map((at, key) => ({ key, at }));
    const world = { ...small, ways: roads, barriers: rivers };
    const hours = travelTimes(world, targets)!.hours;
    const better = [
      travelTimes({ ...world, ways: [...roads, { line: [extra, posts[0]!], kmPerHour: 30 }] }, targets)!,
      travelTimes({ ...world, crossings: [{ at: extra, hours: 0.1 }] }, targets)!,
      travelTimes(world, [...targets, { key: 9, at: extra }])!,
      travelTimes({ ...world, barriers: [] }, targets)!,
      travelTimes({ ...world, offWayKmPerHour: 6 }, targets)!,
    ];
    for (const other of better) other.hours.forEach((value, cell) => expect(value).toBeLessThanOrEqual(hours[cell]! + 1e-9));
  }), { numRuns: 20 });
});

test("no cell is nearer than the straight way at the greatest speed", () => {
  fc.assert(fc.property(ways, point, (roads, at) => {
    const times = travelTimes({ ...small, ways: roads }, [{ key: 0, at }])!;
    const fastest = Math.max(4, ...roads.map((road) => road.kmPerHour));
    // Straight on the map and straight on the sphere differ by less than a thousandth here.
    times.hours.forEach((value, cell) => expect(value).toBeGreaterThanOrEqual((km(times.middle(cell), at) / fastest) * 0.999));
  }), { numRuns: 20 });
});
