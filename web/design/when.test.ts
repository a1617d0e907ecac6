import { beforeAll, expect, test } from "vitest";
import { openWords, speak } from "../frame/words.ts";
import { moment, when } from "./when.ts";

// Nothing of a browser is needed but the page's language.
beforeAll(async () => {
  Object.assign(globalThis, { document: { documentElement: { lang: "fr", dir: "ltr" } } });
  await openWords();
});

const said = (...args: Parameters<typeof when>) => when(...args).replaceAll(/[\u00a0\u202f\u2009]/g, " ");

test("French: a day, a few days, a week, a month, years, and nothing known", () => {
  expect(said("2025-02-08")).toBe("8 févr. 2025");
  expect(said("2025-02-08", "2025-02-10")).toBe("8–10 févr. 2025");
  expect(said("2025-02-08", "2025-02-08", "days")).toBe("vers le 8 févr. 2025");
  expect(said("2021-12-30", "2021-12-31", "days")).toBe("vers le 30–31 déc. 2021");
  expect(said("2025-02-03", "2025-02-09", "week")).toBe("semaine du 3 févr. 2025");
  expect(said("2025-02-01", "2025-02-28", "month")).toBe("février 2025");
  expect(said("2024-11-01", "2025-02-28", "part-of-year")).toMatch(/^novembre 2024\s?–\s?février 2025$/);
  expect(said("2021-01-01", "2021-12-31", "year")).toBe("2021");
  expect(said("2012-01-01", "2020-12-31", "years")).toMatch(/^2012\s?–\s?2020$/);
  expect(said("2025-01-01", "2025-12-31", "undated")).toBe("période non dite");
  expect(said(undefined)).toBe("période non dite");
});

test("a day is a calendar day, wherever the reader is", () => {
  for (const zone of ["Pacific/Kiritimati", "America/Anchorage", "Africa/Bamako"]) {
    process.env.TZ = zone;
    expect(said("2025-02-08")).toBe("8 févr. 2025");
  }
  delete process.env.TZ;
});

test("English and Arabic say the same, in Latin digits", async () => {
  Object.assign(globalThis, { localStorage: { setItem() {} } });
  await speak("en");
  expect(said("2025-02-08", "2025-02-08", "days")).toBe("about 8 Feb 2025");
  await speak("ar");
  expect(said("2025-02-01", "2025-02-28", "month")).toBe("فبراير 2025");
  expect(moment("2025-02-08T14:05:00Z")).toMatch(/2025/);
  await speak("fr");
});
