// A saved view: an address of the page, with its filters, under a name. Whoever may read its marking may open it; what it
// then shows is what they may read. What is for oneself alone is the browser's bookmark: the address holds the whole state.
import { freeText, text } from "./field.ts";
import { noun } from "./noun.ts";

/** First words of the addresses that show something to look at; signing in and administration are none. */
const PAGES = ["", "evidence", "places", "areas", "flows"];
/** The request's own words: a view belongs to the world it was saved in, and to whoever opens it. */
const NOT_KEPT = ["world", "viewAs"];

export function isViewAddress(address: string): boolean {
  if (!/^\/(?!\/)[^\\\p{C}]*$/u.test(address) || !URL.canParse(address, "http://page")) return false;
  const { origin, pathname, searchParams } = new URL(address, "http://page");
  return origin === "http://page" && PAGES.includes(pathname.split("/")[1]!) && !NOT_KEPT.some((name) => searchParams.has(name));
}

export const view = noun("view", {
  labels: ["vue enregistrée", "saved view", "عرض محفوظ"],
  plural: ["vues enregistrées", "saved views", "العروض المحفوظة"],
  marking: "AMBER",
  may: { read: "views.read", write: "views.edit" },
  fields: {
    name: text(["nom", "name", "الاسم"], 120),
    address: text(["adresse dans la page", "address in the page", "العنوان داخل الصفحة"], 2000),
    note: freeText(["note", "note", "ملاحظة"], 500).optional(),
  },
  list: ["name", "address"],
  title: "name",
  check: ({ address }) => (isViewAddress(address) ? undefined : { field: "address", reason: [
    "ce n’est pas l’adresse d’une page à regarder : elle commence par /, /evidence, /places, /areas ou /flows, sans world ni viewAs",
    "not the address of a page to look at: it begins with /, /evidence, /places, /areas or /flows, without world or viewAs",
    "ليس عنوان صفحة للعرض: يبدأ بـ / أو /evidence أو /places أو /areas أو /flows دون world أو viewAs",
  ] }),
});
