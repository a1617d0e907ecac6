// Which areas' places should the phone carry? With what each one weighs on the link.
import { element, type Child } from "../element.ts";
import { carriedPlaces, choosePack, isCarried, isChosen, whenPlacesChange } from "../places/places.ts";
import { numberInWords, word } from "../words.ts";
import { onLeave } from "./asking.ts";
import { nameIn } from "./in-words.ts";

export function packChoice(): Child[] {
  const list = element("ul", { class: "choices" });
  const fill = () => {
    const { offers } = carriedPlaces();
    list.replaceChildren(...offers.map((offer) => {
      const name = offer.names ? nameIn(offer.names) : word("packs.all");
      const box = element("input", { type: "checkbox", id: offer.name, checked: isChosen(offer), onchange: () => void choosePack(offer, box.checked).then(fill) });
      return element("li", {}, box, element("label", { for: offer.name }, element("span", { dir: "auto" }, name), element("small", {}, word("packs.size", { places: numberInWords(offer.places), kb: numberInWords(Math.ceil(offer.bytes / 1_000)) }), isCarried(offer) ? ` · ${word("packs.here")}` : "")));
    }));
    if (offers.length === 0) list.replaceChildren(element("li", {}, word("packs.none")));
  };
  fill();
  onLeave(whenPlacesChange(fill));
  return [element("p", { class: "quiet" }, word("packs.why")), list];
}
