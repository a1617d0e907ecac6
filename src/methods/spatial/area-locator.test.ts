import { expect, test } from "vitest";
import fc from "fast-check";
import { AreaLocator } from "./area-locator.ts";
import type { Area } from "./area-locator.ts";
import { holdsPoint } from "./polygon.ts";
import { side } from "./side.ts";

const SIZE = 5;
type Point = [number, number];

/**
 * A land cut into areas without gaps: a net of SIZE × SIZE cells whose inner corners
 * are pushed about, each cell given to one of some areas, rings turned and started anywhere.
 */
const land = fc
  .record({
    push: fc.array(fc.double({ min: -0.45, max: 0.45, noNaN: true }), { minLength: 72, maxLength: 72 }),
    rough: fc.boolean(),
    owner: fc.array(fc.nat(6), { minLength: SIZE * SIZE, maxLength: SIZE * SIZE }),
    turn: fc.array(fc.nat(7), { minLength: SIZE * SIZE, maxLength: SIZE * SIZE }),
  })
  .map(({ push, rough, owner, turn }) => {
    // Quarters give many collinear and level edges, free pushes give edges that no double meets.
    const shift = (n: number) => (rough ? Math.round(push[n]! * 4) / 8 : push[n]! * 0.49);
    const isRim = (n: number) => n === 0 || n === SIZE;
    const corner = (i: number, j: number): Point => [
      isRim(i) ? i : i + shift(i * 6 + j),
      isRim(j) ? j : j + shift(36 + i * 6 + j),
    ];
    const corners = [...Array((SIZE + 1) ** 2).keys()].map((n) => corner(n % (SIZE + 1), Math.floor(n / (SIZE + 1))));
    const cells = owner.map((key, n) => {
      const [i, j] = [n % SIZE, Math.floor(n / SIZE)];
      const ring = [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)];
      const start = turn[n]! % 4;
      const turned = [...ring.slice(start), ...ring.slice(0, start)];
      if (turn[n]! > 3) turned.reverse();
      return { key, ring: [...turned, turned[0]!] };
    });
    const areas: Area<number>[] = [...new Set(owner)].map((key) => ({
      key,
      geometry: { type: "MultiPolygon", coordinates: cells.filter((c) => c.key === key).map((c) => [c.ring]) },
    }));
    return { corners, cells, areas };
  });

const share = fc.constantFrom(0, 0.25, 0.5, 0.75, 1 / 3, 0.1);

test("every point of a divided land, border points and corners too, lies in exactly one area", () => {
  fc.assert(fc.property(land, share, fc.array(fc.tuple(fc.double({ min: 0, max: 4.999, noNaN: true }),
    fc.double({ min: 0, max: 4.999, noNaN: true })), { maxLength: 20 }), ({ corners, cells, areas }, part, free) => {
    const onEdges = cells.flatMap(({ ring }) => ring.slice(1).map((b, i): Point => {
      const a = ring[i]!;
      return [a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])];
    }));
    const locator = new AreaLocator(areas);
    for (const [x, y] of [...corners, ...onEdges, ...free]) {
      const inside = x >= 0 && x < SIZE && y >= 0 && y < SIZE;
      const holders = areas.filter(({ geometry }) => holdsPoint(geometry, x, y)).map(({ key }) => key);
      if (inside) expect(holders).toHaveLength(1);
      expect(locator.locate(x, y)).toBe(holders[0]);
    }
  }), { numRuns: 60 });
});

test("points a rounding away from where many borders meet lie in exactly one area", () => {
  const corner = fc.double({ min: 0.1, max: 0.9, noNaN: true });
  const nudge = fc.integer({ min: -3, max: 3 }).map((n) => n * 2 ** -53);
  const spokes = fc.uniqueArray(fc.integer({ min: 0, max: 399 }), { minLength: 3, maxLength: 24 });
  fc.assert(fc.property(corner, corner, spokes, fc.array(fc.tuple(nudge, nudge), { minLength: 10, maxLength: 40 }),
    (x, y, marks, nudges) => {
      // A square cut like a cake from (x, y) through marks on its rim, rim corners among them.
      const onRim = (mark: number): Point => {
        const along = (mark % 100) / 100;
        return ([[along, 0], [1, along], [1 - along, 1], [0, 1 - along]] as Point[])[Math.floor(mark / 100)]!;
      };
      const rim = [...new Set([...marks, 0, 100, 200, 300])].sort((a, b) => a - b).map(onRim);
      const areas = rim.map((from, key): Area<number> => {
        const to = rim[(key + 1) % rim.length]!;
        return { key, geometry: { type: "Polygon", coordinates: [[[x, y], from, to, [x, y]]] } };
      });
      for (const [dx, dy] of nudges)
        expect(areas.filter(({ geometry }) => holdsPoint(geometry, x + dx, y + dy))).toHaveLength(1);
    }), { numRuns: 200 });
});

test("an area that fills another's hole takes it whole, rim included", () => {
  const hole: Point[] = [[1, 1], [3, 1.5], [2, 3], [1, 1]];
  const locator = new AreaLocator([
    { key: "around", geometry: { type: "Polygon", coordinates: [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], hole] } },
    { key: "within", geometry: { type: "Polygon", coordinates: [hole] } },
  ]);
  const rim: Point[] = [...hole, [2, 1.25], [1.5, 2], [2.5, 2.25]];
  for (const [x, y] of rim) expect(locator.locate(x, y)).toMatch(/around|within/);
  expect(locator.locate(2, 2)).toBe("within");
  expect(locator.locate(0.5, 3)).toBe("around");
});

test("nowhere is undefined, an overlap goes to the first", () => {
  const square = (west: number): Area<string>["geometry"] =>
    ({ type: "Polygon", coordinates: [[[west, 0], [west + 2, 0], [west + 2, 2], [west, 2], [west, 0]]] });
  const locator = new AreaLocator([{ key: "first", geometry: square(0) }, { key: "second", geometry: square(1) }]);
  expect(locator.locate(1.5, 1)).toBe("first");
  expect(locator.locate(2.5, 1)).toBe("second");
  expect(locator.locate(9, 9)).toBeUndefined();
  expect(locator.locate(NaN, 1)).toBeUndefined();
  expect([...locator.locateMany([0.5, 2.5, 9], [1, 1, 9])]).toEqual([0, 1, -1]);
  expect(new AreaLocator([]).locate(0, 0)).toBeUndefined();
});

test("the side of an edge is exact where floating point is not", () => {
  // (0.5, 0.5), (12, 12), (24, 24) pushed by multiples of 2^-53: the classic that naive arithmetic gets wrong.
  const tiny = 2 ** -53;
  for (let i = 0; i < 64; i++)
    for (let j = 0; j < 64; j++)
      expect(Math.sign(side(12, 12, 24, 24, 0.5 + i * tiny, 0.5 + j * tiny))).toBe(Math.sign(0.5 + j * tiny - (0.5 + i * tiny)));
});
