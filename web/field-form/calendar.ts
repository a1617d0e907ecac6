// Where the quick way out leads: this month's calendar, and nothing that tells where one came from.
const locale = navigator.language.startsWith("ar") ? "ar-u-nu-latn" : navigator.language;
const today = new Date();
const [year, month] = [today.getFullYear(), today.getMonth()];
document.documentElement.lang = navigator.language.split("-")[0]!;
document.documentElement.dir = document.documentElement.lang === "ar" ? "rtl" : "ltr";

const cell = (tag: "td" | "th", words: string) => Object.assign(document.createElement(tag), { textContent: words });
const row = (cells: HTMLElement[]) => { const line = document.createElement("tr"); line.append(...cells); return line; };

const heading = Object.assign(document.createElement("h1"), { textContent: new Intl.DateTimeFormat(locale, { month: "long", year: "numeric" }).format(today) });
const weekday = new Intl.DateTimeFormat(locale, { weekday: locale.startsWith("ar") ? "narrow" : "short" });
// 5 January 2026 is a Monday.
const names = Array.from({ length: 7 }, (_, day) => cell("th", weekday.format(new Date(2026, 0, 5 + day))));
const before = (new Date(year, month, 1).getDay() + 6) % 7;
const days = new Date(year, month + 1, 0).getDate();
const cells = Array.from({ length: Math.ceil((before + days) / 7) * 7 }, (_, at) => {
  const day = at - before + 1;
  const made = cell("td", day >= 1 && day <= days ? String(day) : "");
  if (day === today.getDate()) made.setAttribute("aria-current", "date");
  return made;
});
const table = document.createElement("table");
table.append(row(names), ...Array.from({ length: cells.length / 7 }, (_, week) => row(cells.slice(week * 7, week * 7 + 7))));
document.getElementById("month")!.append(heading, table);
export {};
