/** Why somebody does not get something, said so that an officer knows what to do about it. */
import { labels, type Labels } from "../../platform/language.ts";
import type { Reason } from "./release.ts";

export const REASON_WORDS: Readonly<Record<Reason, Labels>> = {
  "never-leaves": labels(["ce genre d’élément ne quitte jamais ce nœud", "this kind of record never leaves this node", "هذا النوع من السجلات لا يغادر هذه العقدة أبداً"]),
  "withdrawn": labels(["l’élément est retiré", "the record is withdrawn", "السجل مسحوب"]),
  "expired": labels(["l’alerte a expiré", "the alert has expired", "انتهت صلاحية الإنذار"]),
  "not-ours": labels(["il appartient à un autre, qui seul peut le diffuser", "it belongs to another, who alone may release it", "يملكه طرف آخر وهو وحده من يفرج عنه"]),
  "other-world": labels(["l’exercice et le réel ne se mêlent pas", "exercise and actual do not mix", "لا يختلط التمرين بالواقع"]),
  "recipient-withdrawn": labels(["ce contact est retiré de l’annuaire", "this contact was withdrawn from the directory", "سُحبت جهة الاتصال هذه من الدليل"]),
  "suspended": labels(["le partage avec ce service est suspendu", "sharing with this service is suspended", "المشاركة مع هذا الجهاز معلقة"]),
  "no-due-diligence": labels(["aucune décision de diligence raisonnable en cours pour ce service", "no due-diligence decision stands for this service", "لا يوجد قرار عناية واجبة سارٍ لهذا الجهاز"]),
  "due-diligence-refused": labels(["la diligence raisonnable a conclu à ne pas partager", "due diligence decided not to share", "خلصت العناية الواجبة إلى عدم المشاركة"]),
  "no-agreement": labels(["aucun accord en vigueur ne couvre ce service, cet objet, ce genre et ces zones", "no agreement in force covers this service, subject, kind and areas", "لا اتفاق سارٍ يشمل هذا الجهاز وهذا الموضوع والصنف والمناطق"]),
  "marking-too-strict": labels(["le marquage dépasse ce que l’accord admet", "the marking is above what the agreement allows", "الوسم أعلى مما يسمح به الاتفاق"]),
  "only-own-country": labels(["AMBER+STRICT reste dans le pays", "AMBER+STRICT stays in the country", "يبقى AMBER+STRICT داخل البلد"]),
  "displacement-to-armed": labels(["les déplacements de population ne vont à aucun service armé", "displacement goes to no armed service", "لا تُرسل بيانات النزوح إلى أي جهاز مسلح"]),
  "not-civil-protection": labels(["diffusion d’urgence : protection civile seule", "urgent release: civil protection alone", "إفراج عاجل: الحماية المدنية وحدها"]),
  "no-place": labels(["aucune zone n’est connue", "no area is known", "لا منطقة معروفة"]),
  "nothing-in-it": labels(["rien de ce qu’il contient ne peut lui être diffusé", "nothing of what it holds may be released to them", "لا شيء مما فيه يجوز الإفراج عنه لها"]),
};
