/** Where was it? A village that the phone knows, a name of one's own, between two places, a point on a map, or not known. */
import { button, element, type Child } from "../element.ts";
import { icon } from "../icons.ts";
import { DON_T_KNOW, type Where } from "../draft.ts";
import type { FoundPlace } from "../places/place-search.ts";
import { carriedPlaces, findPlace, outlineMap, placesNear, whenPlacesChange } from "../places/places.ts";
import { mapPicker } from "../places/outline-map.ts";
import { notice } from "../page.ts";
import { numberInWords, word } from "../words.ts";
import { nameIn, whereInWords } from "./in-words.ts";
import { packChoice } from "./pack-choice.ts";
import { leaveScreen, onLeave, type Asking, type Question } from "./asking.ts";

type Way = "village" | "between" | "map" | "packs";
let way: Way = "village";
const LONGEST = 120;
const MOST_NEAR = 8;
const MOST_ON_MAP = 40;

export const where: Question = {
  name: "where",
  isAnswered: ({ where: given }) => given !== undefined,
  back: (asking) => (way === "village" ? undefined : () => { turn("village", asking); }),
  body: (asking) => WAYS[way](asking),
};

function turn(to: Way, asking: Asking): void {
  leaveScreen();
  way = to;
  asking.again();
}

const settle = (asking: Asking, where: Where | typeof DON_T_KNOW) => { way = "village"; asking.answer({ where }); };

/** Each in its own direction: French and Arabic names stand side by side. */
function about({ id, within, km }: FoundPlace): Child {
  const parts = [id ? undefined : word("where.area"), ...within.map(nameIn), km === undefined ? undefined : word("where.away", { km: numberInWords(km, km < 10 ? 1 : 0) })].filter((part) => part !== undefined);
  return element("span", {}, ...parts.flatMap((part, at) => [at > 0 && " · ", element("bdi", {}, part)]));
}

const pickedOf = ({ id, names, area, within }: FoundPlace): Where => ({ place: names[0]!, ...(id ? { placeId: id } : {}), ...(area ? { area } : {}), within: within.map(nameIn) });

/** Above the ways: what was answered before. */
function answered({ draft: { where: given } }: Asking): Child {
  return given === undefined || given === DON_T_KNOW ? undefined : element("p", { class: "chosen" }, icon("check"), element("span", { dir: "auto" }, whereInWords(given)));
}

const WAYS: Record<Way, (asking: Asking) => (Child | Child[])[]> = {
  village(asking) {
    const list = element("div", { class: "stack", "aria-live": "polite", id: "places" });
    let asked = 0;
    const shown = (found: readonly FoundPlace[], typed: string) => {
      list.replaceChildren(
        ...found.map((place) => button({ icon: "pin", words: place.spelling ? `${place.names[0]} (${place.spelling})` : place.names[0]!, more: about(place), onclick: () => { settle(asking, pickedOf(place)); } })),
        ...(typed ? [button({ icon: "pencil", words: word("where.as-written", { name: typed }), more: word("where.not-in-list"), class: "plain", onclick: () => { settle(asking, { place: typed }); } })] : []));
    };
    const search = async () => {
      const typed = input.value.trim();
      const mine = ++asked;
      const found = typed === "" ? [] : await findPlace(typed);
      if (mine === asked) shown(found, typed);
    };
    const input = element("input", { type: "search", id: "place", autocomplete: "off", autocapitalize: "words", spellcheck: "false", maxlength: LONGEST, dir: "auto", oninput: () => void search(), placeholder: word("where.example") });
    const known = element("p", { class: "quiet" });
    const tellKnown = (): void => {
      const { places, offers, carried } = carriedPlaces();
      known.replaceChildren(word("where.carried", { places: numberInWords(places) }), " ", offers.length > 1 || (offers.length > 0 && carried.length === 0) ? button({ words: word("where.choose-areas"), class: "link", onclick: () => { turn("packs", asking); } }) : "");
      if (input.value) void search();
    };
    tellKnown();
    onLeave(whenPlacesChange(tellKnown));
    const here = button({ icon: "here", words: word("where.position"), more: word("where.position-more"), onclick: () => {
      here.disabled = true;
      navigator.geolocation?.getCurrentPosition(({ coords }) => {
        here.disabled = false;
        void placesNear([coords.longitude, coords.latitude], MOST_NEAR).then((found) => { shown(found, ""); list.scrollIntoView({ block: "nearest" }); });
      }, () => { here.disabled = false; list.replaceChildren(notice("warn", word("where.no-position"))); }, { enableHighAccuracy: false, timeout: 30_000, maximumAge: 600_000 });
    } });
    return [
      answered(asking),
      element("div", { class: "field" }, element("label", { for: "place" }, icon("search"), word("where.search")), input), list, known,
      element("div", { class: "stack" },
        button({ icon: "road", words: word("where.between"), onclick: () => { turn("between", asking); } }),
        "geolocation" in navigator && isSecureContext && here,
        button({ icon: "map", words: word("where.map"), onclick: () => { turn("map", asking); } }),
        button({ icon: "unknown", words: word("don-t-know"), pressed: asking.draft.where === DON_T_KNOW, onclick: () => { settle(asking, DON_T_KNOW); } })),
    ];
  },
  between(asking) {
    const before = typeof asking.draft.where === "object" ? asking.draft.where : {};
    const parts: Pick<Where, "near" | "towards"> = { near: before.near, towards: before.towards };
    const field = (name: "near" | "towards") => {
      const list = element("div", { class: "chips" });
      const change = (value: string) => {
        parts[name] = value.trim() || undefined;
        void asking.keep({ where: parts.near ?? parts.towards ? { ...parts } : undefined });
      };
      const input = element("input", {
        id: name, autocomplete: "off", spellcheck: "false", maxlength: LONGEST, dir: "auto", value: before[name] ?? "",
        oninput: () => {
          change(input.value);
          void findPlace(input.value).then((found) => { list.replaceChildren(...found.slice(0, 4).map(({ names }) => button({ words: names[0]!, onclick: () => { input.value = names[0]!; change(names[0]!); list.replaceChildren(); } }))); });
        },
      });
      return element("div", { class: "field" }, element("label", { for: name }, icon(name === "near" ? "pin" : "next"), word(`where.${name}`)), input, list);
    };
    return [element("p", { class: "quiet" }, word("where.between-more")), field("near"), field("towards")];
  },
  map(asking) {
    const holder = element("div", {}, element("p", { class: "quiet" }, "…"));
    const before = typeof asking.draft.where === "object" ? asking.draft.where.point : undefined;
    void outlineMap().then((outline) => { holder.replaceChildren(...(outline ? mapPicker(outline, { before, near: (at) => placesNear(at, MOST_ON_MAP), choose: (point, roundedKm, nearest) => { settle(asking, { point, roundedKm, ...(nearest ? { near: nearest } : {}) }); } }) : [notice("warn", word("where.no-map"))])); });
    return [holder];
  },
  packs: (asking) => [...packChoice(), button({ icon: "check", words: word("done"), class: "wide", onclick: () => { turn("village", asking); } })],
};
