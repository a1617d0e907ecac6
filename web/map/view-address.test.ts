import { expect, test } from "vitest";
import { addressOfView, FIRST_VIEW, viewAround, viewOf } from "./view-address.ts";

test("a point is shown with what is around it, an outline whole", () => {
  expect(viewAround({ type: "Point", coordinates: [-12.46, 14.9] })).toBe("-12.460,14.900,10.0");
  expect(viewAround({ type: "Polygon", coordinates: [[[-12, 13], [-9, 13], [-9, 15], [-12, 15], [-12, 13]]] })).toBe("-10.500,14.000,6.9");
});

test("an outline of more points than a call takes arguments", () => {
  const ring = Array.from({ length: 300_000 }, (_, at) => [Math.cos(at), Math.sin(at)]);
  expect(viewAround({ type: "Polygon", coordinates: [ring] })).toBe("0.000,0.000,7.5");
});

test("an address that is none shows the first view; one that is comes back as it was", () => {
  for (const words of [undefined, "", "1,2", "here,there,7", "10,89,5"]) expect(viewOf(words)).toEqual(FIRST_VIEW);
  expect(addressOfView(viewOf("-11.440,14.450,8.5"))).toBe("-11.440,14.450,8.5");
});
