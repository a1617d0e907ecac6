// How two pieces of evidence stand to each other: supports, contradicts, spills over to, is the same as. Reversible.
import { code, reference, text } from "../platform/field.ts";
import { noun } from "../platform/noun.ts";

export const link = noun("link", {
  labels: ["lien", "link", "رابط"],
  plural: ["liens", "links", "روابط"],
  marking: "GREEN",
  may: { read: "evidence.read", write: "evidence.edit" },
  fields: {
    title: text(["intitulé", "title", "العنوان"], 240),
    relation: code(["relation", "relation", "العلاقة"], "relation"),
    fromNoun: code(["de (nature)", "from (what)", "من (النوع)"], "linkable"),
    from: reference(["de", "from", "من"], "event"),
    toNoun: code(["vers (nature)", "to (what)", "إلى (النوع)"], "linkable"),
    to: reference(["vers", "to", "إلى"], "event"),
    reason: text(["raison", "reason", "السبب"], 500).optional(),
  },
  list: ["title", "relation", "fromNoun", "from", "toNoun", "to"],
  title: "title",
});
