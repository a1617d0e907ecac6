import fc from "fast-check";
import { expect, test } from "vitest";
import { CellFault, dayOf, numberOf, pointOf, stampOf, wholeOf } from "./draft.ts";
import { releaseIn } from "./ucdp.ts";

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const anyDay = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2069, 11, 31) }).map((ms) => new Date(ms).toISOString().slice(0, 10));

test("a day is the same in every way that people save it", () => {
  fc.assert(fc.property(anyDay, (day) => {
    const [year, month, date] = [day.slice(0, 4), MONTHS[Number(day.slice(5, 7)) - 1]!, String(Number(day.slice(8)))];
    for (const words of [day, `${day} 00:00:00.000`, `${day}T00:00:00`, ` ${day} `, `${date} ${month} ${year}`, `${date}-${month.slice(0, 3)}-${year.slice(2)}`, `${date}-${month.slice(0, 3).toUpperCase()}-${year}`])
      expect(dayOf("d", words)).toBe(day);
  }));
});

test.each(["", "03/04/2021", "2021-02-30", "2021-13-01", "2021-00-10", "31-Apr-21", "tomorrow", "20210301", "2021-03-01 12:00:00"])("“%s” is no day that can be read without guessing", (words) => {
  expect(() => dayOf("date_start", words)).toThrow(CellFault);
});

test("numbers: a decimal comma is a point, everything else that is none is refused by its field", () => {
  expect(numberOf("latitude", " 14,5 ", -90, 90)).toBe(14.5);
  expect(pointOf("-12.46", "14.9")).toEqual({ type: "Point", coordinates: [14.9, -12.46] });
  for (const [lat, lon] of [["214", "1"], ["1", "-181"], ["0", "0"], ["", "1"], ["x", "1"], ["1.2.3", "1"], ["Infinity", "1"], ["NaN", "2"]] as const) expect(() => pointOf(lat, lon)).toThrow(CellFault);
  expect(wholeOf("best", "3")).toBe(3);
  for (const words of ["-3", "2.5", "", "many", "1e9"]) expect(() => wholeOf("best", words)).toThrow(CellFault);
});

test.each([
  ["ged241-west-africa-1989-2021.csv", "24.1"], ["GEDEvent_v24_1.csv", "24.1"], ["GEDEvent_v24_0_6.csv", "24.0.6"], ["ged201.csv", "20.1"], ["GEDEvent_v25_1.csv", "25.1"], ["events.csv", ""], ["ged2024.csv", ""],
])("the release in “%s” is “%s”", (name, release) => { expect(releaseIn(name)).toBe(release); });

test("stamps compare as releases do", () => {
  const releases = ["5.0", "17.1", "20.1", "24.0.6", "24.0.12", "24.1", "25.1"];
  expect([...releases].reverse().sort((a, b) => (stampOf(a) < stampOf(b) ? -1 : 1))).toEqual(releases);
});
