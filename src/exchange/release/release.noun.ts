// The act of giving a record to named contacts: asked for by one officer, agreed to by another where the marking demands it.
import { code, day, flag, freeText, integer, reference, references, structure, text } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";
import { Info } from "../alerts/alert.noun.ts";
import { z } from "zod";

export const release = noun("release", {
  labels: ["diffusion", "release", "إفراج عن معلومات"],
  plural: ["diffusions", "releases", "عمليات الإفراج"],
  marking: "AMBER",
  may: { read: "exchange.read", write: "exchange.write" },
  stepped: { state: "draft" },
  fields: {
    title: text(["intitulé", "title", "العنوان"], 200),
    subject: code(["objet", "subject", "الموضوع"], "share-subject"),
    record: reference(["élément", "record", "السجل"], "event"),
    recordVersion: integer(["version", "version", "النسخة"], "version", 0, 1_000_000),
    contacts: references(["destinataires", "recipients", "المستلمون"], "contact"),
    purpose: code(["but", "purpose", "الغرض"], "share-purpose"),
    /** Retyped by the officer; the record's own words never leave. */
    summary: structure(["résumé rédigé pour la diffusion", "summary written for release", "ملخص كُتب للإفراج"], z.array(Info.omit({ relay: true, instruction: true })).max(3)).optional(),
    /** Why armed services need a place finer than a second-level area: two people, always. */
    protectivePurpose: freeText(["but protecteur", "protective purpose", "الغرض الحمائي"], 1_000).optional(),
    isImminentDanger: flag(["danger imminent (protection civile seule)", "imminent danger (civil protection alone)", "خطر وشيك (الحماية المدنية وحدها)"]),
    expiresOn: day(["expire le", "expires on", "ينتهي في"]).optional(),
    state: code(["état", "state", "الحالة"], "release-state"),
  },
  list: ["title", "subject", "purpose", "isImminentDanger", "expiresOn", "state"],
  title: "title",
});
