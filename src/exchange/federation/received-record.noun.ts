// What another node, or a tool by TAXII, gave to this one: kept as what it is, its sender's, read here by its marking and never handed on.
import { z } from "zod";
import { code, integer, reference, structure, text } from "../../platform/field.ts";
import { noun } from "../../platform/noun.ts";
import { moment, notAMoment } from "../moment.ts";

export const receivedRecord = noun("received-record", {
  labels: ["élément reçu", "received record", "سجل وارد"],
  plural: ["éléments reçus", "received records", "السجلات الواردة"],
  marking: "AMBER",
  may: { read: "exchange.read", write: "exchange.settle" },
  fields: {
    title: text(["intitulé", "title", "العنوان"], 240),
    sender: text(["émetteur", "sender", "المرسل"], 200),
    subject: code(["objet", "subject", "الموضوع"], "share-subject"),
    kind: code(["genre", "kind", "الصنف"], "event-kind"),
    document: reference(["document signé", "signed document", "الوثيقة الموقعة"], "received-record"),
    /** What the sender calls the record: the same in every version of it. */
    reference: reference(["référence de l’émetteur", "sender’s reference", "مرجع المرسل"], "received-record"),
    recordVersion: integer(["version chez l’émetteur", "version at the sender", "النسخة لدى المرسل"], "version", 0, 1_000_000),
    agreement: reference(["accord", "agreement", "الاتفاق"], "agreement").optional(),
    service: text(["service destinataire", "service it is for", "الجهاز المقصود"], 40).optional(),
    occurredFrom: text(["du", "from", "من"], 10).optional(),
    occurredTo: text(["au", "to", "إلى"], 10).optional(),
    places: structure(["zones", "areas", "المناطق"], z.array(z.looseObject({})).max(300)).optional(),
    coded: structure(["champs codés", "coded fields", "الحقول المرمزة"], z.record(z.string(), z.unknown())).optional(),
    words: structure(["textes de l’émetteur", "the sender’s texts", "نصوص المرسل"], z.array(z.record(z.string(), z.string())).max(10)).optional(),
    issuedAt: moment(["diffusé", "released", "وقت الإفراج"]),
    expiresAt: moment(["expire", "expires", "ينتهي"]).optional(),
    state: code(["état", "state", "الحالة"], "received-state"),
  },
  list: ["issuedAt", "title", "sender", "subject", "kind", "state"],
  title: "title",
  order: { by: "issuedAt", descending: true },
  check: (content) => notAMoment(content, ["issuedAt", "expiresAt"]),
  // Its sender alone hands it on.
  stays: { isOne: () => true, where: "true" },
});

export interface ReceivedContent {
  title: string; sender: string; subject: string; kind: string; document: string; reference: string; recordVersion: number; agreement?: string; service?: string; occurredFrom?: string; occurredTo?: string;
  places?: Record<string, unknown>[]; coded?: Record<string, unknown>; words?: Record<string, string>[]; issuedAt: string; expiresAt?: string; state: "held" | "revoked" | "expired";
}
